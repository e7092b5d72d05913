"""Python's collector of cyclic garbage, kept off the threads that compute."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

#: How often garbage is collected, and how soon again where a hand was in the way.
GARBAGE_MS, LATER_MS = 10_000, 500
#: So often a hand may be in the way, and no more: some just rest on the button.
MOST_PUT_OFF = 60
_NAME = "garbage_collector"


class GarbageCollector(QObject):
    """Collects cyclic garbage from a timer of the thread it lives on, and nowhere else.

    Python collects on whichever thread happens to make objects.  Objects of Qt that are found
    to be garbage there are destroyed there, beneath the thread they belong to.  A window is
    full of cycles, so this may happen to any part of it that is let go, and to all of it.

    While a button of the mouse is down, something is drawn or dragged: that would stop for as
    long as collecting takes, so it is put off.

    Parameters
    ----------
    application : QCoreApplication
        On its thread all objects of Qt live that can become garbage.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        self._timer = QTimer(self, interval=GARBAGE_MS)
        self._timer.timeout.connect(self._collect)
        self._put_off = 0  # times in a row

    @staticmethod
    def of(application: QCoreApplication) -> GarbageCollector:
        """Return the one collector of a program; it is made when this is called first."""
        found = application.findChild(GarbageCollector, _NAME)
        return found or GarbageCollector(application)

    def begin(self) -> None:
        """Collect here from now on, and on no other thread."""
        gc.disable()
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Never look at what exists now: looking through it again and again takes 50 ms."""
        gc.freeze()

    def shut_down(self) -> None:
        """Collect what is left, and leave the rest to Python again."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        is_held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._put_off = self._put_off + 1 if is_held else 0
        if 0 < self._put_off < MOST_PUT_OFF:
            self._timer.setInterval(LATER_MS)
            return
        self._put_off = 0
        self._timer.setInterval(GARBAGE_MS)
        gc.collect()
