"""One small data set of every kind, written without the readers under test."""

import gzip
import shutil
import struct
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription

SIDE = 8


def images_and_labels(count=40, shape=(SIDE, SIDE)):
    """Return noise with labels from 0 to 3, each there."""
    rng = np.random.default_rng(7)
    labels = (np.arange(count) % 4).astype(np.uint8)
    return rng.integers(0, 256, (count, *shape), np.uint8), rng.permutation(labels)


def folder(place):
    """Write training and test pictures, some of another size, and one that is broken."""
    images, labels = images_and_labels()
    for at, (image, label) in enumerate(zip(images, labels, strict=True)):
        path = place / "photos" / ("test" if at % 5 == 0 else "train") / f"c{label}"
        path.mkdir(parents=True, exist_ok=True)
        shown = image if at % 7 else image[:5]
        Image.fromarray(shown).save(path / f"{at}.png")
    (place / "photos/train/c1/broken.png").write_bytes(b"\x89PNG broken")
    return place / "photos"


def zipped(place):
    """Write such a folder as an archive."""
    source = folder(place)
    with zipfile.ZipFile(place / "photos.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(source.rglob("*.png")):
            archive.write(path, path.relative_to(source).as_posix())
    shutil.rmtree(source)
    return place / "photos.zip"


def table(place):
    """Write a table."""
    images, labels = images_and_labels()
    rows = np.concatenate([labels[:, None], images.reshape(len(images), -1)], axis=1)
    lines = [",".join(map(str, row)) for row in rows.tolist()]
    header = ",".join(["label", *(f"pixel{at}" for at in range(SIDE * SIDE))])
    (place / "train.csv").write_text("\n".join([header, *lines]) + "\n")
    return place / "train.csv"


def idx(place, prefix=""):
    """Write packed IDX files of training and test images."""
    for part, count in (("train", 40), ("t10k", 12)):
        images, labels = images_and_labels(count)
        for name, array in (("images-idx3", images), ("labels-idx1", labels)):
            head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
            with gzip.open(place / f"{prefix}{part}-{name}-ubyte.gz", "wb") as file:
                file.write(head + array.tobytes())
    return place


def arrays(place):
    """Write an .npz archive with names of classes."""
    images, labels = images_and_labels(shape=(SIDE, SIDE, 3))
    np.savez(
        place / "some.npz", x_train=images, y_train=labels, x_test=images[:9],
        y_test=labels[:9], class_names=np.array(["a", "b", "c", "\u00fc"]),
    )  # fmt: skip
    return place / "some.npz"


def cifar(place):
    """Write two batches of CIFAR-10 and one of test images."""
    rng = np.random.default_rng(5)
    for name in ("data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"):
        rows = rng.integers(0, 256, (6, 3073), np.uint8)
        rows[:, 0] %= 10
        (place / name).write_bytes(rows.tobytes())
    return place


def with_own(place):
    """Write a table, and images of one's own to be added to it."""
    images, labels = images_and_labels(5, (SIDE, SIDE, 1))
    np.savez(place / "own.npz", images=images, labels=labels)
    return f"{table(place)} + {place / 'own.npz'}"


def chosen(write, **choices):
    """Return what writes a source and describes it with choices."""

    def described(place):
        return DataDescription(str(write(place)), **choices)

    return described


#: What writes a source into an empty folder and returns what `load_dataset` takes.
SOURCES = {
    "folder": folder,
    "zip": zipped,
    "table": table,
    "idx": idx,
    "emnist": lambda place: idx(place, "emnist-letters-"),
    "arrays": arrays,
    "cifar": cifar,
    "with own": with_own,
    "resized folder": chosen(folder, size=(5, 9), fit="crop", channels=3),
    "inverted table": chosen(table, invert=True, size=(12, 12), class_names=tuple("wxyz")),
    "split table": chosen(table, split=0.25, normalise="standardise"),
    "inverted split idx": chosen(idx, invert=True, split=0.5),
}


QUICK = ("folder", "inverted table", "inverted split idx", "with own", "cifar")
#: The kinds for `parametrize`: a few that differ most, and all of them in the slow suite.
KINDS = [
    pytest.param(kind, marks=() if kind in QUICK else pytest.mark.slow, id=kind)
    for kind in SOURCES
]


def loadable(source):
    """Return a source as `load_dataset` takes it."""
    return source if isinstance(source, DataDescription) else str(source)
