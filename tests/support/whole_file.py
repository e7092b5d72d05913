"""Whether a file that a command wrote is there from end to end."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np

from core.documents.run_document import RunDocument
from core.documents.stored_run import is_document
from core.experiment import experiment_from_json
from core.formats.run_file import load_run


def is_whole(path: Path) -> bool:
    """Return whether a file that was written is whole: a run, a submission or a map."""
    if not path.is_file():
        return False
    content = path.read_bytes()
    if content.startswith(b"ImageId,Label\n"):
        return len(content.splitlines()) == 41 and content.endswith(b"\n")
    if content.startswith(b"\x93NUMPY"):
        return np.isfinite(np.load(path, allow_pickle=False)).all()
    if content.startswith(b"\x89PNG"):
        return content.endswith(b"IEND\xaeB`\x82")
    if path.suffix == ".json":
        return bool(experiment_from_json(content.decode()))
    if path.suffix == ".py":
        return path.with_suffix(".weights.npz").is_file() and bool(ast.parse(content))
    if path.suffix == ".safetensors":
        return 8 + int.from_bytes(content[:8], "little") < len(content)
    if path.suffix == ".onnx":
        return b"glassbox_experiment" in content
    if path.suffix == ".npz" and _is_export(path):
        return True
    if not is_document(path):
        return load_run(path).step > 0
    document = RunDocument(path)
    try:
        last = document.history.last_step()
        return document.latest().step == last
    finally:
        document.close()


def _is_export(path: Path) -> bool:
    """Return whether a file holds weights under their own paths, every one readable."""
    with np.load(path, allow_pickle=False) as archive:
        notes = "experiment", "class_names", "data_"
        names = [name for name in archive if not name.startswith(notes)]
        return all(name[0].isdecimal() and archive[name].size for name in names)
