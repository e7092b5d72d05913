"""Collects everything that goes wrong without anybody asking."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

#: What an offscreen window cannot do, and what tests say of a window that became smaller.
ALLOWED = ("This plugin does not support", "Mouse event at ")


class FaultWatch(logging.Handler):
    """Exceptions no one caught, failures that were logged, and whatever Qt complains of.

    Parameters
    ----------
    on_end : callable, optional
        Called with what Qt ends the program for; nothing else is done after that.
    """

    def __init__(self, on_end: Callable[[str], object] = lambda _message: None) -> None:
        super().__init__(logging.WARNING)
        self._on_end = on_end
        self.faults: list[str] = []

    def begin(self) -> None:
        """Listen from now on."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = lambda caught: self._on_exception(*caught[:3])
        sys.unraisablehook = lambda caught: self._on_exception(
            caught.exc_type, caught.exc_value, caught.exc_traceback
        )
        self._handler = qInstallMessageHandler(self._on_message)
        logging.getLogger().addHandler(self)

    def end(self) -> None:
        """Listen no more."""
        logging.getLogger().removeHandler(self)
        qInstallMessageHandler(self._handler)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def take(self) -> list[str]:
        """Return what went wrong since this was asked last."""
        faults, self.faults = self.faults, []
        return faults

    def emit(self, record: logging.LogRecord) -> None:
        """Take over a failure that was logged."""
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self.faults.append(f"logged: {text}")

    def _on_exception(self, kind, error, trace) -> None:
        lines = traceback.format_exception(kind, error, trace)
        self.faults.append("not caught: " + "".join(lines))

    def _on_message(self, kind, _context, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            self._on_end(f"Qt ends the program: {message}")
        quiet = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if kind not in quiet and not message.startswith(ALLOWED):
            self.faults.append(f"Qt says: {message}")
