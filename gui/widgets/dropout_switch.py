"""The switch that lets numbers drop out as in training."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from gui.state.dropout_lens import DropoutLens

TIP = (
    "Dropout drops numbers in training only, so a digit that is judged passes whole. Switched "
    "on, the digit meets a mask as in training: dropped numbers are hatched and 0, the others "
    "are multiplied by 1 / (1 - rate). The mask belongs to this run, step and digit; looking "
    "at it never changes the run. Batch normalisation stays as in use."
)


class DropoutSwitch(QCheckBox):
    """A check box that shows and sets a `DropoutLens`.

    Parameters
    ----------
    lens : DropoutLens
    name : str
        ``objectName``.
    """

    def __init__(self, lens: DropoutLens, name: str, parent: QWidget | None = None) -> None:
        super().__init__("As in training", parent)
        self.setObjectName(name)
        self.setToolTip(TIP)
        self._lens = lens
        self.setChecked(lens.is_on)
        self.toggled.connect(lens.switch)
        lens.changed.connect(self._on_changed)
        self.hide()

    def show_name(self, *, is_short: bool) -> None:
        """Use a shorter name where there is little room."""
        self.setText("Drop" if is_short else "As in training")

    @Slot(bool)
    def _on_changed(self, is_on: bool) -> None:
        with QSignalBlocker(self):
            self.setChecked(is_on)
