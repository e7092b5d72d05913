"""What the run on screen and those used last are called, wherever that is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gui.documents.run_keeper import RunKeeper
from gui.lab.run_shelf import RunShelf
from gui.settings import Settings

PROGRAM = "Glassbox"


class RunNaming(QObject):
    """Writes the name of the run into the title, and remembers names for the menu.

    A run that someone renames is called so everywhere as soon as the list is read anew.

    Parameters
    ----------
    keeper : RunKeeper
        Has the run on screen.
    shelf : RunShelf
        Knows what runs are called.
    settings : Settings
        Remembers what those used last are called.
    window : QWidget
        Gets the title.
    """

    def __init__(
        self, keeper: RunKeeper, shelf: RunShelf, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._keeper = keeper
        self._shelf = shelf
        self._settings = settings
        self._window = window
        keeper.recorder_changed.connect(self._write)
        shelf.changed.connect(self._write)

    @property
    def current(self) -> str:
        """The name of the run on screen; empty if it is in no file."""
        path = self._keeper.path
        if path is None:
            return ""
        row = self._shelf.row(path)
        if row is not None and row.summary is not None:
            return row.name
        recorder = self._keeper.recorder
        document = None if recorder is None else recorder.document
        return path.stem if document is None else document.labels.name

    @Slot()
    def _write(self) -> None:
        name, path = self.current, self._keeper.path
        self._window.setWindowTitle(f"{name} – {PROGRAM}" if name else PROGRAM)
        known: dict[Path, str] = {}
        for recent in self._settings.recent_runs:
            row = self._shelf.row(recent)
            if row is not None and row.summary is not None:
                known[recent] = row.name
        if path is not None:
            known[path] = name
        self._settings.remember_run_names(known)
