"""The one sample that every panel shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from core.arrays import ByteArray


class Part(StrEnum):
    """Which images of the data set a sample is from."""

    TEST = "test"
    VALIDATION = "validation"
    TRAIN = "train"


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One image.

    Attributes
    ----------
    part : Part
    index : int
        Position among the images of `part`.
    image : ndarray of uint8, shape (H, W, C)
    label : int or None
        True class, if known.
    """

    part: Part
    index: int
    image: ByteArray
    label: int | None


class CurrentSample(QObject):
    """Holds the shown `Sample`; panels observe `changed`.

    Signals
    -------
    changed(Sample)
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sample: Sample | None = None

    @property
    def sample(self) -> Sample | None:
        """What is shown; None until data is loaded."""
        return self._sample

    def show(self, sample: Sample) -> None:
        """Make `sample` the shown one."""
        self._sample = sample
        self.changed.emit(sample)
