"""What a source of data is, told by its first bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name
from core.formats.path_facts import is_folder, is_taken
from core.formats.unpacked_file import open_unpacked


@dataclass(frozen=True, slots=True)
class SourceHead:
    """A file or a folder before it is read.

    Attributes
    ----------
    path : Path
    is_folder : bool
    kind : ContentKind or None
        Of the content, unpacked if it was packed; None for a folder.
    head : bytes
        The first bytes of that content.
    """

    path: Path
    is_folder: bool
    kind: ContentKind | None
    head: bytes


def source_head(source: Path | str) -> SourceHead:
    """Look at what `source` names; its name says nothing.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    path = Path(source)
    if is_folder(path):
        return SourceHead(path, True, None, b"")
    if not is_taken(path):
        _explain_absence(path)
    with open_unpacked(path) as file:
        return SourceHead(path, False, file.kind, file.head)


def _explain_absence(path: Path) -> None:
    try:
        path.lstat()
    except FileNotFoundError:
        raise LoadError(f"{short_name(path)}: there is no such file or folder") from None
    except (OSError, ValueError):  # an impossible name, or a folder that may not be read
        raise LoadError(f"{short_name(path)}: cannot be read") from None
