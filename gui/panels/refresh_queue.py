"""Panels redraw one after the other, so that no single wait is long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Slot

#: Pause between two panels, in milliseconds: time to paint the first and to handle input.
TURN_MS = 6
#: The same while the user scrubs: input is handled while panels are being drawn.
HURRIED_MS = 1


class Refreshable(Protocol):
    """What can stand in the queue."""

    def refresh_if_seen(self) -> bool:
        """Redraw, unless it cannot be seen; return whether that was done."""


class RefreshQueue(QObject):
    """Gives each panel its own turn of the event loop to redraw itself.

    Were all panels to redraw in one turn, the window would be deaf for the sum of their times.

    Parameters
    ----------
    parent : QObject, optional
    is_hurried : callable, optional
        Whether the panels should follow each other as fast as they can.
    is_held : callable, optional
        Whether only those go on that are `urgent`; the others keep their places until `go_on`.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        is_hurried: Callable[[], bool] = lambda: False,
        is_held: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._is_hurried = is_hurried
        self._is_held = is_held
        self._urgent: list[Refreshable] = []
        self._waiting: deque[Refreshable] = deque()
        self._timer = QTimer(self, singleShot=True, interval=TURN_MS)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_empty(self) -> bool:
        """Whether every panel has had its turn."""
        return not self._waiting

    def make_urgent(self, panel: Refreshable) -> None:
        """Let `panel` go on while the others are held."""
        self._urgent.append(panel)

    @Slot()
    def go_on(self) -> None:
        """Give their turns to those that were held."""
        if self._waiting and not self._timer.isActive():
            self._timer.start(0)

    def add(self, panel: Refreshable) -> None:
        """Let `panel` redraw when its turn comes; one that waits already keeps its place."""
        if panel not in self._waiting:
            self._waiting.append(panel)
        if not self._timer.isActive():
            self._timer.start(0)

    @Slot()
    def _take_turn(self) -> None:
        try:
            while (panel := self._next()) is not None:
                self._waiting.remove(panel)
                if panel.refresh_if_seen():
                    break  # one that does nothing leaves its turn to the next
        finally:  # a panel that fails keeps no other one waiting
            if self._next() is not None:
                self._timer.start(HURRIED_MS if self._is_hurried() else TURN_MS)

    def _next(self) -> Refreshable | None:
        is_held = self._is_held()
        return next((p for p in self._waiting if not is_held or p in self._urgent), None)
