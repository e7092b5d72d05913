"""Which files hold models that other programs wrote."""

from __future__ import annotations

from pathlib import Path

from core.formats.content_kind import HEAD_BYTES
from core.formats.file_access import open_for_reading
from core.formats.file_name import has_ending
from core.importing.file_names import MODEL_SUFFIXES
from core.importing.safetensors_file import is_safetensors

MODEL_FILTER = f"Models ({' '.join(f'*{suffix}' for suffix in MODEL_SUFFIXES)});;All files (*)"


def is_model(path: Path) -> bool:
    """Return whether a file is read as a model: ONNX has nothing that it begins with.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    if any(has_ending(path.name, suffix) for suffix in MODEL_SUFFIXES):
        return True
    with open_for_reading(path) as (file, _):
        return is_safetensors(file.read(HEAD_BYTES))
