"""A panel about the chosen sample, under the sample's headline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import PanelParts
from gui.panels.samples.sample_headline import SampleHeadline

#: Screen pixels below which the headline takes less height: of the page, and of the window, so
#: that it is as high over a panel for which the curves were folded as over any other.
LOW, LOW_WINDOW = 420, 760


class SamplePage(QWidget):
    """Puts a headline over a panel; it stands at the same place on every page.

    Parameters
    ----------
    parts : PanelParts
        What the panel is handed.
    make : callable
        Makes the panel.
    """

    def __init__(
        self,
        parts: PanelParts,
        make: Callable[[PanelParts, QWidget], Panel],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.headline = headline = SampleHeadline(parts.state, parts.browser, self)
        self.panel = panel = make(parts, self)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(headline)
        column.addWidget(panel, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < LOW or self.window().height() < LOW_WINDOW
        self.headline.set_low(is_low=is_low)
        # a hidden page would be laid out for the height that the headline had before
        self._column.invalidate()
        self._column.activate()
