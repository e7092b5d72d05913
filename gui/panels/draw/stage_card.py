"""One stage between the board and the network."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gui.panels.draw.stage_picture import SIDE, StagePicture
from gui.theme.theme import CurrentTheme


class StageCard(QWidget):
    """A stage as a picture, its switch, and what the network says with the switch turned.

    Parameters
    ----------
    stage : str
        Its name.
    title : str
    switch : str
        What is written on the switch; empty for a stage without one.
    tip : str
    theme : CurrentTheme

    Signals
    -------
    switched(str, bool)
        The name of the stage, and whether it is to be done.
    """

    switched = Signal(str, bool)

    def __init__(
        self,
        stage: str,
        title: str,
        switch: str,
        tip: str,
        theme: CurrentTheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setToolTip(tip)
        self.setFixedWidth(SIDE)
        self.stage = stage
        heading = QLabel(title)
        heading.setProperty("role", "title")
        self.picture = StagePicture(f"draw_stage_{stage}", title, theme)
        self._switch = QCheckBox(switch)
        self._switch.setObjectName(f"draw_switch_{stage}")
        self._switch.setChecked(True)
        self._switch.toggled.connect(self._on_toggled)
        self._says = QLabel()
        self._says.setObjectName(f"draw_without_{stage}")
        self._says.setProperty("role", "muted")
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (heading, self.picture, self._switch, self._says):
            column.addWidget(part)
        column.addStretch(1)
        if not switch:
            self._switch.setVisible(False)

    @property
    def is_on(self) -> bool:
        """Whether the stage is done."""
        return self._switch.isChecked()

    def set_on(self, *, is_on: bool) -> None:
        """Show whether the stage is done, without reporting it."""
        with QSignalBlocker(self._switch):
            self._switch.setChecked(is_on)

    def say(self, text: str) -> None:
        """Write what there is to say below."""
        self._says.setText(text)

    def _on_toggled(self, is_on: bool) -> None:
        self.switched.emit(self.stage, is_on)
