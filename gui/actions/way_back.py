"""Space, while an earlier step is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from gui.state.timeline import Timeline


class WayBack(QObject):
    """Gives the key of Start to the way back to now, as long as one is in the past.

    Parameters
    ----------
    start, back : QAction
    timeline : Timeline
    """

    def __init__(
        self, start: QAction, back: QAction, timeline: Timeline, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._start, self._back = start, back
        self._key, self._own_keys = start.shortcut(), back.shortcuts()
        self._timeline = timeline
        self._is_live = True
        timeline.changed.connect(self._give)

    @Slot()
    def _give(self) -> None:
        is_live = self._timeline.is_live
        if is_live == self._is_live:
            return
        self._is_live = is_live
        # never both: a key that two actions have does nothing
        self._start.setShortcuts([])
        self._back.setShortcuts(self._own_keys if is_live else [*self._own_keys, self._key])
        if is_live:
            self._start.setShortcut(self._key)
