"""Batches of CIFAR written byte by byte, without the readers under test."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

PIXELS = 3072


def cifar_like(count: int, classes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return random images (N, 32, 32, 3) and their classes, every class in turn."""
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
    return images, np.arange(count) % classes


def planes(images: np.ndarray) -> np.ndarray:
    """Return images as CIFAR stores them: all of red, of green, of blue."""
    return np.stack(
        [np.concatenate([image[..., c].ravel() for c in range(3)]) for image in images]
    )


def binary_batch(images: np.ndarray, labels: np.ndarray, coarse: bool = False) -> bytes:
    """Return the binary version; with `coarse`, that of CIFAR-100."""
    rows = zip(planes(images), labels, strict=True)
    return b"".join(
        (bytes([int(label) // 5]) if coarse else b"") + bytes([int(label)]) + row.tobytes()
        for row, label in rows
    )


def python_batch(images: np.ndarray, labels: np.ndarray, key: bytes = b"labels") -> bytes:
    """Return a pickle as Python 2 wrote the published ones, instruction by instruction."""
    content = planes(images).tobytes()

    def short(text: bytes) -> bytes:
        return b"U" + bytes([len(text)]) + text

    def number(value: int) -> bytes:
        return b"K" + bytes([value]) if value < 256 else b"M" + struct.pack("<H", value)

    array = (
        b"cnumpy.core.multiarray\n_reconstruct\nq\x05cnumpy\nndarray\nq\x06K\x00\x85q\x07"
        b"U\x01bq\x08\x87q\x09Rq\x0a(K\x01" + number(len(images)) + number(PIXELS)
        + b"\x86q\x0bcnumpy\ndtype\nq\x0cU\x02u1q\x0dK\x00K\x01\x87q\x0eRq\x0f(K\x03U\x01|q\x10"
        b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x11b\x89T"
        + struct.pack("<i", len(content)) + content + b"q\x12tq\x13b"
    )  # fmt: skip
    listed = b"]q\x14(" + b"".join(number(int(label)) for label in labels) + b"e"
    return (
        b"\x80\x02}q\x01(" + short(b"batch_label") + b"q\x02" + short(b"batch 1 of 5")
        + b"q\x03" + short(key) + listed + short(b"data") + b"q\x04" + array + b"u."
    )  # fmt: skip


def write_cifar(
    folder: Path, version: str, batches: int = 2, per_batch: int = 20
) -> tuple[np.ndarray, np.ndarray]:
    """Write CIFAR-10's files, ``python`` or ``binary``; return what is to be trained on."""
    folder.mkdir(parents=True, exist_ok=True)
    images, labels = cifar_like(batches * per_batch, 10, 1)
    make, ending = (python_batch, "") if version == "python" else (binary_batch, ".bin")
    for at in range(batches):
        rows = slice(at * per_batch, (at + 1) * per_batch)
        path = folder / f"data_batch_{at + 1}{ending}"
        path.write_bytes(make(images[rows], labels[rows]))
    (folder / f"test_batch{ending}").write_bytes(make(*cifar_like(10, 10, 2)))
    names = "\n".join(f"thing-{at}" for at in range(10)) + "\n\n"
    (folder / "batches.meta.txt").write_text(names)
    return images, labels
