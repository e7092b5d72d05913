"""A closed list whose text has dots where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget


class ChoiceBox(QComboBox):
    """As Qt's own, but follows the names it lists, and never cuts one without a sign.

    Qt makes it as wide as the names that it has when it is first shown, and cuts later ones
    in the middle of a letter.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def shown_text(self) -> str:
        """What can be read while the list is closed."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return str(option.currentText)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802
        super().initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, field, self).width()
        option.currentText = self.text_for(option.currentText, room)

    def text_for(self, text: str, room: int) -> str:
        """Return what is shown of a text in so many pixels."""
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
