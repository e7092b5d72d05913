"""Whether the user drags the edge between two docks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMainWindow


class SeparatorDrag(QObject):
    """Sees the left button go down between the docks of a window, and up again.

    A button that is down anywhere else is none: the second press of a double click lays the
    docks out as well.

    Parameters
    ----------
    window : QMainWindow
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_on = False
        window.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether an edge is being dragged."""
        return self._is_on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the button."""
        if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonPress:
                # what no child wanted comes here, too
                self._is_on = self._window.childAt(event.position().toPoint()) is None
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._is_on = False
        return super().eventFilter(watched, event)
