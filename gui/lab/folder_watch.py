"""What other programs do in a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from core.formats.path_facts import is_folder


class FolderWatch(QObject):
    """Notices that files come into one folder, or go.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QFileSystemWatcher | None = None  # costs a thread on some systems

    def use(self, folder: Path | None) -> None:
        """Watch `folder`, and no other; one that is not there is left alone."""
        if folder is None or not is_folder(folder):
            return
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self.changed)
        watched = self._watcher.directories()
        if str(folder) not in watched:
            if watched:
                self._watcher.removePaths(watched)
            self._watcher.addPath(str(folder))
