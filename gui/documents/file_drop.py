"""Files dropped onto a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Takes whatever files and folders are dropped anywhere onto `window`.

    Parameters
    ----------
    window : QWidget
    open_files : callable
        Receives their paths; empty if what was dropped is no file of this computer.  It says
        what cannot be opened: a drop that is refused looks as if nothing had happened.
    """

    def __init__(self, window: QWidget, open_files: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(window)
        self._open_files = open_files
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files; leave everything else to the window."""
        if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if (
            event.type() is QEvent.Type.Drop
            and isinstance(event, QDropEvent)
            and event.mimeData().hasUrls()
        ):
            event.acceptProposedAction()
            urls = event.mimeData().urls()
            self._open_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
            return True
        return False
