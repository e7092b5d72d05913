"""A field for one of a few names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from gui.forms.field_editor import FieldEditor
from gui.widgets.choice_box import ChoiceBox


class ChoiceEditor(FieldEditor):
    """Choose one of a closed list of values.

    Parameters
    ----------
    options : mapping of value to text
        In the order they are listed.
    name : str
        ``objectName`` of the combo box.
    tips : mapping of value to text, optional
        A sentence on each option.
    other : str
        What is shown for a value that is none of the options.
    """

    def __init__(
        self,
        options: Mapping[Any, str],
        *,
        name: str,
        tips: Mapping[Any, str] | None = None,
        other: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._other = other
        self._combo = _QuietCombo()
        self._combo.setObjectName(name)
        # The list may be wider than the field; the field never grows with its longest option.
        self._combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._combo.setMinimumContentsLength(4)
        self.setFocusProxy(self._combo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._combo)
        self._options: dict[Any, str] = {}
        self.set_options(options, tips)
        self._combo.activated.connect(self._on_activated)

    def set_options(
        self, options: Mapping[Any, str], tips: Mapping[Any, str] | None = None
    ) -> None:
        """List other options; show a value afterwards."""
        if dict(options) == self._options:
            return
        self._options = dict(options)
        self._combo.clear()
        for value, text in options.items():
            self._combo.addItem(text, value)
            tip = (tips or {}).get(value, "")
            self._combo.setItemData(self._combo.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        count = len(self._options)
        if value in self._options:
            if self._combo.count() > count:
                self._combo.removeItem(count)
            self._combo.setCurrentIndex(list(self._options).index(value))
        else:
            if self._combo.count() == count:
                self._combo.addItem(self._other, None)
            self._combo.setCurrentIndex(count)

    def _on_activated(self, index: int) -> None:
        value = self._combo.itemData(index)
        if value is not None:
            self.edited.emit(value)
            self.finished.emit()


class _QuietCombo(ChoiceBox):
    """A combo box that leaves the wheel to the scroll area around it.

    A text that is too long for it ends in three dots, not in the middle of a letter.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event  # all of it is painted
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        kind = QStyle.ComplexControl.CC_ComboBox
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
