"""Which pooling and channel to show, forward or backward."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.network_spec import LayerOutline
from gui.panels.moment_panel import NO_LABEL
from gui.theme.theme import CurrentTheme
from gui.widgets.channel_chooser import ChannelChooser
from gui.widgets.icon_button import IconButton
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl

BACKWARD_TIP = "Where the gradient of the sample's loss goes."
MARGIN_TIP = (
    "How much larger the winner of each window is than the runner-up: where that is little, a "
    "tiny change sends the gradient elsewhere."
)
DROP_TIP = "Let the arriving gradient drop into the winners, one row of windows after the other"
STEP_TIP = "Let one window drop"
SPACING = 8
#: Room in which the read-out still says its hint, in two lines, and its place in the row.
LEAST_READ_OUT, READ_OUT_AT = 200, 2


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
    drop_wanted(), drop_step_wanted()
        Play or pause; one window.
    layer_chosen(int)
    channel_chosen(int)
    """

    changed = Signal()
    drop_wanted = Signal()
    drop_step_wanted = Signal()
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
                ("margin", "Margin", MARGIN_TIP),
            ),
            name=f"{name}_direction",
            roles={"forward": "forward", "backward": "backward"},
        )
        self._direction.choose("backward")
        self._drop = IconButton("play", DROP_TIP, theme, name=f"{name}_drop")
        self._drop_step = IconButton("next", STEP_TIP, theme, name=f"{name}_drop_step")
        drops = QHBoxLayout()
        drops.setSpacing(4)
        drops.addWidget(self._drop)
        drops.addWidget(self._drop_step)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = self._row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(self._layers)
        row.addWidget(self._channels)
        row.addWidget(self.read_out, 1)
        row.addLayout(drops)
        row.addWidget(self._direction)
        column.addLayout(row)
        self._layers.chosen.connect(self.layer_chosen)
        self._channels.chosen.connect(self.channel_chosen)
        self._direction.chosen.connect(self._on_direction_chosen)
        self._drop.clicked.connect(self._on_drop)
        self._drop_step.clicked.connect(self._on_drop_step)

    @property
    def is_backward(self) -> bool:
        """Whether gradients are to be shown."""
        return self._direction.current == "backward"

    @property
    def is_margin(self) -> bool:
        """Whether the margins are to be shown."""
        return self._direction.current == "margin"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the read-out have a line of its own where beside the controls it has no room."""
        shown = [self._layers, self._channels, self._direction, self._drop, self._drop_step]
        taken = sum(one.sizeHint().width() + SPACING for one in shown if not one.isHidden())
        is_below = self.width() - taken < LEAST_READ_OUT
        if is_below == (self._column.indexOf(self.read_out) >= 0):
            return
        if is_below:
            self._row.removeWidget(self.read_out)
            self._row.insertStretch(READ_OUT_AT, 1)
            self._column.addWidget(self.read_out)
        else:
            self._column.removeWidget(self.read_out)
            self._row.takeAt(READ_OUT_AT)
            self._row.insertWidget(READ_OUT_AT, self.read_out, 1)

    def show_dropping(self, is_playing: bool) -> None:
        """Offer to pause the drops, or to play them."""
        name, text = ("pause", "Pause the drops") if is_playing else ("play", DROP_TIP)
        self._drop.show_icon(name, text)

    def offer(
        self,
        pools: Sequence[LayerOutline],
        pool: LayerOutline,
        channel: int,
        *,
        has_gradient: bool,
    ) -> None:
        """Show what there is to choose from, and what is chosen; emits nothing."""
        if not has_gradient and self.is_backward:
            with QSignalBlocker(self._direction):
                self._direction.choose("forward")
        self._direction.set_available("backward", available=has_gradient, why=NO_LABEL)
        for button in (self._drop, self._drop_step):
            button.setVisible(self.is_backward)
        self._layers.offer(pools, pool.position)
        self._layers.setVisible(len(pools) > 1)
        self._channels.offer(pool.output_shape[2], channel)
        self._fit()

    def _on_drop(self) -> None:
        self.drop_wanted.emit()

    def _on_drop_step(self) -> None:
        self.drop_step_wanted.emit()

    def _on_direction_chosen(self, _direction: str) -> None:
        self.changed.emit()
