"""What is below folds to one line, and opens again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QMainWindow

from gui.state.lab_state import LabState
from gui.window.dock_layout import BELOW_HEIGHT, MOST_TRIES, SETTLE_MS
from gui.window.panel_dock import PanelDock
from gui.window.time_strip import TimeStrip


class BelowFold(QObject):
    """Puts a line with the time in the place of the docks below.

    Parameters
    ----------
    window : QMainWindow
    docks : sequence of PanelDock
        Those below; the first is in front when nothing else is known.
    state : LabState
    """

    def __init__(
        self, window: QMainWindow, docks: Sequence[PanelDock], state: LabState
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = tuple(docks)
        self._folded: tuple[PanelDock, ...] = ()
        self._front: PanelDock | None = None
        # only the event loop gives the docks the sizes that can be shared out
        self._settle_timer = QTimer(self, singleShot=True)
        self._settle_timer.timeout.connect(self._give_height)
        self._tries = 0
        self.strip = TimeStrip(state.timeline, state.theme, window)
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.strip)
        self.strip.hide()
        self.strip.unfold_wanted.connect(self.toggle)
        for dock in self._docks:
            dock.visibilityChanged.connect(self._on_seen)

    @property
    def is_folded(self) -> bool:
        """Whether the line stands in the place of the docks."""
        return not self.strip.isHidden()

    @Slot()
    def toggle(self) -> None:
        """Fold, or open again."""
        if self.is_folded:
            self._open()
        else:
            self._fold()

    def _fold(self) -> None:
        self._folded = tuple(
            dock for dock in self._docks if not (dock.isHidden() or dock.isFloating())
        )
        self._front = next(
            (dock for dock in self._folded if not dock.visibleRegion().isEmpty()), None
        )
        for dock in self._folded:
            dock.hide()
        self.strip.show()

    def _open(self) -> None:
        self.strip.hide()
        docks = self._folded or self._docks
        for dock in docks:
            dock.show()
        front = self._front or docks[0]
        front.raise_()
        self._tries = 0
        self._settle_timer.start(0)

    @Slot()
    def _give_height(self) -> None:
        """Give the docks their height, and look again: Qt may still be laying them out."""
        front = self._front or self._docks[0]
        if front.isHidden() or front.isFloating():
            return
        self._window.resizeDocks([front], [BELOW_HEIGHT], Qt.Orientation.Vertical)
        self._tries += 1
        if self._tries < MOST_TRIES:
            self._settle_timer.start(SETTLE_MS)

    @Slot(bool)
    def _on_seen(self, visible: bool) -> None:
        """Take the line away when a dock was fetched back some other way."""
        if visible and self.is_folded:
            self.strip.hide()
