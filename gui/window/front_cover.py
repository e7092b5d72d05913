"""What stands below the transport until the panels are there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

#: How often it looks whether the docks stand still, in milliseconds.
LOOK_MS = 10
#: When docks and their tabs may have come to lie over it.
RESTACKED = (
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ChildAdded,
    QEvent.Type.Paint,
)


class FrontCover(QWidget):
    """Hides the docks while they take their places, so that nothing is seen to jump.

    Parameters
    ----------
    window : QMainWindow
    is_at_rest : callable
        Whether every dock of the first picture has its panel, and its size.
    """

    def __init__(self, window: QMainWindow, is_at_rest: Callable[[], bool]) -> None:
        super().__init__(window)
        self.setObjectName("front_cover")
        self.setAutoFillBackground(True)
        self._window = window
        self._is_at_rest = is_at_rest
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover everything but what stands on top."""
        if event.type() in RESTACKED:
            top = self._window.menuWidget()
            area = self._window.rect()
            area.setTop(0 if top is None else top.sizeHint().height())
            self._cover(area)
        return super().eventFilter(watched, event)

    @Slot()
    def lift_soon(self) -> None:
        """Go as soon as the docks stand still."""
        self._timer.start()

    def _cover(self, area: QRect) -> None:
        self.setGeometry(area)
        self.setVisible(self._window.isVisible())
        self.raise_()

    @Slot()
    def _look(self) -> None:
        self.raise_()
        if self._is_at_rest():
            self._timer.stop()
            self._window.removeEventFilter(self)
            self.hide()
            self.deleteLater()
