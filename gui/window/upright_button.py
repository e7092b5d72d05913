"""A button whose text stands upright."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme

ICON = 16
#: Pixels between icon and text, and at both ends.
GAP = 8
END = 12


class UprightButton(QToolButton):
    """An icon with a word below it that is read from bottom to top.

    Parameters
    ----------
    icon_name : str
        See `gui.theme.icons`.
    text : str
    tip : str
        What the button does; the accessible description.
    theme : CurrentTheme
    """

    def __init__(
        self,
        icon_name: str,
        text: str,
        tip: str,
        theme: CurrentTheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._theme = theme
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setCheckable(True)
        self.setProperty("role", "rail")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for the icon and the whole word."""
        letters = self.fontMetrics()
        length = letters.horizontalAdvance(self.text()) + 2  # slanted letters stand out
        return QSize(letters.height() + 2 * GAP, 2 * END + ICON + GAP + length)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame as the style says, then icon and word."""
        theme = self._theme.theme
        is_lit = self.isChecked() or self.underMouse()
        color = theme.text if is_lit else theme.muted
        painter = QPainter(self)
        if is_lit:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(theme.raised))
            painter.setPen(QColor(theme.line))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 7, 7)
        if self.hasFocus():
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.setPen(QColor(theme.selection))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 7, 7)
        left = (self.width() - ICON) // 2
        icon(self._icon_name, color).paint(painter, QRect(left, END, ICON, ICON))
        painter.setPen(QColor(color))
        painter.setFont(self.font())
        painter.translate(0, self.height())
        painter.rotate(-90)
        length = self.height() - END - ICON - GAP - END
        word = QRect(END, 0, length, self.width())
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(word, align, self.text())
        painter.end()
