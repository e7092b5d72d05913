"""Which convolution, filter and channel to slide, and which way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.inspection.sliding_window import SlideWay
from core.network_spec import LayerOutline
from gui.panels.moment_panel import NO_LABEL
from gui.theme.theme import CurrentTheme
from gui.widgets.channel_chooser import ChannelChooser
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.segmented_control import SegmentedControl

_WAYS = (
    (SlideWay.FORWARD, "Forward", "The filter slides over the input and draws the output map."),
    (
        SlideWay.INPUT_GRADIENT,
        "dL/dx",
        "The filter, turned by 180°, slides over the output's gradient and gives the input's.",
    ),
    (
        SlideWay.WEIGHT_GRADIENT,
        "dL/dw",
        "The output's gradient is the kernel: over the input it gives the filter's gradient.",
    ),
)
LEAST_CHOOSER = 90


class SlidingToolbar(QWidget):
    """Choose layer, filter, input channel and way.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the panel; the controls are called ``{name}_layer`` and so on.

    Signals
    -------
    way_chosen()
    layer_chosen(int), filter_chosen(int), channel_chosen(int)
    """

    way_chosen = Signal()
    layer_chosen = Signal(int)
    filter_chosen = Signal(int)
    channel_chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = LayerChooser(f"{name}_layer", "The convolution that is shown.")
        self._layers.setMinimumWidth(LEAST_CHOOSER)
        self._filters = ChannelChooser(
            theme, f"{name}_filter", "filter", "The filter that slides; each draws one map."
        )
        self._channels = ChannelChooser(
            theme,
            f"{name}_channel",
            "input",
            "The input channel that is shown. The filter has a kernel for every channel; what "
            "the others add is one line of the sum.",
        )
        self._way = SegmentedControl(
            _WAYS,
            name=f"{name}_way",
            roles={
                SlideWay.FORWARD: "forward",
                SlideWay.INPUT_GRADIENT: "backward",
                SlideWay.WEIGHT_GRADIENT: "backward",
            },
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._layers)
        row.addWidget(self._filters)
        row.addWidget(self._channels)
        row.addStretch(1)
        row.addWidget(self._way)
        self._layers.chosen.connect(self.layer_chosen)
        self._filters.chosen.connect(self.filter_chosen)
        self._channels.chosen.connect(self.channel_chosen)
        self._way.chosen.connect(self._on_way_chosen)

    @property
    def way(self) -> SlideWay:
        """The chosen way."""
        return SlideWay(self._way.current)

    def offer(
        self,
        convolutions: Sequence[LayerOutline],
        shown: LayerOutline,
        filter_index: int,
        channel: int,
        *,
        has_gradient: bool,
    ) -> None:
        """Show what there is to choose from, and what is chosen; emits nothing."""
        if not has_gradient:
            with QSignalBlocker(self._way):
                self._way.choose(SlideWay.FORWARD)
        for way in (SlideWay.INPUT_GRADIENT, SlideWay.WEIGHT_GRADIENT):
            self._way.set_available(way, available=has_gradient, why=NO_LABEL)
        self._layers.offer(convolutions, shown.position)
        self._layers.setVisible(len(convolutions) > 1)
        self._filters.offer(shown.output_shape[2], filter_index)
        self._channels.offer(shown.input_shape[2], channel)
        self._channels.setVisible(shown.input_shape[2] > 1)

    def _on_way_chosen(self, _way: str) -> None:
        self.way_chosen.emit()
