"""Forty made-up digits, and the tables and files that people would keep them in."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.support.data_files import PIXEL_NAMES, idx_bytes, write_kaggle_csv

COUNT = 40
CLASSES = 10
SIDE = 28


def made_up_digits(side: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Return images (40, side, side) and labels (40,): a bar whose place tells the class."""
    labels = np.arange(COUNT) % CLASSES
    pixels = np.arange(side * side)
    images = (7 * np.arange(COUNT)[:, None] + 3 * pixels) % 20
    images = images.reshape(COUNT, side, side)
    for image, label in zip(images, labels, strict=True):
        left = 2 + 2 * label
        image[4:24, left : left + 3] = 200
    return images.astype(np.uint8), labels.astype(np.uint8)


def write_made_up_csv(path: Path) -> Path:
    """Write the digits as Kaggle's ``train.csv``; the folder is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_kaggle_csv(path, *made_up_digits())


def write_made_up_idx(
    folder: Path, *, prefix: str = "train", side: int = SIDE, label_shift: int = 0
) -> Path:
    """Write the digits as a pair of IDX files in `folder`; return the file of images.

    Parameters
    ----------
    prefix : str
        What the names begin with, such as ``train`` or ``emnist-letters-train``.
    side : int
        Height and width of the images in pixels, from 28.
    label_shift : int
        What is added to every label.
    """
    images, labels = made_up_digits(side)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{prefix}-images-idx3-ubyte"
    path.write_bytes(idx_bytes(images))
    (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(idx_bytes(labels + label_shift))
    return path


def table() -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of Kaggle's ``train.csv``, cell by cell."""
    images, labels = made_up_digits()
    rows = np.concatenate([labels[:, None], images.reshape(COUNT, -1)], axis=1)
    return ["label", *PIXEL_NAMES], [[str(cell) for cell in row] for row in rows]


def table_text(
    header: list[str] | None, rows: list[list[str]], *, separator: str = ",", end: str = "\n"
) -> str:
    """Return a table as text; without a header if it is None."""
    lines = rows if header is None else [header, *rows]
    return "".join(f"{separator.join(line)}{end}" for line in lines)
