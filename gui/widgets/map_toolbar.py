"""Which maps to show, before or after their ReLU, forward or backward."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.inspection.map_stages import MapStage
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.segmented_control import SegmentedControl

AFTER_TIP = "The same maps with every negative number made 0."
GRADIENT_TIP = (
    "d(loss)/d(pixel) for the chosen sample: blue means that a larger number here would raise "
    "the loss."
)
NO_RELU = "No ReLU directly follows this layer."
NO_LABEL = "This sample has no label, so there is no loss and no gradient."

LEAST_CHOOSER = 90


class MapToolbar(QWidget):
    """Choose layer, before or after ReLU, activations or gradient.

    Parameters
    ----------
    name : str
        ``objectName`` of the panel; the controls are called ``{name}_layer`` and so on.

    Signals
    -------
    changed()
        Activations or gradient.
    layer_chosen(int)
        Index of a layer; of its ReLU, where that is shown.
    """

    changed = Signal()
    layer_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: dict[int, MapStage] = {}
        self._layers = LayerChooser(f"{name}_layer", "The layer whose maps are shown.")
        self._relu = SegmentedControl(
            (
                ("before", "Before ReLU", "What the layer itself puts out."),
                ("after", "After ReLU", AFTER_TIP),
            ),
            name=f"{name}_relu",
        )
        self._quantity = SegmentedControl(
            (
                ("activation", "Activations", "What the layer makes of the chosen sample."),
                ("gradient", "Gradient", GRADIENT_TIP),
            ),
            name=f"{name}_quantity",
            roles={"activation": "forward", "gradient": "backward"},
        )
        self._layers.setMinimumWidth(LEAST_CHOOSER)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._layers)
        row.addWidget(self._relu)
        row.addStretch(1)
        row.addWidget(self._quantity)
        self._layers.chosen.connect(self._on_layer_chosen)
        self._relu.chosen.connect(self._on_relu_chosen)
        self._quantity.chosen.connect(self._on_quantity_chosen)

    @property
    def shows_gradient(self) -> bool:
        """Whether gradients are to be shown."""
        return self._quantity.current == "gradient"

    def offer(self, stages: Sequence[MapStage], layer: int, *, has_gradient: bool) -> None:
        """Show what there is to choose from, and what is chosen; emits nothing.

        Parameters
        ----------
        stages : sequence of MapStage
        layer : int
            A stage's layer, or its ReLU.
        has_gradient : bool
        """
        self._stages = {stage.layer.position: stage for stage in stages}
        chosen = next(stage for stage in stages if layer in stage.positions)
        self._layers.offer([stage.layer for stage in stages], chosen.layer.position)
        with QSignalBlocker(self._relu), QSignalBlocker(self._quantity):
            self._relu.choose("after" if layer == chosen.relu else "before")
            if not has_gradient:
                self._quantity.choose("activation")
        self._relu.set_available("after", available=chosen.relu is not None, why=NO_RELU)
        self._quantity.set_available("gradient", available=has_gradient, why=NO_LABEL)

    def _on_layer_chosen(self, layer: int) -> None:
        relu = self._stages[layer].relu
        wants_relu = self._relu.current == "after"
        self.layer_chosen.emit(relu if wants_relu and relu is not None else layer)

    def _on_relu_chosen(self, _where: str) -> None:
        self._on_layer_chosen(self._layers.currentData())

    def _on_quantity_chosen(self, _quantity: str) -> None:
        self.changed.emit()
