"""Find the batches of CIFAR that belong together."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from core.datasets.cifar_batch import PICKLED, label_bytes
from core.formats.path_facts import IMPOSSIBLE, folders_in, is_file, names_in

TRAINING = re.compile(r"data_batch_(\d{1,3})(\.bin)?|train(\.bin)?")
TEST = re.compile(r"test_batch(\.bin)?|test(\.bin)?")
NAMES = ("batches.meta.txt", "fine_label_names.txt", "batches.meta", "meta")
_MOST_FILES, _MOST_FOLDERS = 200, 20


@dataclass(frozen=True, slots=True)
class CifarFiles:
    """The files of one data set.

    Attributes
    ----------
    train : tuple of Path
        By number.
    test, names : Path or None
    """

    train: tuple[Path, ...]
    test: Path | None
    names: Path | None


def cifar_files(folder: Path) -> CifarFiles | None:
    """Return the batches in a folder, or in one in it; None if there are none."""
    for place in (folder, *folders_in(folder, at_most=_MOST_FOLDERS)):
        names = filter(_is_called_so, names_in(place, at_most=_MOST_FILES))
        files = [path for name in names if is_file(path := place / name)]
        train = [(int(match[1] or 0), path) for path in files
                 if (match := TRAINING.fullmatch(path.name)) and is_batch(path)]  # fmt: skip
        if not train:
            continue
        endings = {path.suffix for _, path in train}
        kept = tuple(path for _, path in sorted(train) if path.suffix == max(endings))
        test = [path for path in files if TEST.fullmatch(path.name) and is_batch(path)]
        lists = [place / name for name in NAMES if place / name in files]
        return CifarFiles(kept, test[0] if test else None, lists[0] if lists else None)
    return None


def _is_called_so(name: str) -> bool:
    return name in NAMES or bool(TRAINING.fullmatch(name) or TEST.fullmatch(name))


def is_batch(path: Path) -> bool:
    """Return whether a file that is not packed begins, and is as long, as a batch."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            size = os.fstat(file.fileno()).st_size
    except IMPOSSIBLE:
        return False
    return head.startswith(PICKLED) or label_bytes(size, head) is not None
