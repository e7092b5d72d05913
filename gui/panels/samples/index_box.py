"""Type the number of an image."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

from core.index_words import first_index
from core.number_words import plain_digits

WIDTH = 66
LONGEST = 12  # digits


class IndexBox(QSpinBox):
    """An index from 0 to just below a count, which goes round; it is reported when entered.

    People read and type it as they count; `value` is the index.

    Parameters
    ----------
    name : str
        ``objectName``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Image")
        self.setKeyboardTracking(False)
        self.setWrapping(True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedWidth(WIDTH)

    def show_index(self, index: int, *, count: int | None = None) -> None:
        """Show `index` without reporting it; `count` is how many there are from now on."""
        with QSignalBlocker(self):
            # a new range lays the row out again
            if count is not None and self.maximum() != max(0, count - 1):
                self.setRange(0, max(0, count - 1))
            self.setValue(index)
        self.setToolTip(f"Number of the image in its part, counted from {first_index()}.")

    def textFromValue(self, index: int) -> str:
        return str(index + first_index())

    def valueFromText(self, text: str) -> int:
        return int(plain_digits(text.strip())) - first_index()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        typed = plain_digits(text.strip())
        if not typed:
            return QValidator.State.Intermediate, text, position
        if not typed.isdecimal() or len(typed) > LONGEST:
            return QValidator.State.Invalid, text, position
        index = int(typed) - first_index()
        if 0 <= index <= self.maximum():
            return QValidator.State.Acceptable, text, position
        is_begun = index < 0 or typed == "0"
        return (
            (QValidator.State.Intermediate if is_begun else QValidator.State.Invalid),
            text,
            position,
        )
