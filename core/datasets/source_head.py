"""What a source of data is, told by its first bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import LoadError
from core.formats.content_kind import HEAD_BYTES, ContentKind, kind_of
from core.formats.file_access import open_for_reading, short_name
from core.formats.path_facts import is_folder, is_taken
from core.formats.unpacked_file import open_unpacked
from core.formats.zip_directory import ZipDirectory
from core.formats.zip_member import holds_several, is_npz


@dataclass(frozen=True, slots=True)
class SourceHead:
    """A file or a folder before it is read.

    Attributes
    ----------
    path : Path
    is_folder : bool
    kind : ContentKind or None
        Of the content, unpacked if it was packed; of an archive of several files, what they
        are together.  None for a folder.
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
    archive = _archive_of_several(path)
    if archive is not None:
        return archive
    with open_unpacked(path) as file:
        return SourceHead(path, False, file.kind, file.head)


def _archive_of_several(path: Path) -> SourceHead | None:
    """Return an archive whose files belong together; None for any other file."""
    with open_for_reading(path) as (file, size):
        head = file.read(HEAD_BYTES)
        if kind_of(head) is not ContentKind.ZIP:
            return None
        directory = ZipDirectory(file, size, short_name(path))
        if is_npz(directory):
            return SourceHead(path, False, ContentKind.NPZ, head)
        if holds_several(directory):
            return SourceHead(path, False, ContentKind.ZIP, head)
    return None


def _explain_absence(path: Path) -> None:
    try:
        path.lstat()
    except FileNotFoundError:
        raise LoadError(f"{short_name(path)}: there is no such file or folder") from None
    except (OSError, ValueError):  # an impossible name, or a folder that may not be read
        raise LoadError(f"{short_name(path)}: cannot be read") from None
