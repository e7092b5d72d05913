"""A few pictures of every class."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from core.datasets.image_files import FolderFiles, ImageFiles, Way, is_picture
from core.datasets.image_tree import image_tree
from core.errors import LoadError
from core.formats.path_facts import is_file
from core.importing.sampled import SMALL, Sampled

#: Pictures may be large, and are all decoded anew at every change.
MOST_PICTURES = 60
_MOST_OTHERS = 20


def sample_pictures(files: ImageFiles, folder: Path, root: Path | None = None) -> Sampled:
    """Return a folder with a few pictures of every class of another folder, or of an archive.

    Of very many classes the largest have some.  Tables beside the pictures come along.

    Parameters
    ----------
    files : ImageFiles
    folder : Path
        Where the sample is written.
    root : Path, optional
        Where the pictures lie, if they can be linked to rather than copied.

    Raises
    ------
    LoadError
        If there are too many files.
    """
    everything = files.ways()
    ways = [way for way in everything if is_picture(files, way)]
    chosen, counts = _chosen(ways, files.name)
    into = folder / files.name
    others = [way for way in everything if way[-1].lower().endswith((".csv", ".txt", ".tsv"))]
    for way in (*chosen, *others[:_MOST_OTHERS]):
        target = into.joinpath(*way)
        target.parent.mkdir(parents=True, exist_ok=True)
        if root is None:
            target.write_bytes(files.read(way))
        else:
            _lead(root.joinpath(*way), target)
    return Sampled(str(into), str(into), len(ways), class_counts=counts)


def is_small(path: Path) -> bool:
    """Return whether a folder holds so little that it is read whole."""
    size = 0
    for count, way in enumerate(FolderFiles(path).ways()):
        size += os.stat(path.joinpath(*way)).st_size
        if size > SMALL or count > MOST_PICTURES:
            return False
    return True


def _chosen(ways: Sequence[Way], name: str) -> tuple[list[Way], dict[str, int]]:
    try:
        tree = image_tree(ways, name)
    except LoadError:  # classes are told by a table, perhaps
        step = max(1, len(ways) // MOST_PICTURES)
        return list(ways[::step][:MOST_PICTURES]), {}
    by_class: dict[int, list[Way]] = defaultdict(list)
    for part in (tree.train, tree.test):
        if part is not None:
            for way, label in zip(part.ways, part.labels, strict=True):
                by_class[label].append(way)
    counts = {tree.class_names[label]: len(held) for label, held in by_class.items()}
    each = max(1, MOST_PICTURES // len(by_class))
    largest = sorted(by_class.values(), key=len, reverse=True)[:MOST_PICTURES]
    found = [way for held in largest for way in held[:: max(1, len(held) // each)][:each]]
    return found, counts


def _lead(way: Path, target: Path) -> None:
    """Make a link where the system allows that, or else a copy."""
    if not is_file(way):
        return
    try:
        target.symlink_to(way)
    except OSError:
        shutil.copyfile(way, target)
