"""The one sample that every panel shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.datasets.sample import Sample


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
