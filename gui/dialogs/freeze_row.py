"""A check box for every layer that can be frozen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from core.index_words import index_words
from core.layers.spec import FROZEN, LayerSpec
from core.network_spec import NetworkSpec

_PER_LINE = 2


class FreezeRow(QWidget):
    """Asks which layers are to keep their weights.

    Parameters
    ----------
    network : NetworkSpec
    name : str
        ``objectName``; the check boxes are called ``{name}_{position}``.

    Signals
    -------
    edited(object)
        The network with another layer frozen, or trained again.
    """

    edited = Signal(object)

    def __init__(
        self, network: NetworkSpec, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._network = network
        self._checks: dict[int, QCheckBox] = {}
        title = QLabel("Freeze")
        title.setToolTip(FROZEN.explains)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(title, 0, 0, Qt.AlignmentFlag.AlignTop)
        for position, layer in enumerate(network.layers):
            if not layer.can_freeze:
                continue
            check = QCheckBox(f"{index_words(position)} {layer.TITLE}")
            check.setObjectName(f"{name}_{position}")
            check.setToolTip(FROZEN.explains)
            check.setAccessibleName(f"Freeze layer {index_words(position)}, {layer.TITLE}")
            check.setChecked(layer.is_frozen)
            check.clicked.connect(self._on_clicked)
            line, column = divmod(len(self._checks), _PER_LINE)
            grid.addWidget(check, line, 1 + column)
            self._checks[position] = check

    def _on_clicked(self) -> None:
        layers = list(self._network.layers)
        for position, check in self._checks.items():
            layers[position] = replace(layers[position], frozen=check.isChecked())  # type: ignore[call-arg]
        self._network = replace(self._network, layers=tuple(layers))
        self.edited.emit(self._network)


def layers_with_weights(network: NetworkSpec) -> tuple[LayerSpec, ...]:
    """Return the layers that can be frozen."""
    return tuple(layer for layer in network.layers if layer.can_freeze)
