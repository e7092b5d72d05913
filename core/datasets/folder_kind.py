"""Tell what kind of data a folder holds."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from pathlib import Path

from core.datasets.cifar_files import cifar_files
from core.datasets.idx_search import MOST_FILES, idx_file
from core.datasets.image_files import ENDINGS, FolderFiles, is_picture, walked
from core.formats.path_facts import files_in


class FolderKind(StrEnum):
    """What is in a folder."""

    IDX = "IDX files"
    IMAGES = "images"
    CIFAR = "CIFAR batches"


def folder_kind(folder: Path) -> FolderKind:
    """Return what a folder holds; IDX files if nothing else is found in it."""
    if cifar_files(folder) is not None:
        return FolderKind.CIFAR
    files = FolderFiles(folder)
    seen = islice(walked(str(folder)), MOST_FILES)
    if not any(is_picture(files, way) for way in seen):
        return FolderKind.IDX
    others = (
        path
        for path in files_in(folder, at_most=MOST_FILES)
        if not path.name.casefold().endswith(ENDINGS)  # there may be thousands to open
    )
    is_idx = any(idx_file(path) is not None for path in others)
    return FolderKind.IDX if is_idx else FolderKind.IMAGES
