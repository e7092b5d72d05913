"""Whether the shown sample meets dropout as in training."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.network_spec import NetworkSpec


class DropoutLens(QObject):
    """Holds the one switch that every panel shows; panels observe `changed`.

    Signals
    -------
    changed(bool)
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_on = False

    @property
    def is_on(self) -> bool:
        """Whether numbers drop out, as in training; or all pass, as in use."""
        return self._is_on

    def switch(self, is_on: bool) -> None:
        """Let numbers drop out, or pass."""
        if is_on is not self._is_on:
            self._is_on = is_on
            self.changed.emit(is_on)


def has_dropout(network: NetworkSpec) -> bool:
    """Return whether there is anything to switch."""
    return any(layer.DROPS_NUMBERS for layer in network.layers)
