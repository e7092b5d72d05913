"""The charts of robustness, scrolled where there is little room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.judging.robustness_chart import LEAST_WIDTH
from gui.judging.robustness_charts import RobustnessCharts
from gui.theme.theme import CurrentTheme

MARGIN = 16


class RobustnessView(QScrollArea):
    """Six charts below each other or beside each other, as there is room.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        sheet = self._sheet = QWidget()
        self.charts = RobustnessCharts(theme, name, sheet)
        self.setWidget(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(LEAST_WIDTH, self.viewport().width() - 2 * MARGIN)
        height = self.charts.height_for(width)
        self.charts.setGeometry(MARGIN, 0, width, height)
        self._sheet.resize(width + 2 * MARGIN, height)
