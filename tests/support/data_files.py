"""Data files written the way their formats say, without the readers under test."""

from __future__ import annotations

import gzip
import struct
from functools import lru_cache
from pathlib import Path

import numpy as np

from core.assets import asset_path

PIXEL_NAMES = [f"pixel{index}" for index in range(784)]


@lru_cache(maxsize=1)
def real_digits() -> tuple[np.ndarray, np.ndarray]:
    """Return MNIST's 10,000 test images (N, 28, 28) and labels, read by hand."""
    images = gzip.decompress(asset_path("mnist/t10k-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress(asset_path("mnist/t10k-labels-idx1-ubyte.gz").read_bytes())
    return (
        np.frombuffer(images, np.uint8, offset=16).reshape(-1, 28, 28),
        np.frombuffer(labels, np.uint8, offset=8),
    )


def idx_bytes(array: np.ndarray) -> bytes:
    """Return an IDX file of unsigned bytes."""
    header = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype(np.uint8).tobytes()


def write_idx_folder(
    folder: Path, train: int, test: int, labels: np.ndarray | None = None
) -> Path:
    """Write the first real digits as an MNIST-like folder; `test` may be 0."""
    images, true = real_digits()
    labels = true if labels is None else labels.astype(np.uint8)
    folder.mkdir(exist_ok=True)
    parts = {"train": slice(0, train), "t10k": slice(train, train + test)}
    for prefix, rows in parts.items():
        if len(images[rows]):
            (folder / f"{prefix}-images-idx3-ubyte").write_bytes(idx_bytes(images[rows]))
            (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(idx_bytes(labels[rows]))
    return folder


def write_kaggle_csv(path: Path, images: np.ndarray, labels: np.ndarray | None) -> Path:
    """Write images (N, 28, 28) in the format of Kaggle's digit recognizer."""
    names = PIXEL_NAMES if labels is None else ["label", *PIXEL_NAMES]
    rows = images.reshape(len(images), -1)
    if labels is not None:
        rows = np.concatenate([labels[:, None], rows], axis=1)
    digits = np.array([str(value) for value in range(256)], object)
    with path.open("w") as file:
        file.write(f"{','.join(names)}\n")
        file.writelines(f"{','.join(digits[row])}\n" for row in rows)
    return path
