"""Which pooling and channel to show, forward or backward."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.network_spec import LayerOutline
from gui.theme.theme import CurrentTheme
from gui.widgets.channel_chooser import ChannelChooser
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl

BACKWARD_TIP = "Where the gradient of the sample's loss goes."
NO_LABEL = "This sample has no label, so there is no loss and no gradient."


class PoolingToolbar(QWidget):
    """Choose layer, channel and direction; holds the read-out too.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the panel; the controls are called ``{name}_layer`` and so on.

    Signals
    -------
    changed()
        The direction.
    layer_chosen(int)
    channel_chosen(int)
    """

    changed = Signal()
    layer_chosen = Signal(int)
    channel_chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = LayerChooser(f"{name}_layer", "The pooling that is shown.")
        self._channels = ChannelChooser(
            theme,
            f"{name}_channel",
            "channel",
            "The channel that is shown; each is pooled on its own.",
        )
        self.read_out = ReadOut(
            f"{name}_read_out", "Point at a window to see its numbers; click to keep it."
        )
        self._direction = SegmentedControl(
            (
                ("forward", "Forward", "What the pooling makes of the sample."),
                ("backward", "Backward", BACKWARD_TIP),
            ),
            name=f"{name}_direction",
            roles={"forward": "forward", "backward": "backward"},
        )
        self._direction.choose("backward")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._layers)
        row.addWidget(self._channels)
        row.addWidget(self.read_out, 1)
        row.addWidget(self._direction)
        self._layers.chosen.connect(self.layer_chosen)
        self._channels.chosen.connect(self.channel_chosen)
        self._direction.chosen.connect(self._on_direction_chosen)

    @property
    def is_backward(self) -> bool:
        """Whether gradients are to be shown."""
        return self._direction.current == "backward"

    def offer(
        self,
        pools: Sequence[LayerOutline],
        pool: LayerOutline,
        channel: int,
        *,
        has_gradient: bool,
    ) -> None:
        """Show what there is to choose from, and what is chosen; emits nothing."""
        if not has_gradient:
            with QSignalBlocker(self._direction):
                self._direction.choose("forward")
        self._direction.set_available("backward", available=has_gradient, why=NO_LABEL)
        self._layers.offer(pools, pool.position)
        self._layers.setVisible(len(pools) > 1)
        self._channels.offer(pool.output_shape[2], channel)

    def _on_direction_chosen(self, _direction: str) -> None:
        self.changed.emit()
