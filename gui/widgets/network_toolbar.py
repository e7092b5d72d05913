"""Which numbers of the network to show, and on which scale."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.inspection.stage_numbers import NetworkView
from gui.widgets.segmented_control import SegmentedControl


class StageScale(StrEnum):
    """Which largest number gets the full colour."""

    TILE = "tile"
    LAYER = "layer"
    GLOBAL = "global"


_VIEWS = (
    (NetworkView.ACTIVATIONS, "Activations", "What every layer makes of the sample."),
    (
        NetworkView.GRADIENTS,
        "Gradients",
        "d(loss)/d(value) of this sample at every stage: blue means that a larger value here "
        "would raise the loss.",
    ),
    (NetworkView.WEIGHTS, "Weights", "The numbers that training changes."),
)
_SCALES = (
    (StageScale.TILE, "Tile", "The largest number of each tile gets the full colour."),
    (StageScale.LAYER, "Layer", "The largest number of each layer gets the full colour."),
    (StageScale.GLOBAL, "Network", "The largest number of all layers gets the full colour."),
)


class NetworkToolbar(QWidget):
    """Choose activations, gradients or weights, and the scale of their colours.

    Parameters
    ----------
    name : str
        The controls are called ``{name}_view`` and ``{name}_scale``.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = SegmentedControl(
            _VIEWS,
            name=f"{name}_view",
            roles={NetworkView.ACTIVATIONS: "forward", NetworkView.GRADIENTS: "backward"},
        )
        self._scale = SegmentedControl(_SCALES, name=f"{name}_scale")
        self._scale.choose(StageScale.LAYER)
        self._scale_label = QLabel("Scale per")
        self._scale_label.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._view)
        row.addStretch(1)
        row.addWidget(self._scale_label)
        row.addWidget(self._scale)
        self._view.chosen.connect(self._on_chosen)
        self._scale.chosen.connect(self._on_chosen)

    @property
    def view(self) -> NetworkView:
        """Which numbers are wanted."""
        return NetworkView(self._view.current)

    @property
    def scale(self) -> StageScale:
        """Which largest number gets the full colour."""
        return StageScale(self._scale.current)

    def label_scale(self, *, is_labelled: bool) -> None:
        """Say in words what the scale chooser is for, or leave that to its tool tips."""
        self._scale_label.setVisible(is_labelled)

    def _on_chosen(self, _option: str) -> None:
        self.changed.emit()
