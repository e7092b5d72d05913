"""Titles over docks, where no tab says them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Slot

from gui.window.panel_dock import PanelDock


class DockTitles(QObject):
    """Has every dock show its title, or leave it to its tab, as docks come and go.

    Which docks are tabs of one place is known once all are shown or hidden.

    Parameters
    ----------
    docks : iterable of PanelDock
    """

    def __init__(self, docks: Iterable[PanelDock], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._docks = tuple(docks)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.fit)
        for dock in self._docks:
            dock.visibilityChanged.connect(self._timer.start)

    @Slot()
    def fit(self) -> None:
        """Look at all docks now."""
        for dock in self._docks:
            dock.fit_title_bar()
