"""Sets of images as people have them, each with what is true of it."""

from __future__ import annotations

import gzip
import tarfile

import numpy as np
import pytest
from PIL import Image

from tests.support.cifar_batches import write_cifar
from tests.support.data_files import idx_bytes
from tests.support.picture_folders import picture_bytes

RNG = np.random.default_rng(14)
CLOTHES = RNG.integers(0, 256, (1300, 28, 28), np.uint8)
KINDS = RNG.permutation(np.arange(1300) % 10)
DIGITS = list("0123456789")


def counts(labels, classes=10):
    return [int(np.count_nonzero(labels == at)) for at in range(classes)]


def debian_fashion(folder):
    """Fashion-MNIST as Debian's package lays it out."""
    for prefix, rows in (("train", slice(1000)), ("t10k", slice(1000, None))):
        for what, dims, array in (("images", 3, CLOTHES), ("labels", 1, KINDS)):
            path = folder / f"{prefix}-{what}-idx{dims}-ubyte.gz"
            path.write_bytes(gzip.compress(idx_bytes(array[rows])))
    return folder, {
        "format": "idx", "images": 1300, "shape": [28, 28, 1], "training_images": 1000,
        "test_images": 300, "class_counts": counts(KINDS), "value_range": [0, 255],
        "classes": DIGITS, "problems": [],
    }  # fmt: skip


def digits():
    found = pytest.importorskip("sklearn.datasets").load_digits()
    return found.images, found.target


def sklearn_csv(folder):
    """The digits as ``load_digits(as_frame=True).frame.to_csv(index=False)`` writes them."""
    images, labels = digits()
    header = [f"pixel_{at // 8}_{at % 8}" for at in range(64)] + ["target"]
    rows = [
        [*map(str, image.ravel()), str(label)]
        for image, label in zip(images, labels, strict=True)
    ]
    path = folder / "digits.csv"
    path.write_text("\n".join(",".join(row) for row in [header, *rows]))
    return path, {
        "format": "kaggle_csv", "images": 1797, "shape": [8, 8, 1], "value_range": [0, 16],
        "class_counts": counts(labels), "test_images": None, "classes": DIGITS,
    }  # fmt: skip


def sklearn_pictures(folder):
    """The digits as PNG files in a folder for each class."""
    images, labels = digits()
    for at, (image, label) in enumerate(zip(images, labels, strict=True)):
        path = folder / str(label) / f"{at:04}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture_bytes((image * 15).astype(np.uint8)))
    return folder, {
        "format": "image_folder", "images": 1797, "shape": [8, 8, 1], "value_range": [0, 240],
        "class_counts": counts(labels), "classes": DIGITS,
    }  # fmt: skip


def cifar(folder):
    """CIFAR-10's batches for Python, unpacked."""
    write_cifar(folder, "python", 5, 40)
    return folder, {
        "format": "cifar", "images": 210, "shape": [32, 32, 3], "training_images": 200,
        "test_images": 10, "classes": [f"thing-{at}" for at in range(10)], "problems": [],
    }  # fmt: skip


def cifar_archive(folder):
    """The same as it is downloaded."""
    inner = folder / "cifar-10-batches-py"
    write_cifar(inner, "python", 5, 40)
    path = folder / "cifar-10-python.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(inner, "cifar-10-batches-py")
    return path, cifar(folder / "again")[1]


def photos(folder):
    """Pictures of 300×200 in colour, for training and for testing."""
    for part, count in (("train", 6), ("test", 2)):
        for name in ("cat", "dog"):
            for at in range(count):
                path = folder / part / name / f"{at}.jpg"
                path.parent.mkdir(parents=True, exist_ok=True)
                pixels = RNG.integers(0, 256, (200, 300, 3), np.uint8)
                Image.fromarray(pixels).save(path)
    return folder, {
        "format": "image_folder", "images": 16, "shape": [171, 256, 3], "training_images": 12,
        "test_images": 4, "classes": ["cat", "dog"], "class_counts": [8, 8],
    }  # fmt: skip


OWN_SETS = (debian_fashion, sklearn_csv, sklearn_pictures, cifar, cifar_archive, photos)
