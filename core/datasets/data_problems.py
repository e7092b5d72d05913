"""Find what is wrong with a data set, before anyone trains on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np

from core.arrays import BoolArray, IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.index_words import index_words
from core.number_words import are, counted

#: An image whose brightest and darkest pixel differ by so little is nearly of one colour.
NEARLY = 8
#: Classes are uneven if the largest has so many times the images of the smallest.
UNEVEN = 5
#: Fewer images of a class than that say nothing about how uneven classes are.
ENOUGH = 20
#: Images are too dark if no pixel is brighter.
DARK = 64
_AT_ONCE = 1000  # images
_SHOWN = 10
_PIECE = 4_096


def data_problems(dataset: Dataset) -> list[str]:
    """Return what is wrong with images and labels, a sentence each; nothing if all is well.

    What could not be read, labels of no class, classes without images or far fewer than
    others, images of one colour or nearly so, images that are there twice, above all among
    test and training images, and such as are too dark.
    """
    return [
        *dataset.problems,
        *_class_problems(dataset),
        *_brightness_problems(dataset),
        *_duplicate_problems(dataset),
    ]


def _parts(dataset: Dataset) -> dict[str, LabelledImages]:
    parts = {"training": dataset.train, "test": dataset.test}
    return {name: part for name, part in parts.items() if part is not None and part.images.size}


def _class_problems(dataset: Dataset) -> Iterator[str]:
    names = dataset.class_names
    by_part = {
        name: np.bincount(part.labels, minlength=len(names))
        for name, part in _parts(dataset).items()
    }
    highest = max((len(counts) for counts in by_part.values()), default=0)
    if highest > len(names):
        yield f"labels go up to {highest - 1}, but the data has {counted(len(names), 'class')}"
    total = sum(counts[: len(names)] for counts in by_part.values())
    if missing := [names[at] for at in np.flatnonzero(np.equal(total, 0))]:
        yield f"there is no image of {counted(len(missing), 'class')}: {_listed(missing)}"
    counts = by_part.get("training", np.zeros(0, np.int64))[: len(names)]
    if unseen := [names[at] for at in np.flatnonzero((counts == 0) & np.greater(total, 0))]:
        none = counted(len(unseen), "class")
        yield f"there is no training image of {none}: {_listed(unseen)}"
    present = np.flatnonzero(counts)
    if len(present) == 1:
        yield f"all training images are of one class, {names[present[0]]}"
    elif len(present):
        most, fewest = (present[pick(counts[present])] for pick in (np.argmax, np.argmin))
        if counts[most] >= ENOUGH and counts[most] >= UNEVEN * counts[fewest]:
            yield (
                f"classes are uneven: {counted(int(counts[most]), 'training image')} of "
                f"{names[most]}, {counts[fewest]:,} of {names[fewest]}"
            )


def brightest_if_dark(dataset: Dataset) -> int:
    """Return the brightest pixel of all if the images look nearly black, else 0."""
    brightest = 0
    for part in _parts(dataset).values():
        for first in range(0, len(part), _AT_ONCE):  # the first few say it of most data
            brightest = max(brightest, int(part.images[first : first + _AT_ONCE].max()))
            if brightest > DARK:
                return 0
    return brightest


def _brightness_problems(dataset: Dataset) -> Iterator[str]:
    highest = 0
    for name, part in _parts(dataset).items():
        low, high = _range_of_each(part)
        highest = max(highest, int(high.max()))
        if blank := int(np.count_nonzero(low == high)):
            yield f"{counted(blank, f'{name} image')} {are(blank)} of one colour"
        is_near = (high > low) & (high - low <= NEARLY)
        if near := int(np.count_nonzero(is_near)):
            first = index_words(int(is_near.argmax()))
            said = f"{counted(near, f'{name} image')} {are(near)} nearly of one colour"
            yield f"{said}, such as image {first}"
    if 0 < highest <= DARK:
        yield f"no pixel is brighter than {highest} of 255: the images look nearly black"


def _range_of_each(part: LabelledImages) -> tuple[IntArray, IntArray]:
    flat = part.images.reshape(len(part), -1)
    return flat.min(axis=1).astype(np.int64), flat.max(axis=1).astype(np.int64)


def _duplicate_problems(dataset: Dataset) -> Iterator[str]:
    """Yield which images are there twice; those of one colour were told before."""
    seen: dict[bytes, int] = {}
    twice = differing = 0
    train, test = dataset.train, dataset.test
    if not train.images.size:
        return
    for at, digest in _digests(train):
        first = seen.setdefault(digest, at)
        if first != at:
            twice += 1
            differing += bool(train.labels[first] != train.labels[at])
    if twice:
        copies = "a copy" if twice == 1 else "copies"
        yield f"{counted(twice, 'training image')} {are(twice)} {copies} of earlier ones"
    if differing:
        have = "has" if differing == 1 else "have"
        yield f"{differing:,} of the copies {have} another label"
    if test is None:
        return
    pairs = [(at, seen[digest]) for at, digest in _digests(test) if digest in seen]
    if pairs:
        at, first = pairs[0]
        yield (
            f"{counted(len(pairs), 'test image')} {are(len(pairs))} among the training images, "
            f"such as test image {index_words(at)}, which is training image "
            f"{index_words(first)}"
        )


def _digests(part: LabelledImages) -> Iterator[tuple[int, bytes]]:
    for first in range(0, len(part), _PIECE):
        images = np.ascontiguousarray(part.images[first : first + _PIECE])
        flat = images.reshape(len(images), -1)
        is_plain: BoolArray = flat.min(axis=1) == flat.max(axis=1)
        for at in np.flatnonzero(~is_plain):
            yield first + int(at), blake2b(flat[at].data, digest_size=16).digest()


def _listed(names: Sequence[str]) -> str:
    more = ",\N{NO-BREAK SPACE}…" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
