"""Ask for a file without blocking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from core.formats.file_name import file_name, with_ending
from core.formats.path_facts import is_taken


class FileDialogs(QObject):
    """Opens file dialogs; tests put an object with the same methods in its place.

    Each begins in the folder in which something was chosen last.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._folder = ""  # where the program was started, at first

    def ask_to_open(self, title: str, name_filter: str, then: Callable[[Path], object]) -> None:
        """Let the user choose an existing file and call `then` with it."""
        dialog = QFileDialog(self._parent, title, self._folder, name_filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog, then)

    def ask_for_folder(self, title: str, start: Path, then: Callable[[Path], object]) -> None:
        """Let the user choose a folder, beginning at `start`, and call `then` with it."""
        dialog = QFileDialog(self._parent, title, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, then)

    def ask_to_save(
        self, title: str, suggestion: str, name_filter: str, then: Callable[[Path], object]
    ) -> None:
        """Let the user choose where to write and call `then` with it.

        Parameters
        ----------
        title : str
        suggestion : str
            A name, made fit for a file here.  Its ending is what every chosen name ends in.
        name_filter : str
        then : callable
        """
        suffix = Path(suggestion).suffix
        name = file_name(suggestion, suffix)
        self._ask_to_save(title, self._folder, name, name_filter, then)

    def _ask_to_save(
        self,
        title: str,
        folder: str,
        suggestion: str,
        name_filter: str,
        then: Callable[[Path], object],
    ) -> None:
        suffix = Path(suggestion).suffix
        dialog = QFileDialog(self._parent, title, folder, name_filter)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(suggestion)

        def take(path: Path) -> None:
            ended = with_ending(path, suffix)
            if ended != path and is_taken(ended):
                # the dialog has asked about another name than that of the file in the way
                self._ask_to_save(title, str(ended.parent), ended.name, name_filter, then)
            else:
                then(ended)

        self._open(dialog, take)

    def _open(self, dialog: QFileDialog, then: Callable[[Path], object]) -> None:
        def take(chosen: str) -> None:
            self._folder = str(Path(chosen).parent)
            then(Path(chosen))

        dialog.fileSelected.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
