"""Choose what an image is called: a button for each class, or a list of many."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from gui.judging.class_words import short_name
from gui.widgets.choice_box import ChoiceBox

#: With more classes there is a list.
MOST_BUTTONS = 10
NARROW, WIDE = 34, 76  # screen pixels of a button


class ClassButtons(QWidget):
    """One class is on: what the image is called now.

    Parameters
    ----------
    name : str
        ``objectName``; the buttons are ``{name}_0`` to ``{name}_9``, the list ``{name}_list``.

    Signals
    -------
    chosen(int)
        The user wants another class.
    """

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._names: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._buttons = [self._make_button(name, at) for at in range(MOST_BUTTONS)]
        self._list = ChoiceBox(self)
        self._list.setObjectName(f"{name}_list")
        self._list.setAccessibleName("Class")
        self._list.setToolTip("What the image shows.")
        self._list.setMinimumContentsLength(8)
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.activated.connect(self._on_listed)
        self._row.addWidget(self._list)
        self._row.addStretch(1)
        self._list.hide()

    def show_classes(self, names: tuple[str, ...], label: int) -> None:
        """Offer classes, of which one is on."""
        is_listed = len(names) > MOST_BUTTONS
        if names != self._names:
            self._names = names
            is_narrow = all(len(name) <= 2 for name in names)
            for at, button in enumerate(self._buttons):
                button.setVisible(not is_listed and at < len(names))
                if at < len(names):
                    button.setText(short_name(names[at]).replace("&", "&&"))
                    button.setAccessibleName(f"call it {short_name(names[at])}")
                    button.setFixedWidth(NARROW if is_narrow else WIDE)
            self._list.setVisible(is_listed)
            with QSignalBlocker(self._list):
                self._list.clear()
                if is_listed:
                    self._list.addItems([short_name(name) for name in names])
        if is_listed:
            with QSignalBlocker(self._list):
                self._list.setCurrentIndex(label)
        for at, button in enumerate(self._buttons):
            button.setChecked(at == label and not is_listed)

    def _make_button(self, name: str, at: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"{name}_{at}")
        button.setCheckable(True)
        button.setToolTip(f"Call the image this (key {at}).")
        button.clicked.connect(partial(self._on_clicked, at))
        self._row.addWidget(button)
        button.hide()
        return button

    def _on_clicked(self, at: int, _is_on: bool = False) -> None:
        self.chosen.emit(at)

    @Slot(int)
    def _on_listed(self, at: int) -> None:
        self.chosen.emit(at)
