"""A frame over a picture: the part of it that is shown large elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme.theme import CurrentTheme

MARGIN = 2  # screen pixels that the frame reaches outside its part


class PartFrame(QWidget):
    """Lies over a widget, as large as the part and its frame; lets the mouse through.

    Parameters
    ----------
    theme : CurrentTheme
    picture : QWidget
        What it lies over.
    """

    def __init__(self, theme: CurrentTheme, picture: QWidget, name: str) -> None:
        super().__init__(picture)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        theme.changed.connect(self.update)
        self.hide()

    @property
    def part(self) -> QRect | None:
        """What is framed, in the picture's coordinates."""
        if self.isHidden():
            return None
        return self.geometry().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def show_part(self, part: QRect | None) -> None:
        """Frame `part` of the picture; None frames nothing."""
        if part is not None:
            self.setGeometry(part.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
            self.raise_()
        self.setVisible(part is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, inner = self._theme.theme, self.rect().adjusted(1, 1, -2, -2)
        painter = QPainter(self)
        for color, out in ((theme.background, 1), (theme.background, -1), (theme.text, 0)):
            painter.setPen(QColor(color))
            painter.drawRect(inner.adjusted(-out, -out, out, out))
        painter.end()
