"""Room for a text that changes often."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class TextRoom(QWidget):
    """Gives a label its whole room without a layout that its text could disturb.

    A label in a layout asks for a new layout with every text it gets, and so do all that it
    lies in, up to the window, which then arranges every dock anew.
    """

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())
