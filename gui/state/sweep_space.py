"""Which fields of the experiment a sweep varies."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

#: What is tried of a field, as the file of a sweep has it.
Tried = Mapping[str, object]


class SweepSpace(QObject):
    """Holds what is tried, by path of the field; forms and the Sweep panel change it.

    Whether it makes sense is decided where a sweep begins.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tried: dict[str, Tried] = {}

    @property
    def tried(self) -> dict[str, Tried]:
        """What is tried, by path, in the order in which it was chosen."""
        return dict(self._tried)

    def varies(self, path: str) -> bool:
        """Return whether a field is varied."""
        return path in self._tried

    def vary(self, path: str, tried: Tried) -> None:
        """Vary a field, or try other values of it."""
        if self._tried.get(path) != tried:
            self._tried[path] = dict(tried)
            self.changed.emit()

    def keep(self, path: str) -> None:
        """Leave a field as it is in the experiment."""
        if self._tried.pop(path, None) is not None:
            self.changed.emit()

    def use(self, tried: Mapping[str, Tried]) -> None:
        """Vary these fields and no others."""
        if self._tried != dict(tried):
            self._tried = {path: dict(one) for path, one in tried.items()}
            self.changed.emit()
