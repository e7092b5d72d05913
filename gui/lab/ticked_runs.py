"""Which runs are laid over the shown one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal


class TickedRuns(QObject):
    """The runs that are ticked in the list, in the order they were ticked.

    Attributes
    ----------
    paths : tuple of Path

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths: tuple[Path, ...] = ()

    def use(self, paths: Sequence[Path]) -> None:
        """Take other runs."""
        if tuple(paths) != self.paths:
            self.paths = tuple(paths)
            self.changed.emit()
