"""What stands in a window whose panels are all closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QLabel, QMainWindow, QPushButton, QVBoxLayout

from gui.window.panel_dock import PanelDock

PADDING = 24
ALL_CLOSED = "All panels are closed"
ALL_ELSEWHERE = "All panels are in windows of their own"
HINT = "View → Panels lists every panel; Ctrl+1 to Ctrl+9 bring the first nine back."


class NoPanelsCard(QFrame):
    """Says so in the middle of the window, and offers ways back.

    Parameters
    ----------
    window : QMainWindow
    docks : mapping of str to PanelDock
    ways : mapping of str to callable
        What stands on the buttons, and what they do.
    """

    def __init__(
        self,
        window: QMainWindow,
        docks: Mapping[str, PanelDock],
        ways: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(window)
        self.setObjectName("no_panels_card")
        self.setProperty("role", "floating")
        self._window = window
        self._docks = tuple(docks.values())
        self._title = QLabel()
        self._title.setObjectName("no_panels_title")
        self._title.setProperty("role", "headline")
        hint = QLabel(HINT)
        hint.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        for label in (self._title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        for place, (text, act) in enumerate(ways.items()):
            button = QPushButton(text)
            button.setObjectName(f"no_panels_way_{place}")
            if place == 0:
                button.setProperty("role", "primary")
            button.clicked.connect(lambda _checked=False, act=act: act())
            column.addWidget(button)
        # docks hide one after the other while they are arranged anew
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)
        for dock in self._docks:
            dock.visibilityChanged.connect(self._timer.start)
            dock.topLevelChanged.connect(self._timer.start)
        window.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window is resized."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _look(self) -> None:
        shown = [dock for dock in self._docks if not dock.isHidden()]
        self.setVisible(all(dock.isFloating() for dock in shown))
        self._title.setText(ALL_ELSEWHERE if shown else ALL_CLOSED)
        if not self.isHidden():
            self._place()

    def _place(self) -> None:
        self.resize(self.sizeHint())
        place = self.rect()
        place.moveCenter(self._window.rect().center())
        self.move(place.topLeft())
        self.raise_()
