"""Small data sets of which everything can be worked out by hand or by loops."""

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.exploring.parts import ExploredPart


def never():
    """Go on."""


def clustered(count, classes=4, size=(6, 5, 1), seed=3, spread=90.0):
    """Return images that lie around one middle per class, and their classes."""
    rng = np.random.default_rng(seed)
    middles = np.random.default_rng(99).integers(40, 216, (classes, *size))
    labels = rng.integers(0, classes, count)
    noise = rng.normal(0, spread, (count, *size))
    images = np.clip(np.rint(middles[labels] + noise), 0, 255).astype(np.uint8)
    return LabelledImages(images, labels.astype(np.uint8))


def whole(data, part=Part.TRAIN):
    """Return all images as one part."""
    return ExploredPart(part, data, np.arange(len(data)))


def part_of(images, labels, part=Part.TRAIN):
    """Return a part made of plain lists."""
    return whole(
        LabelledImages(np.asarray(images, np.uint8), np.asarray(labels, np.uint8)), part
    )


def clustered_dataset(train=60, test=25, **options):
    """Return a data set with test images."""
    names = tuple(f"kind {at}" for at in range(options.get("classes", 4)))
    return Dataset(
        "clusters",
        clustered(train, **options),
        clustered(test, seed=4, **options),
        names,
    )
