"""Who won each pooling window, and where the gradient goes."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from core.anatomy.map_chain import pooling_of
from core.figures.figure import Figure
from core.index_words import place_words
from core.inspection.magnitude import largest_magnitude
from core.inspection.moment import Moment
from core.inspection.pooled_channel import PooledChannel
from core.network_spec import LayerOutline
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.panels.pooling.maps_view import PoolMapsView
from gui.panels.pooling.outline import output_outline, window_box
from gui.panels.pooling.paper_figure import pooling_figure
from gui.panels.pooling.scenes import show_input, show_margins, show_routing, show_winners
from gui.panels.pooling.toolbar import PoolingToolbar
from gui.panels.pooling.window_card import PoolWindowCard
from gui.panels.preset_offer import PresetOffer
from gui.panels.shown_unit import ShownUnit, layer_within
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.notice_stack import NoticeStack

NO_POOLING = (
    "This panel shows which pixel of each window wins, and where its gradient goes.\n"
    "This network has no pooling layer."
)
LEAST_SIZE = QSize(440, 132)
MARGIN, SPACING = 8, 6
AROUND_MAPS = 2 * MARGIN + SPACING  # screen pixels over and under them, without the toolbar
POOLED_MAP = 1  # position of the map whose numbers are windows; the others show pixels

Window = tuple[int, int]


class PoolingPanel(MomentPanel):
    """Shows one channel of a max-pooling, forward or backward, and one window in numbers.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "pooling_panel"
    TITLE: ClassVar[str] = "Pooling"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._shown_unit = ShownUnit()
        self._pinned: Window | None = None
        self._informative: Window = 0, 0  # shown while none is pinned
        self._informative_run_id = ""  # what `_informative` was chosen for
        self._informative_for: tuple[object, ...] = ()
        self._under_mouse: tuple[int, Window] | None = None  # map, row and column
        self._shown: PooledChannel | None = None
        self._limits = (0.0, 0.0)  # of values, of gradients
        self._build()

    def refresh(self) -> None:
        moment = self._state.moment.moment
        layers = () if moment is None else moment.outlines
        pools = {layer.position: layer for layer in layers if layer.spec.PICKS_WINNERS}
        if moment is None or not pools:
            self._shown = None
            if moment is None:
                self._stack.show_notice(WAITING)
            else:
                self._offer.show()
            return
        self._offer.hide()
        unit = self._state.selection.unit
        selected = pooling_of(layers, layer_within(layers, unit.layer))
        is_selected = self._shown_unit.follow(selected, list(pools), unit.channel)
        pool = pools[self._shown_unit.layer]
        self._shown_unit.keep_within(pool.output_shape[2])
        channel = self._shown_unit.channel
        shown = self._shown = PooledChannel.of(pool, moment.trace, channel)
        if is_selected:
            self._pinned = _window_of(unit, pool, shown)
        if self._pinned is not None and not _is_within(self._pinned, shown.pooled.shape):
            self._pinned = None
        self._choose_window(moment, shown)
        self._toolbar.offer(
            list(pools.values()), pool, channel, has_gradient=shown.grad_x is not None
        )
        self._show_maps(shown)
        self._show_window(shown)
        self._stack.show_view()

    def rest(self) -> None:
        self._maps.drops.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def paper_figure(self) -> Figure | None:
        moment, channel = self._state.moment.moment, self._shown_unit.channel
        return pooling_figure(moment, self._shown, channel)

    def _share_height(self) -> None:
        """Let the maps fill the panel where it has to scroll anyway."""
        left = self.height() - self._toolbar.sizeHint().height() - AROUND_MAPS
        card = self._card.sizeHint().height() + SPACING
        self._maps.fill_to(left if left - card < self._maps.minimumSizeHint().height() else 0)

    def _choose_window(self, moment: Moment, shown: PooledChannel) -> None:
        """Choose an informative window for a new run, sample or channel, not at every step."""
        informative_for = (moment.sample, self._shown_unit.layer, self._shown_unit.channel)
        if (
            moment.run_id != self._informative_run_id
            or informative_for != self._informative_for
        ):
            self._maps.drops.stop()
            self._informative_run_id, self._informative_for = moment.run_id, informative_for
            self._informative = shown.informative_window()

    def _show_maps(self, shown: PooledChannel) -> None:
        values = show_input(self._maps, shown)
        is_backward = self._toolbar.is_backward and shown.grad_x is not None
        self._maps.drops.set_winners(shown.winners if is_backward else None)
        if is_backward:
            self._show_routing(shown)
        else:
            show = show_margins if self._toolbar.is_margin else show_winners
            self._card.say(*show(self._maps, shown, values))
            self._limits = values, 0.0
        self._maps.fit()
        self._share_height()

    def _show_routing(self, shown: PooledChannel) -> None:
        limit, count, sentence = show_routing(self._maps, shown)
        self._limits = largest_magnitude(shown.x), limit
        self._card.say(count, sentence)

    def _show_window(self, shown: PooledChannel) -> None:
        """Show the window under the mouse, else the selected one, else an informative one."""
        window = (
            self._read_under_mouse(shown)
            or self._dropping_window(shown)
            or self._pinned
            or self._informative
        )
        self._card.show_window(
            shown.read(*window), *self._limits, backward=self._toolbar.is_backward
        )
        boxes = None if window == self._pinned else _boxes(shown, window)
        self._maps.set_boxes(_boxes(shown, self._pinned) if self._pinned else None, boxes)

    def _read_under_mouse(self, shown: PooledChannel) -> Window | None:
        """Show the number under the mouse; return the window it belongs to."""
        position, cell = self._under_mouse or (0, (-1, -1))
        values = self._maps.maps[position].values
        if self._under_mouse is None or not _is_within(cell, values.shape):
            self._toolbar.read_out.show_hint()
            return None
        place = "window" if position == POOLED_MAP else "pixel"
        self._toolbar.read_out.show_value(float(values[cell]), f"{place} {place_words(cell)}")
        if position == POOLED_MAP:
            return cell
        return shown.windows.window_over(*cell, shown.winners)

    def _dropping_window(self, shown: PooledChannel) -> Window | None:
        """Return the window that dropped last, while that is stepped through."""
        dropped = self._maps.drops.dropped
        if not dropped or self._maps.drops.is_playing:
            return None
        row, column = divmod(dropped - 1, shown.pooled.shape[1])
        return row, column

    def _on_landed(self) -> None:
        if self._shown is not None and self._toolbar.is_backward:
            self._show_routing(self._shown)
            self._show_window(self._shown)

    def _on_drop_wanted(self) -> None:
        drops = self._maps.drops
        if drops.is_playing:
            drops.pause()
        elif self._shown is not None:
            drops.play()

    def _on_drop_step_wanted(self) -> None:
        if self._shown is not None:
            self._maps.drops.step()

    def _on_hovered(self, position: int, cell: Window | None) -> None:
        self._under_mouse = None if cell is None else (position, cell)
        if self._shown is not None:
            self._show_window(self._shown)

    def _on_clicked(self, position: int, cell: Window) -> None:
        pool = self._shown_unit.layer
        layer = pool if position == POOLED_MAP else pool - 1
        self._state.selection.ask(Unit(layer, self._shown_unit.channel, *cell))

    def _on_layer_chosen(self, layer: int) -> None:
        self._state.selection.select(Unit(layer, 0))

    def _on_channel_chosen(self, channel: int) -> None:
        row, column = self._pinned or (None, None)
        self._state.selection.select(Unit(self._shown_unit.layer, channel, row, column))

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._toolbar = PoolingToolbar(theme, name)
        self._maps = PoolMapsView(theme, (f"{name}_input", f"{name}_pooled", f"{name}_routed"))
        self._card = PoolWindowCard(theme, f"{name}_card")
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(16, MARGIN, 16, MARGIN)
        column.setSpacing(SPACING)
        column.addWidget(self._toolbar)
        column.addWidget(self._maps, 1)
        column.addWidget(self._card)
        column.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(view)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = NoticeStack(self, scroll, f"{name}_message")
        self._offer = PresetOffer(self._stack, self._state.experiment, NO_POOLING)
        self._toolbar.changed.connect(self.refresh_later)
        self._toolbar.layer_chosen.connect(self._on_layer_chosen)
        self._toolbar.channel_chosen.connect(self._on_channel_chosen)
        self._maps.hovered.connect(self._on_hovered)
        self._maps.clicked.connect(self._on_clicked)
        self._toolbar.drop_wanted.connect(self._on_drop_wanted)
        self._toolbar.drop_step_wanted.connect(self._on_drop_step_wanted)
        self._maps.drops.landed.connect(self._on_landed)
        self._maps.drops.playing_changed.connect(self._toolbar.show_dropping)


def _window_of(unit: Unit, pool: LayerOutline, shown: PooledChannel) -> Window | None:
    """Return the window that the selected pixel is, or lies under."""
    if unit.row is None or unit.column is None:
        return None
    if unit.layer == pool.position:
        return unit.row, unit.column
    return shown.windows.window_over(unit.row, unit.column, shown.winners)


def _is_within(cell: tuple[int, int], shape: tuple[int, ...]) -> bool:
    return cell[0] < shape[0] and cell[1] < shape[1]


def _boxes(shown: PooledChannel, window: Window) -> tuple[QRect, QRect]:
    """Return the place of a window on the input, and on the pooled map."""
    return window_box(shown.windows, *window), output_outline(shown.windows).cell(*window)
