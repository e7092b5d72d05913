"""A panel about the chosen sample, under the sample's headline."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.panels.panel import Panel
from gui.panels.samples.sample_headline import SampleHeadline

LOW = 420  # screen pixels below which the headline takes less height


class SamplePage(QWidget):
    """Puts a headline over a panel; it stands at the same place on every page.

    Parameters
    ----------
    headline : SampleHeadline
    panel : Panel
    """

    def __init__(
        self, headline: SampleHeadline, panel: Panel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._headline = headline
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(headline)
        column.addWidget(panel, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._headline.set_low(is_low=self.height() < LOW)
        # a hidden page would be laid out for the height that the headline had before
        self._column.invalidate()
        self._column.activate()
