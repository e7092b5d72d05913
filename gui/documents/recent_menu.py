"""The runs used last, one click away."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.settings import Settings


class RecentMenu(QMenu):
    """Lists those of the files used last that still exist.

    Parameters
    ----------
    settings : Settings
    open_file : callable
        Receives the chosen path.
    """

    def __init__(
        self, settings: Settings, open_file: Callable[[Path], object], parent: QWidget
    ) -> None:
        super().__init__("Open &recent", parent)
        self.setObjectName("open_recent_menu")
        self.setToolTipsVisible(True)
        self.menuAction().setToolTip("The runs that were used last")
        self._settings = settings
        self._open_file = open_file
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    @Slot()
    def fill(self) -> None:
        """List what there is now."""
        self.clear()
        for number, path in enumerate(filter(os.path.exists, self._settings.recent_runs), 1):
            name = self._settings.run_name(path).replace("&", "&&")
            action = self.addAction(f"&{number}  {name}")
            action.setToolTip(str(path))
            action.setData(str(path))
        if self.isEmpty():
            none = self.addAction("No run yet")
            none.setToolTip("Runs that were used stand here, the last one first.")
            none.setEnabled(False)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._open_file(Path(action.data()))
