"""Which colours a legend explains."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.number_text import short_text
from gui.theme.tensor_colors import ColorCode
from gui.theme.theme import CurrentTheme


class ColorScale(QWidget):
    """Base of the legends: holds the number of the full colour, and draws when it changes."""

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._code = ColorCode.SIGN
        self._limit = 0.0
        self.setAccessibleName("Colour scale")
        theme.changed.connect(self.update)

    @property
    def limit(self) -> float:
        """The number that gets the full colour."""
        return self._limit

    def spoken_value(self) -> str:
        """Return the numbers at both ends."""
        number = short_text(self._limit)
        return f"0 to {number}" if self._code is ColorCode.INK else f"−{number} to +{number}"

    def set_limit(self, limit: float, code: ColorCode = ColorCode.SIGN) -> None:
        """Show the colours from -`limit` to +`limit` (from 0 for ink)."""
        if (limit, code) != (self._limit, self._code):
            self._limit, self._code = limit, code
            self.update()
