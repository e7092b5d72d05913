"""One number under the mouse, and where it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.number_text import signed_text
from gui.theme.fonts import CONTROL, number_font

DIGITS = 4
SPACING = 12


class ReadOut(QWidget):
    """A line that says a place and the number there; a hint while there is none.

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
        self._shown: tuple[str, int, bool] | None = None
        self._value = QLabel()
        self._value.setObjectName(f"{name}_value")
        self._value.setProperty("role", "number")
        self._value.setFont(number_font(CONTROL))
        self._value.setFixedWidth(self._value.fontMetrics().horizontalAdvance("+0.0000e+00"))
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = QLabel(hint)
        self._place.setObjectName(f"{name}_place")
        self._place.setProperty("role", "muted")
        # the text may be wider than the room there is; that must not widen the window
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._value)
        row.addWidget(self._place, 1)
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
        self._hint = hint

    def show_hint(self) -> None:
        """Say what to do to see a number."""
        self._value.hide()
        self._say(self._hint)

    def show_text(self, text: str) -> None:
        """Say something else than a number, for once."""
        self._value.hide()
        self._say(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say(self._text)

    def _say(self, text: str) -> None:
        """Write `text`, with dots for what there is no room for."""
        self._text = text
        shown = (text, self.width(), self._value.isHidden())
        if shown == self._shown:  # at every look, while the mouse is over no number
            return
        self._shown = shown
        taken = 0 if self._value.isHidden() else self._value.width() + SPACING
        letters, room = self._place.fontMetrics(), self.width() - taken
        self._place.setText(letters.elidedText(text, Qt.TextElideMode.ElideRight, room))
        self._place.setToolTip("" if self._place.text() == text else text)
