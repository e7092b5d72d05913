"""A dialog that is as high as what it says."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QVBoxLayout, QWidget

MARGINS = 20, 16, 20, 16
#: Pixels of a scroll bar, which stands in the margin at the right.
SCROLL_BAR = 10
#: Pixels of the title that a desktop puts over a dialog, where it says nothing of it.
TITLE = 30


class FittingDialog(QDialog):
    """Has the height that its content needs, and grows with a sentence that comes.

    Qt gives a dialog two thirds of the screen at most and cuts the rest, however much room
    there is.  On a screen that is lower than the content, a body is scrolled, and its foot with
    the buttons stays in sight.
    """

    _scroll: QScrollArea | None = None
    _body: QWidget | None = None

    def lay_out(self, body: QLayout, foot: QLayout | QWidget) -> None:
        """Put `body` over `foot`, and scroll it where the screen is too low for both."""
        left, top, right, bottom = MARGINS
        self._body = inside = QWidget()
        body.setContentsMargins(0, 0, right - SCROLL_BAR, 0)
        inside.setLayout(body)
        inside.installEventFilter(self)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, right - SCROLL_BAR, 0)
        if isinstance(foot, QLayout):
            below.addLayout(foot)
        else:
            below.addWidget(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(left, top, SCROLL_BAR, bottom)
        column.setSpacing(12)
        column.addWidget(scroll, 1)
        column.addLayout(below)

    def event(self, event: QEvent) -> bool:
        """Follow what comes and goes in the dialog."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what comes and goes in a body that can be scrolled."""
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        width = max(self.width(), layout.totalMinimumSize().width())
        height = layout.totalSizeHint().height()
        if self._scroll is not None and self._body is not None:
            around = height - self._scroll.sizeHint().height()
            height = min(around + self._height_of_body(width), self._highest())
        elif layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)
        self.resize(width, max(height, layout.totalMinimumSize().height()))

    def _height_of_body(self, width: int) -> int:
        inside = None if self._body is None else self._body.layout()
        if inside is None:
            return 0
        room = width - MARGINS[0] - SCROLL_BAR
        if inside.hasHeightForWidth():
            return inside.totalHeightForWidth(room)
        return inside.totalSizeHint().height()

    def _highest(self) -> int:
        frame = self.frameGeometry().height() - self.height()
        return self.screen().availableGeometry().height() - max(frame, TITLE)
