"""Ask for a file without blocking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs(QObject):
    """Opens file dialogs; tests put an object with the same two methods in its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    def ask_to_open(self, title: str, name_filter: str, then: Callable[[Path], object]) -> None:
        """Let the user choose an existing file and call `then` with it."""
        dialog = QFileDialog(self._parent, title, "", name_filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog, then)

    def ask_to_save(
        self, title: str, suggestion: str, name_filter: str, then: Callable[[Path], object]
    ) -> None:
        """Let the user choose where to write and call `then` with it."""
        dialog = QFileDialog(self._parent, title, "", name_filter)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(suggestion).suffix.lstrip("."))
        dialog.selectFile(suggestion)
        self._open(dialog, then)

    def _open(self, dialog: QFileDialog, then: Callable[[Path], object]) -> None:
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
