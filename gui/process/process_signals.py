"""Signals of the system, heard by the event loop."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

#: What asks a program to end; not all systems know all of them.
KINDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")


class ProcessSignals(QObject):
    """Tells on the main thread that the process was asked to end.

    Python's own handlers run wherever the interpreter is just then, also in the middle of a
    method that Qt called, where an exception ends the process.  So nothing is done there: the
    number of the signal goes through a pair of sockets, and the event loop reads it.  What
    comes before there is an event loop waits in the sockets.

    Made on the main thread, once in a process.  A signal that is ignored from the start, as
    under ``nohup``, stays ignored.

    Signals
    -------
    end_wanted()

    Attributes
    ----------
    has_come : bool
        Whether any such signal was received.
    """

    end_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.has_come = False
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._wakeup_before = signal.set_wakeup_fd(
            self._writer.fileno(), warn_on_full_buffer=False
        )
        self._before = {}
        for name in KINDS:
            kind = getattr(signal, name, None)
            if kind is not None and signal.getsignal(kind) is not signal.SIG_IGN:
                self._before[kind] = signal.signal(kind, _do_nothing)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def shut_down(self) -> None:
        """Let the signals do what they did before."""
        self._notifier.setEnabled(False)
        for kind, handler in self._before.items():
            signal.signal(kind, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _on_readable(self) -> None:
        numbers = b""
        with suppress(BlockingIOError):
            while piece := self._reader.recv(4096):
                numbers += piece
        if set(numbers) & {int(kind) for kind in self._before}:
            self.has_come = True
            self.end_wanted.emit()


def _do_nothing(_number: int, _frame: object) -> None:
    """Stand in for the default, which would end the process or raise KeyboardInterrupt."""
