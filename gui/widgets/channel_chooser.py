"""Step through the channels of a map."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget


class ChannelChooser(QSpinBox):
    """``channel 4 of 8``: counts from 1 on screen, from 0 in code.

    Parameters
    ----------
    name : str
        ``objectName``.
    noun : str
        What is counted, e.g. ``"channel"``.
    tip : str

    Signals
    -------
    chosen(int)
        Index from 0, when the user changes it.
    """

    chosen = Signal(int)

    def __init__(self, name: str, noun: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setPrefix(f"{noun} ")
        self.setWrapping(True)
        self.valueChanged.connect(self._on_value_changed)

    @property
    def channel(self) -> int:
        """The chosen channel, from 0."""
        return self.value() - 1

    def offer(self, channels: int, chosen: int) -> None:
        """Show that `chosen` is one of so many channels; emits nothing."""
        if (channels, chosen + 1) != (self.maximum(), self.value()) or self.minimum() != 1:
            with QSignalBlocker(self):
                self.setRange(1, channels)
                self.setSuffix(f" of {channels}")
                self.setValue(chosen + 1)

    def _on_value_changed(self, value: int) -> None:
        self.chosen.emit(value - 1)
