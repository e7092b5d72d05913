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
        """The name of the run on screen; of one in no file what its file will be called."""
        path = self._keeper.path
        if path is None:
            return self._name_to_come()
        row = self._shelf.row(path)
        if row is not None and row.summary is not None:
            return row.name
        recorder = self._keeper.recorder
        document = None if recorder is None else recorder.document
        return path.stem if document is None else document.labels.name

    def _name_to_come(self) -> str:
        recording = self._keeper.recording
        if recording is None:
            return ""
        # there is a network by now, so the window is painted
        from core.documents.run_title import run_title

        run = recording.run
        step = None if run.parent is None else run.parent.step
        return run_title(run.experiment, run.dataset.name, step)

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
