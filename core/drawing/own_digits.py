"""The small data set of digits that someone drew and said what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.arrays import ByteArray, Shape
from core.datasets.labelled_npz import IMAGES, LABELS, MOST_IMAGES, read_labelled
from core.drawing.preparation import SIDE
from core.drawing.scaled import scaled
from core.errors import LoadError
from core.formats.atomic_write import write_atomically
from core.formats.npy_array import npy_bytes

#: Members of an archive carry a time; a fixed one makes equal digits equal files.
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class OwnDigits:
    """Drawings with labels, in the order in which they were kept.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, 28, 28, 1)
        Prepared; 0 is no ink.
    labels : ndarray of uint8, shape (N,)
    """

    images: ByteArray
    labels: ByteArray

    @classmethod
    def none(cls) -> OwnDigits:
        """Return what one begins with."""
        return cls(np.zeros((0, SIDE, SIDE, 1), np.uint8), np.zeros(0, np.uint8))

    def __len__(self) -> int:
        return len(self.images)

    def with_digit(self, image: ByteArray, label: int) -> OwnDigits:
        """Return the same and one more.

        Parameters
        ----------
        image : ndarray of uint8, shape (28, 28)
        label : int

        Raises
        ------
        LoadError
            If there are too many, or the label is none that can be kept.
        """
        if len(self) >= MOST_IMAGES:
            raise LoadError(f"My digits: there are {MOST_IMAGES:,} already, delete some first")
        _check(label)
        images = np.concatenate([self.images, image.reshape(1, SIDE, SIDE, 1)])
        return OwnDigits(images, np.append(self.labels, np.uint8(label)))

    def followed_by(self, others: OwnDigits) -> OwnDigits:
        """Return these and then others, as far as there is room."""
        images = np.concatenate([self.images, others.images])[:MOST_IMAGES]
        return OwnDigits(images, np.append(self.labels, others.labels)[:MOST_IMAGES])

    def without(self, place: int) -> OwnDigits:
        """Return the same without one."""
        return OwnDigits(np.delete(self.images, place, 0), np.delete(self.labels, place))

    def relabelled(self, place: int, label: int) -> OwnDigits:
        """Return the same, of which one is said to be something else.

        Raises
        ------
        LoadError
            If the label is none that can be kept.
        """
        _check(label)
        labels = self.labels.copy()
        labels[place] = label
        return OwnDigits(self.images, labels)

    def content(self) -> bytes:
        """Return the bytes of an ``.npz`` file: ``images`` and ``labels``, both uint8."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, array in ((IMAGES, self.images), (LABELS, self.labels)):
                member = zipfile.ZipInfo(f"{name}.npy", NO_TIME)
                archive.writestr(member, npy_bytes(np.ascontiguousarray(array)))
        return buffer.getvalue()


def _check(label: int) -> None:
    if not 0 <= label <= 255:
        raise LoadError(f"My digits: expected a label from 0 to 255, received {label}")


def read_own_digits(path: Path) -> OwnDigits:
    """Return the digits in a file.

    Raises
    ------
    LoadError
        If it cannot be read, or holds something else.
    """
    return OwnDigits(*read_labelled(path, (SIDE, SIDE, 1)))


def write_own_digits(path: Path, digits: OwnDigits) -> None:
    """Put digits in the place of a file, whole or not at all; makes its folder.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, digits.content())


def may_be_of(shape: Shape, names: Sequence[str]) -> bool:
    """Return whether such digits can be images of some data.

    Data of their size may have classes of any name, drawn for it; of data of another size
    only digits are known to be meant.

    Parameters
    ----------
    shape : tuple (H, W, C)
        Of an image of the data.
    names : sequence of str
        Of its classes.
    """
    return shape[:2] == (SIDE, SIDE) or all(name.isdecimal() for name in names)


def as_samples(images: ByteArray, shape: Shape) -> ByteArray:
    """Return images in the shape (H, W, C) that a network takes them in.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, h, w, 1)
    shape : tuple (H, W, C)
    """
    height, width, channels = shape
    if images.shape[1:3] != (height, width):
        fitted = [scaled(image[..., 0].astype(np.float64), (height, width)) for image in images]
        grey = np.rint(np.array(fitted)).astype(np.uint8).reshape(-1, height, width, 1)
    else:
        grey = images
    return np.repeat(grey, channels, axis=3)  # (N, H, W, C)
