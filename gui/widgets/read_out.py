"""One number under the mouse, and where it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from core.number_text import signed_text
from gui.theme.fonts import CONTROL, number_font
from gui.widgets.wrapped_text import in_lines

DIGITS = 4
SPACING = 12


class ReadOut(QWidget):
    """A line that says a place and the number there; a hint while there is none.

    Where the hint needs two lines there are always two, so that nothing moves while the mouse
    goes over numbers.

    Parameters
    ----------
    name : str
        ``objectName``; the labels are ``{name}_place`` and ``{name}_value``.
    hint : str
        What to do to see a number.
    """

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._hint = self._text = hint
        self._shown: tuple[str, QSize, bool] | None = None
        self._value = QLabel(self)
        self._value.setObjectName(f"{name}_value")
        self._value.setProperty("role", "number")
        self._value.setFont(number_font(CONTROL))
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = QLabel(hint, self)
        self._place.setObjectName(f"{name}_place")
        self._place.setProperty("role", "muted")
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._value.hide()

    @property
    def text(self) -> str:
        """What is said beside the number, whether or not there is room for all of it."""
        return self._text

    def show_value(self, value: float, place: str) -> None:
        """Show a number and where it is."""
        self._value.setText(signed_text(value, DIGITS))
        self._value.show()
        self._say(place)

    def set_hint(self, hint: str) -> None:
        """Say something else while there is no number."""
        if hint != self._hint:
            self._hint = hint
            self._make_room()

    def show_hint(self) -> None:
        """Say what to do to see a number."""
        self._value.hide()
        self._say(self._hint)

    def show_text(self, text: str) -> None:
        """Say something else than a number, for once."""
        self._value.hide()
        self._say(text)

    def sizeHint(self) -> QSize:
        # the text may be wider than the room there is; that must not widen the window
        return QSize(0, self._place.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._say(self._text)

    def _make_room(self) -> None:
        """Ask for the lines that the hint needs, unless the height is settled.

        As a least height, not as a height for a width: that would make all that is scrolled
        with it as high as it would like to be.
        """
        letters = self._place.fontMetrics()
        lines = 1 if letters.horizontalAdvance(self._hint) <= self.width() else 2
        high = lines * letters.lineSpacing() + 2
        if self.maximumHeight() > high != self.minimumHeight():
            self.setMinimumHeight(high)

    def _say(self, text: str) -> None:
        """Write `text`, on two lines where one is too short, with dots if both are."""
        self._text = text
        shown = (text, self.size(), self._value.isHidden())
        if shown == self._shown:  # at every look, while the mouse is over no number
            return
        self._shown = shown
        wide = self._value.fontMetrics().horizontalAdvance("+0.0000e+00")
        self._value.setGeometry(0, 0, wide, self.height())
        taken = 0 if self._value.isHidden() else wide + SPACING
        room = max(0, self.width() - taken)
        self._place.setGeometry(taken, 0, room, self.height())
        letters = self._place.fontMetrics()
        has_two = self.height() >= 2 * letters.lineSpacing()
        is_long = letters.horizontalAdvance(text) > room
        self._place.setWordWrap(has_two and is_long)
        text = in_lines(text, letters, room, 2 if has_two else 1)
        self._place.setText(text)
        self._place.setToolTip("" if text == self._text else self._text)
