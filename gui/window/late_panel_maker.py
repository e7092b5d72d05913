"""Makes the late parts of panels: what the first painted window could do without."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.panels.refresh_queue import RefreshQueue
from gui.window.panel_dock import PanelDock

#: Pause before each dock, in milliseconds: time to paint, and to handle input.
TURN_MS = 30


class LatePanelMaker(QObject):
    """Completes the docks one after the other while the window has nothing else to do.

    The window is painted, and shows its first digit, before everything it can do is imported
    and built; what is asked for earlier is made at once.  Importing and building take turns.

    Parameters
    ----------
    docks : iterable of PanelDock
    queue : RefreshQueue
        Panels that wait for their turn come first.
    parent : QObject

    Signals
    -------
    completed()
        The last part was made.
    """

    completed = Signal()

    def __init__(
        self, docks: Iterable[PanelDock], queue: RefreshQueue, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._waiting = deque(
            step for dock in docks for step in (dock.import_late_parts, dock.make_late_parts)
        )
        self._queue = queue
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_done(self) -> bool:
        """Whether every dock is complete."""
        return not self._waiting

    @Slot()
    def begin(self) -> None:
        """Begin, unless it has begun or there is nothing left to make."""
        if self._waiting and not self._timer.isActive():
            self._timer.start()

    def shut_down(self) -> None:
        """Make nothing any more."""
        self._waiting.clear()
        self._timer.stop()

    @Slot()
    def _take_turn(self) -> None:
        if not self._queue.is_empty:
            return
        if self._waiting:
            self._waiting.popleft()()
        if not self._waiting:
            self._timer.stop()
            self.completed.emit()
