"""Type the number of an image."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

from core.index_words import first_index
from core.number_words import plain_digits

WIDTH = 66
LONGEST = 12  # digits
#: How people come to the box.
CHOSEN = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
)


class IndexBox(QSpinBox):
    """An index from 0 to just below a count, which goes round; it is reported when entered.

    People read and type it as they count; `value` is the index.  Of a number that is too
    large no figure is lost: it becomes the last one there is when it is entered.  From then
    on letters are what they are everywhere in the window, and so is Space at any time.

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
        self._is_entered = False
        self.lineEdit().textEdited.connect(self._on_typed)
        self.editingFinished.connect(self._on_entered)

    def show_index(self, index: int, *, count: int | None = None) -> None:
        """Show `index` without reporting it; `count` is how many there are from now on."""
        with QSignalBlocker(self):
            # a new range lays the row out again
            if count is not None and self.maximum() != max(0, count - 1):
                self.setRange(0, max(0, count - 1))
            self.setValue(index)
        first, last = first_index(), self.maximum() + first_index()
        self.setToolTip(f"Number of the image in its part: {first} to {last:,}.")

    def stepBy(self, steps: int) -> None:  # noqa: N802
        super().stepBy(steps)
        self._is_entered = True

    def event(self, event: QEvent) -> bool:
        """Leave to the window what people do not mean to type here."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_command(event.text())
        ):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in CHOSEN:  # and not because a dialog or menu was closed
            self._is_entered = False
        super().focusInEvent(event)

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
        is_there = 0 <= int(typed) - first_index() <= self.maximum()
        state = QValidator.State.Acceptable if is_there else QValidator.State.Intermediate
        return state, text, position

    def fixup(self, text: str) -> str:
        """Return the nearest number there is, for one that was entered; else the shown one."""
        typed = plain_digits(text.strip())
        index = int(typed) - first_index() if typed.isdecimal() else self.value()
        return self.textFromValue(min(max(index, 0), self.maximum()))

    def _is_command(self, text: str) -> bool:
        return text == " " or (self._is_entered and text.isalpha())

    def _on_typed(self) -> None:
        self._is_entered = False

    def _on_entered(self) -> None:
        self._is_entered = True
