"""Files dropped onto a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from core.documents.run_file_name import RUN_SUFFIX

SUFFIXES = (RUN_SUFFIX, ".json")


class FileDrop(QObject):
    """Opens a run or an experiment that is dropped anywhere onto `window`.

    Parameters
    ----------
    window : QWidget
    open_file : callable
        Receives the path.
    """

    def __init__(self, window: QWidget, open_file: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._open_file = open_file
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what can be opened; leave everything else to the window."""
        if isinstance(event, QDragEnterEvent) and _dropped(event) is not None:
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            path = _dropped(event)
            if path is not None:
                event.acceptProposedAction()
                self._open_file(path)
                return True
        return False


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped, if it can be opened."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None
