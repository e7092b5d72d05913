"""A dialog that is as high as what it says."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog


class FittingDialog(QDialog):
    """Has the height that its content needs, and grows with a sentence that comes.

    Qt gives a dialog two thirds of the screen at most and cuts the rest, however much room
    there is.
    """

    def event(self, event: QEvent) -> bool:
        """Follow what comes and goes in the dialog."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return answer

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        width = max(self.width(), layout.totalMinimumSize().width())
        height = layout.totalSizeHint().height()
        if layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)
        self.resize(width, max(height, layout.totalMinimumSize().height()))
