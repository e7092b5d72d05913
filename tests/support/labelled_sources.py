"""Sources in which every image is of a brightness of its own, and their labels corrected."""

import gzip
import random
import shutil
import struct
import zipfile

import numpy as np
from PIL import Image

from core.datasets.label_changes import LabelChange, LabelChanges, row_of, source_labels
from core.datasets.label_file import file_beside, named_labels, write_changes
from core.datasets.loading_watch import LoadingWatch
from core.datasets.sample import Part
from core.datasets.source_digest import source_digest

TRAIN, TEST, SIDE, CLASSES = 32, 10, 12, 4
RNG = random.Random(5)
#: The class of every image, by its number; those behind `TRAIN` are test images.
LABELS = [*range(CLASSES), *(RNG.randrange(CLASSES) for _ in range(TRAIN + TEST - CLASSES))]
RNG.shuffle(LABELS)


def brightness(image):
    return 5 * image + 20


def pixels(images, side=SIDE):
    return np.array([np.full((side, side), brightness(one)) for one in images], np.uint8)


def write_csv(folder, images=range(TRAIN), name="shapes.csv"):
    header = ",".join(["label", *(f"pixel{at}" for at in range(SIDE**2))])
    rows = [[LABELS[one], *[brightness(one)] * SIDE**2] for one in images]
    path = folder / name
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return path


def write_gzip(folder):
    path = write_csv(folder)
    packed = folder / "shapes.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    return packed


def write_idx(folder):
    place = folder / "idx"
    place.mkdir()
    for word, images in (("train", range(TRAIN)), ("t10k", range(TRAIN, TRAIN + TEST))):
        of, count = pixels(images), len(images)
        head = b"\0\0\x08\x03" + struct.pack(">3I", count, SIDE, SIDE)
        (place / f"{word}-images-idx3-ubyte").write_bytes(head + of.tobytes())
        labels = bytes(LABELS[one] for one in images)
        head = b"\0\0\x08\x01" + struct.pack(">I", count)
        (place / f"{word}-labels-idx1-ubyte").write_bytes(head + labels)
    return place


def write_npz(folder):
    path = folder / "arrays.npz"
    labels = np.array(LABELS)
    np.savez(
        path,
        x_train=pixels(range(TRAIN)),
        y_train=labels[:TRAIN],
        x_test=pixels(range(TRAIN, TRAIN + TEST)),
        y_test=labels[TRAIN:],
    )
    return path


def write_folder(folder, *, has_test=True):
    place = folder / "pictures"
    for one in range(TRAIN + TEST if has_test else TRAIN):
        part = ("train" if one < TRAIN else "test",) if has_test else ()
        of_class = place.joinpath(*part, f"class {LABELS[one]}")
        of_class.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels([one])[0]).save(of_class / f"{one * 7 % 41}.png")
    return place


def write_zip(folder):
    place = write_folder(folder)
    path = folder / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(place.rglob("*.png")):
            archive.write(one, one.relative_to(folder))
    shutil.rmtree(place)
    return path


SOURCES = {
    "csv": write_csv,
    "gzip": write_gzip,
    "idx": write_idx,
    "npz": write_npz,
    "folder": write_folder,
    "flat folder": lambda folder: write_folder(folder, has_test=False),
    "zip": write_zip,
}
CHOICES = {
    "as it is": {},
    "smaller": {"size": (8, 8), "fit": "crop"},
    "colour": {"channels": 3, "size": (16, 10), "fit": "stretch"},
    "inverted": {"invert": True},
    "standardised": {"normalise": "standardise"},
    "a quarter": {"split": 0.25},
    "half, smaller, colour": {"split": 0.5, "size": (6, 6), "channels": 3},
    "named": {"class_names": ("a", "b", "c", "d")},
    "other test images": {"split": "shapes_test.csv"},
    "drawings": {"extra images": True},
}


def shown_labels(dataset, *, inverted):
    """Return what every image is called, by its number."""
    found = {}
    for part in (dataset.train, dataset.test):
        for image, label in (
            zip(*(() if part is None else (part.images, part.labels)), strict=True)
            if part
            else ()
        ):
            middle = int(image[image.shape[0] // 2, image.shape[1] // 2, 0])
            number = ((255 - middle if inverted else middle) - 20) / 5
            if number in range(TRAIN + TEST):
                assert number not in found
                found[int(number)] = int(label)
    return found


def correct(dataset, description, images):
    """Correct the labels of images of a data set as a walk through it does."""
    inverted = description.invert
    changes = []
    for part, data in ((Part.TRAIN, dataset.train), (Part.TEST, dataset.test)):
        for at in range(0 if data is None else len(data)):
            middle = int(
                data.images[at][data.images.shape[1] // 2, data.images.shape[2] // 2, 0]
            )
            number = ((255 - middle if inverted else middle) - 20) / 5
            row = row_of(part, data, at)
            if number in images and row is not None:
                label = int(data.labels[at])
                changes.append(LabelChange(*row, label, (label + 1) % CLASSES))
    base = description.source.partition(" + ")[0]
    digest = source_digest(base, source_labels(dataset), LoadingWatch())
    made = LabelChanges(digest, tuple(changes))
    write_changes(file_beside(base), made)
    return named_labels(file_beside(base), made)
