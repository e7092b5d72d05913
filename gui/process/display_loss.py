"""What happens when the display goes away under an open window."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

#: What Qt says right before it ends the process, as X11 and Wayland go.
_LAST_WORDS = re.compile(r"The (X11|Wayland) connection (broke|experienced)|Lost connection to")
#: What no offscreen window can do, and no one misses.
_IDLE_WORDS = "This plugin does not support"
#: What the process exits with when its display is gone.
DISPLAY_LOST = 1


class DisplayLoss:
    """Hears what Qt says; if it says that the display is gone, everything is saved at once.

    Qt ends the process from within its event loop then, and takes threads to pieces that still
    run.  The message about it is the last chance.

    Parameters
    ----------
    save : callable
        Ends the run and saves it; must show nothing, and wait with a limit.
    is_offscreen : bool
        Whether to keep quiet about what no offscreen window can do.
    """

    def __init__(self, save: Callable[[], object], *, is_offscreen: bool = False) -> None:
        self._save = save
        self._is_offscreen = is_offscreen
        self._is_lost = False

    def watch(self) -> None:
        """Hear every message of Qt from now on."""
        qInstallMessageHandler(self._on_message)

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if self._is_offscreen and message.startswith(_IDLE_WORDS):
            return
        _write(message)
        if (_LAST_WORDS.search(message) or kind is QtMsgType.QtFatalMsg) and not self._is_lost:
            self._is_lost = True
            try:
                self._save()
            finally:
                # nothing is taken to pieces: there is no display to do that with
                os._exit(DISPLAY_LOST)


def _write(message: str) -> None:
    stream: Any = sys.stderr
    if stream is None:
        return
    try:
        stream.write(f"{message}\n")
        stream.flush()
    except (OSError, ValueError):  # no one reads it
        return
