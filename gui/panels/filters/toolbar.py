"""What of which weights to show, and on which scale."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.inspection.filter_bank import FilterBank
from core.inspection.weight_quantity import WeightQuantity
from gui.theme.theme import CurrentTheme
from gui.widgets.channel_chooser import ChannelChooser
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.segmented_control import SegmentedControl


class WeightScale(StrEnum):
    """Which largest number gets the full colour."""

    FILTER = "filter"
    LAYER = "layer"
    GLOBAL = "global"


_QUANTITIES = (
    (WeightQuantity.VALUE, "Value", "The weights as they are at this step."),
    (
        WeightQuantity.GRADIENT,
        "Gradient",
        "dL/dw as the optimiser got it: the mean over the latest batch, with "
        "weight decay, clipped if that is set. Blue means that a larger weight would raise "
        "the loss.",
    ),
    (
        WeightQuantity.CHANGE,
        "Change",
        "The weights at this step minus the weights this run started with.",
    ),
)
_SCALES = (
    (WeightScale.FILTER, "Filter", "The largest number of each filter gets the full colour."),
    (WeightScale.LAYER, "Layer", "The largest number of this layer gets the full colour."),
    (
        WeightScale.GLOBAL,
        "Network",
        "The largest number of all weights of the network gets the full colour.",
    ),
)

LEAST_CHOOSER = 90


class FilterToolbar(QWidget):
    """Choose layer, input channel, quantity and scale.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the panel; the controls are called ``{name}_layer`` and so on.

    Attributes
    ----------
    scale_chooser : QWidget
        Chooses the scale; the panel places it beside the legend.

    Signals
    -------
    changed()
        Quantity or scale.
    layer_chosen(int)
    input_channel_chosen(int)
    """

    changed = Signal()
    layer_chosen = Signal(int)
    input_channel_chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = LayerChooser(f"{name}_layer", "The layer whose weights are shown.")
        self._channel = ChannelChooser(
            theme,
            f"{name}_input_channel",
            "input",
            "Every filter has one kernel for each channel of its input; this is the channel "
            "whose kernels are shown.",
        )
        self._quantity = SegmentedControl(
            _QUANTITIES,
            name=f"{name}_quantity",
            roles={WeightQuantity.GRADIENT: "backward"},
        )
        self._scale = SegmentedControl(_SCALES, name=f"{name}_scale")
        self.scale_chooser = QWidget()
        self._scale_label = QLabel("Scale per")
        self._scale_label.setProperty("role", "muted")
        scale_row = QHBoxLayout(self.scale_chooser)
        scale_row.setContentsMargins(0, 0, 0, 0)
        scale_row.setSpacing(8)
        scale_row.addWidget(self._scale_label)
        scale_row.addWidget(self._scale)
        self._layers.setMinimumWidth(LEAST_CHOOSER)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._layers)
        row.addWidget(self._channel)
        row.addStretch(1)
        row.addWidget(self._quantity)
        self._layers.chosen.connect(self.layer_chosen)
        self._channel.chosen.connect(self.input_channel_chosen)
        self._quantity.chosen.connect(self._on_chosen)
        self._scale.chosen.connect(self._on_chosen)

    @property
    def quantity(self) -> WeightQuantity:
        """What stands for a weight."""
        return WeightQuantity(self._quantity.current)

    def choose_quantity(self, quantity: WeightQuantity) -> None:
        """Let something else stand for a weight."""
        self._quantity.choose(quantity.value)

    @property
    def scale(self) -> WeightScale:
        """Which largest number gets the full colour."""
        return WeightScale(self._scale.current)

    def label_scale(self, *, is_labelled: bool) -> None:
        """Say in words what the scale chooser is for, or leave that to its tool tips."""
        self._scale_label.setVisible(is_labelled)

    def offer(self, banks: Sequence[FilterBank], bank: FilterBank, input_channel: int) -> None:
        """Show what there is to choose from, and what is chosen; emits nothing."""
        self._layers.offer([one.layer for one in banks], bank.layer.position)
        self._layers.setVisible(len(banks) > 1)
        self._channel.offer(bank.shape[2], input_channel)
        self._channel.setVisible(bank.shape[2] > 1)

    def _on_chosen(self, _option: str) -> None:
        self.changed.emit()
