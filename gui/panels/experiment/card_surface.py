"""The rounded surface of a card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property

_BAR = 3.0
_RADIUS = 7.0


class CardSurface(QFrame):
    """A raised frame with a bar on its left; they say what is open, selected or invalid.

    The frame says that the layer is selected or has the keyboard, the bar that it is open.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_open = False
        self._is_selected = False
        self._is_invalid = False
        self._has_focus = False
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_open(self, is_open: bool) -> None:
        """Show that the card is the open one."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._restyle()

    def set_selected(self, is_selected: bool) -> None:
        """Show that all pictures show the layer of this card."""
        if is_selected != self._is_selected:
            self._is_selected = is_selected
            self._restyle()

    def set_invalid(self, is_invalid: bool) -> None:
        """Show that something on the card is wrong."""
        if is_invalid != self._is_invalid:
            self._is_invalid = is_invalid
            self._restyle()

    def set_focused(self, has_focus: bool) -> None:
        """Show that the card has the keyboard."""
        if has_focus != self._has_focus:
            self._has_focus = has_focus
            self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme.theme
        color = theme.selection if self._is_open else theme.dim
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(0, 0, _BAR, self.height()))
        painter.fillPath(outline, QColor(theme.error if self._is_invalid else color))
        painter.end()

    def _restyle(self) -> None:
        role = "selected_card" if self._is_selected else "card"
        if self._has_focus:
            role = "focused_card"
        set_dynamic_property(self, "role", "invalid_card" if self._is_invalid else role)
        self.update()
