"""Find the IDX files that belong together, wherever an archive has put them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.datasets.idx_names import Purpose, SetName, set_name
from core.datasets.source_head import source_head
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_name import has_ending
from core.formats.path_facts import entries_in, files_in, folders_in

#: More files in a folder, or folders in it, are not looked at.
MOST_FILES, MOST_FOLDERS = 2_000, 100
IMAGE_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class IdxFile:
    """A file that holds IDX, as its content says.

    Attributes
    ----------
    path : Path
    holds_images : bool
        Or else labels.
    set_name : SetName
        What its name tells.
    """

    path: Path
    holds_images: bool
    set_name: SetName


def idx_file(path: Path) -> IdxFile | None:
    """Return what an IDX file holds; None for any other file."""
    try:
        head = source_head(path)
    except LoadError:
        return None
    if head.kind is not ContentKind.IDX:
        return None
    return IdxFile(path, head.head[3] == IMAGE_DIMENSIONS, set_name(path.name))


def idx_files_in(folder: Path) -> list[IdxFile]:
    """Return the IDX files in a folder, or in the folders in it if it has none itself."""
    here = _idx_files(files_in(folder, at_most=MOST_FILES))
    if here:
        return here
    inner = folders_in(folder, at_most=MOST_FOLDERS)
    return [one for sub in inner for one in _idx_files(files_in(sub, at_most=MOST_FILES))]


def companion(of: IdxFile, *, images: bool, purpose: Purpose) -> IdxFile | None:
    """Return the file of the same data set that holds images, or labels, for `purpose`.

    It lies in the same folder; or, if that is named like a part of the data set itself, as in
    Kaggle's archive of MNIST, in the one above or in such a folder beside it.  If no name
    fits, the only other file of the kind in the folder is taken.
    """
    wanted = SetName(of.set_name.title, purpose)
    for files in _places(of):
        named = [path for path in files if set_name(path.name) == wanted and path != of.path]
        found = [one for one in _idx_files(named) if one.holds_images is images]
        if found:
            return found[0]
    if purpose is not of.set_name.purpose:
        return None
    here = _idx_files(files_in(of.path.parent, at_most=MOST_FILES))
    alike = [one for one in here if one.holds_images is of.holds_images]
    others = [one for one in here if one.holds_images is not of.holds_images]
    if len(alike) == len(others) == 1 and images is not of.holds_images:
        (other,) = others
        return other if other.set_name.purpose is purpose else None
    return None


def _idx_files(paths: Sequence[Path]) -> list[IdxFile]:
    """Return those that are IDX; of two that are called alike, the unpacked one first."""
    ordered = sorted(paths, key=lambda path: (has_ending(path.name, ".gz", ".zip"), path))
    return [found for path in ordered if (found := idx_file(path)) is not None]


def _places(of: IdxFile) -> Iterator[list[Path]]:
    """Yield what is in every folder where a companion may be; names tell most of it apart."""
    folder, title = of.path.parent, of.set_name.title
    yield entries_in(folder, at_most=MOST_FILES)
    if set_name(folder.absolute().name).title != title:
        return  # what lies beside it belongs to something else
    above = folder.absolute().parent
    yield entries_in(above, at_most=MOST_FILES)
    for beside in folders_in(above, at_most=MOST_FOLDERS):
        if beside != folder and set_name(beside.name).title == title:
            yield entries_in(beside, at_most=MOST_FILES)
