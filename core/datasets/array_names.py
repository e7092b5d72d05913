"""Which arrays of an .npz archive hold images and labels, as public data sets call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_IMAGES = ("images", "image", "imgs", "x", "data", "features", "pixels", "inputs")
_LABELS = ("labels", "label", "y", "targets", "target", "classes", "digits")
_TRAINING, _TEST = ("train", "training", ""), ("test", "testing", "val", "valid", "validation")
_CLASS_NAMES = ("class_names", "target_names", "label_names", "names")


@dataclass(frozen=True, slots=True)
class ArrayNames:
    """What the arrays of one data set are called in their archive; None for what is missing.

    Attributes
    ----------
    images, labels : str or None
        What is learned from.
    test_images, test_labels : str or None
    class_names : str or None
    left_out : tuple of str
        Everything else.
    """

    images: str | None
    labels: str | None
    test_images: str | None
    test_labels: str | None
    class_names: str | None
    left_out: tuple[str, ...]


def array_names(names: Iterable[str]) -> ArrayNames:
    """Return which of the arrays of an archive are images and labels.

    ``x_train``, ``train_images`` and ``images`` are some names for the first of them.  Numbered
    arrays, as NumPy names them itself, are images and then labels.
    """
    by_folded = {name.casefold(): name for name in sorted(names, reverse=True)}
    images, labels = (_first(by_folded, words, _TRAINING) for words in (_IMAGES, _LABELS))
    test_images, test_labels = (_first(by_folded, words, _TEST) for words in (_IMAGES, _LABELS))
    if images is None and "arr_0" in by_folded:
        images, labels = by_folded["arr_0"], by_folded.get("arr_1", labels)
    class_names = next((by_folded[name] for name in _CLASS_NAMES if name in by_folded), None)
    if test_images is None or test_labels is None:
        test_images = test_labels = None
    used = {images, labels, test_images, test_labels, class_names}
    left_out = tuple(sorted(name for name in by_folded.values() if name not in used))
    return ArrayNames(images, labels, test_images, test_labels, class_names, left_out)


def holds_images(names: Iterable[str]) -> bool:
    """Return whether arrays of these names are a data set rather than a network."""
    return array_names(names).images is not None


def _first(
    by_folded: dict[str, str], words: tuple[str, ...], purposes: tuple[str, ...]
) -> str | None:
    for purpose in purposes:
        for word in words:
            spelled = (f"{word}_{purpose}", f"{purpose}_{word}", f"{purpose}{word}")
            for one in spelled if purpose else (word,):
                if one in by_folded:
                    return by_folded[one]
    return None
