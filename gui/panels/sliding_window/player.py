"""Moves a window on, at a steady pace."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal


class SlidingPace(StrEnum):
    """How fast the window slides."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


#: Milliseconds per position: 1.4, 7 and 28 positions a second.
PACE_MS = {SlidingPace.SLOW: 700, SlidingPace.NORMAL: 140, SlidingPace.FAST: 36}


class SlidingPlayer(QObject):
    """A timer that ticks only between `play` and `pause`.

    Signals
    -------
    ticked()
    changed(bool)
        Whether it plays.
    """

    ticked = Signal()
    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=PACE_MS[SlidingPace.NORMAL])
        self._timer.timeout.connect(self.ticked)

    @property
    def is_playing(self) -> bool:
        """Whether the window slides by itself."""
        return self._timer.isActive()

    def set_pace(self, pace: SlidingPace) -> None:
        """Tick faster or slower."""
        self._timer.setInterval(PACE_MS[pace])

    def play(self) -> None:
        """Begin to tick."""
        if not self.is_playing:
            self._timer.start()
            self.changed.emit(True)

    def pause(self) -> None:
        """Tick no more."""
        if self.is_playing:
            self._timer.stop()
            self.changed.emit(False)
