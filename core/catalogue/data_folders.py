"""Where sets of data lie on this computer, and where downloads go."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from core.catalogue.known_set import KnownSet
from core.catalogue.local_places import local_place
from core.formats.cache_folder import cache_folder
from core.formats.path_facts import is_file, is_folder

#: Environment variable that names further folders with sets in them, as ``PATH`` does.
DATA_VARIABLE = "GLASSBOX_DATA"
#: Where Debian and its children put sets of data, and administrators theirs.
SYSTEM_FOLDERS = ("/usr/local/share/datasets", "/usr/share/datasets")
#: What files may lack at the end of their name: unpacked ones, and CIFAR's for Python.
_ENDINGS = (".gz", ".bin")


def downloads_folder() -> Path:
    """Return the folder that downloaded sets lie in, each in one of its own."""
    return cache_folder() / "datasets"


def folder_of(known: KnownSet) -> Path | None:
    """Return the folder with all files of a set; None if it is nowhere on this computer.

    Looked for where it was said to be, among the downloads, in the folders that
    ``GLASSBOX_DATA`` names, where the system keeps sets, and in Python packages.
    """
    return next((place for place in _places(known) if is_whole(known, place)), None)


def _places(known: KnownSet) -> list[Path]:
    given = os.environ.get(DATA_VARIABLE, "").split(os.pathsep)
    roots = [
        downloads_folder(),
        *(Path(one) for one in given if one),
        *map(Path, SYSTEM_FOLDERS),
    ]
    places = [root / known.folder for root in roots if known.folder]
    chosen = local_place(known.name, downloads_folder())
    package = _package_folder(known.python_package)
    return [
        *([] if chosen is None else [chosen]),
        *places,
        *([] if package is None else [package]),
    ]


def _package_folder(package: tuple[str, ...]) -> Path | None:
    """Return the folder in a Python package, which is not imported."""
    if not package:
        return None
    try:
        spec = find_spec(package[0])
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0], *package[1:])


def is_whole(known: KnownSet, folder: Path) -> bool:
    """Return whether all files of a set are in `folder`, packed or not."""
    return bool(known.files) and all(file_in(folder, name) is not None for name in known.files)


def file_in(folder: Path, name: str) -> Path | None:
    """Return the file called `name`, or like it but unpacked; None if there is neither."""
    names = (name, *(name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)))
    return next((folder / one for one in names if is_file(folder / one)), None)


def path_of(known: KnownSet) -> Path | None:
    """Return the file or the folder that a set is read from; None if it is not here."""
    folder = folder_of(known)
    if folder is None or not known.reads:
        return folder
    return file_in(folder, known.reads)


def set_in(folder: Path, known: KnownSet) -> Path | None:
    """Return `folder`, or the folder in it, that holds a whole set; None if there is none."""
    inner = [folder / name for name in sorted(_names_in(folder))]
    return next(
        (place for place in (folder, *inner) if is_folder(place) and is_whole(known, place)),
        None,
    )


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)[:100]
    except OSError:
        return []
