"""Which maps to show, before or after their ReLU, forward or backward."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.inspection.map_stages import MapStage
from gui.panels.moment_panel import NO_LABEL
from gui.state.dropout_lens import DropoutLens
from gui.widgets.dropout_switch import DropoutSwitch
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.segmented_control import SegmentedControl

AFTER_TIP = "The same maps with every negative number made 0."
GRADIENT_TIP = (
    "dL/dx of every pixel x, for the chosen sample: blue means that a larger number here "
    "would raise the loss."
)
GATE_TIP = (
    "Where the ReLU behind this layer is open (blue): the number was above 0, so it and its "
    "gradient pass. Where it is closed, both are exactly 0."
)
SURVIVAL_TIP = (
    "Blue: positions that can still teach this filter. Every ReLU on the way to the next "
    "layer with weights is open there, and the position won its pooling window. From all "
    "others the filter learns nothing of this sample."
)
NO_RELU = "No ReLU directly follows this layer."

LEAST_CHOOSER = 90
LEAST_COMPACT_CHOOSER = 56
ROOM_FOR_DROPOUT = 516  # width of the bar
LEAST_WIDTH = 450  # with short names; `set_compact` comes after the size, not before


class MapQuantity(StrEnum):
    """What is shown of a map."""

    ACTIVATION = "activation"
    GRADIENT = "gradient"
    GATE = "gate"
    SURVIVAL = "survival"


#: What is no number but open or closed.
LENSES = frozenset({MapQuantity.GATE, MapQuantity.SURVIVAL})


class MapToolbar(QWidget):
    """Choose layer, before or after ReLU, and what is shown of its maps.

    Parameters
    ----------
    dropout : DropoutLens
    name : str
        ``objectName`` of the panel; the controls are called ``{name}_layer`` and so on.

    Signals
    -------
    changed()
        Activations, gradient, gate or survival.
    layer_chosen(int)
        Index of a layer; of its ReLU, where that is shown.
    """

    changed = Signal()
    layer_chosen = Signal(int)

    def __init__(self, dropout: DropoutLens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: dict[int, MapStage] = {}
        self._has_dropout = False
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
                (
                    MapQuantity.ACTIVATION,
                    "Activations",
                    "What the layer makes of the chosen sample.",
                ),
                (MapQuantity.GRADIENT, "Gradient", GRADIENT_TIP),
                (MapQuantity.GATE, "Gate", GATE_TIP),
                (MapQuantity.SURVIVAL, "Survival", SURVIVAL_TIP),
            ),
            name=f"{name}_quantity",
            roles={MapQuantity.ACTIVATION: "forward", MapQuantity.GRADIENT: "backward"},
        )
        self._layers.setMinimumWidth(LEAST_CHOOSER)
        self.setMinimumWidth(LEAST_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._layers)
        row.addWidget(self._relu)
        self._dropout = DropoutSwitch(dropout, f"{name}_dropout")
        row.addWidget(self._dropout)
        row.addStretch(1)
        row.addWidget(self._quantity)
        self._layers.chosen.connect(self._on_layer_chosen)
        self._relu.chosen.connect(self._on_relu_chosen)
        self._quantity.chosen.connect(self._on_quantity_chosen)

    @property
    def quantity(self) -> MapQuantity:
        """What is to be shown."""
        return MapQuantity(self._quantity.current)

    def set_compact(self, *, is_compact: bool) -> None:
        """Use shorter names where there is little room."""
        self._relu.rename("before", "Before" if is_compact else "Before ReLU")
        self._relu.rename("after", "After" if is_compact else "After ReLU")
        self._quantity.rename(MapQuantity.ACTIVATION, "Values" if is_compact else "Activations")
        self._dropout.show_name(is_short=is_compact)
        self._layers.setMinimumWidth(LEAST_COMPACT_CHOOSER if is_compact else LEAST_CHOOSER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the switch for dropout to other panels where there is no room for it."""
        has_room = self._has_dropout and self.width() >= ROOM_FOR_DROPOUT
        if self._dropout.isHidden() is has_room:
            self._dropout.setVisible(has_room)

    def offer(
        self,
        stages: Sequence[MapStage],
        layer: int,
        *,
        has_gradient: bool,
        has_dropout: bool = False,
    ) -> None:
        """Show what there is to choose from, and what is chosen; emits nothing.

        Parameters
        ----------
        stages : sequence of MapStage
        layer : int
            A stage's layer, or its ReLU.
        has_gradient : bool
        has_dropout : bool, default False
            Whether anything can drop out.
        """
        self._has_dropout = has_dropout
        self._fit()
        self._stages = {stage.layer.position: stage for stage in stages}
        chosen = next(stage for stage in stages if layer in stage.positions)
        self._layers.offer([stage.layer for stage in stages], chosen.layer.position)
        with QSignalBlocker(self._relu), QSignalBlocker(self._quantity):
            self._relu.choose("after" if layer == chosen.relu else "before")
            is_missing = {
                MapQuantity.GRADIENT: not has_gradient,
                MapQuantity.GATE: chosen.relu is None,
            }
            if is_missing.get(self.quantity, False):
                self._quantity.choose(MapQuantity.ACTIVATION)
        self._relu.set_available("after", available=chosen.relu is not None, why=NO_RELU)
        self._quantity.set_available(MapQuantity.GRADIENT, available=has_gradient, why=NO_LABEL)
        self._quantity.set_available(
            MapQuantity.GATE, available=chosen.relu is not None, why=NO_RELU
        )

    def _on_layer_chosen(self, layer: int) -> None:
        relu = self._stages[layer].relu
        wants_relu = self._relu.current == "after"
        self.layer_chosen.emit(relu if wants_relu and relu is not None else layer)

    def _on_relu_chosen(self, _where: str) -> None:
        self._on_layer_chosen(self._layers.currentData())

    def _on_quantity_chosen(self, _quantity: str) -> None:
        self.changed.emit()
