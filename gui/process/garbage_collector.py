"""Python's collector of cyclic garbage, kept off the threads that compute."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

#: How often garbage is collected.
GARBAGE_MS = 10_000
_NAME = "garbage_collector"


class GarbageCollector(QObject):
    """Collects cyclic garbage from a timer of the thread it lives on, and nowhere else.

    Python collects on whichever thread happens to make objects.  Objects of Qt that are found
    to be garbage there are destroyed there, beneath the thread they belong to.  A window is
    full of cycles, so this may happen to any part of it that is let go, and to all of it.

    Parameters
    ----------
    application : QCoreApplication
        On its thread all objects of Qt live that can become garbage.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        self._timer = QTimer(self, interval=GARBAGE_MS)
        self._timer.timeout.connect(gc.collect)

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
