"""Convolution as a window that slides, forward and backward."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from core.anatomy.map_chain import channel_source
from core.arrays import FloatArray
from core.figures.figure import Figure
from core.index_words import place_words
from core.inspection.moment import Moment
from core.inspection.sliding_window import SlideWay, SlidingWindow
from core.network_spec import LayerOutline
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.panels.preset_offer import PresetOffer
from gui.panels.shown_unit import ShownUnit
from gui.panels.sliding_window.card import SlidingCard
from gui.panels.sliding_window.maps_view import SlidingMapsView, SlidingPicture
from gui.panels.sliding_window.paper_figure import sliding_figure
from gui.panels.sliding_window.pictures import OPERAND, RESULT, sliding_pictures
from gui.panels.sliding_window.player import SlidingPlayer
from gui.panels.sliding_window.position import Cell, SlidingPosition
from gui.panels.sliding_window.toolbar import SlidingToolbar
from gui.panels.sliding_window.transport import SlidingTransport
from gui.panels.sliding_window.words import OTHERS, RESULT_NAMES, explanation
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.notice_stack import NoticeStack

NO_CONVOLUTION = (
    "In this panel a filter slides over the sample, forward and backward, with all products.\n"
    "This network has no layer that slides a filter."
)
LEAST_SIZE = QSize(480, 132)


class SlidingWindowPanel(MomentPanel):
    """Slides a convolution's window over its operand, and shows every sum in numbers.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "sliding_window_panel"
    TITLE: ClassVar[str] = "Sliding window"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._shown = ShownUnit()  # a convolution, and one of its filters
        self._channel = 0
        self._position = SlidingPosition()
        self._reading_unit: Unit | None = None
        self._under_mouse: tuple[int, Cell] | None = None
        self._window: SlidingWindow | None = None
        self._wrong: SlidingWindow | None = None
        self._wrong_map: FloatArray | None = None
        self._pictures: tuple[SlidingPicture, ...] = ()
        self._build()

    @property
    def cell(self) -> Cell:
        """Row and column of the result that the window is at."""
        return self._position.at(self._toolbar.way) or (0, 0)

    def refresh(self) -> None:
        moment = self._state.moment.moment
        layers = () if moment is None else moment.outlines
        convolutions = {one.position: one for one in layers if one.spec.SLIDES_FILTERS}
        if moment is None or not convolutions:
            self._window = None
            self._player.pause()
            if moment is None:
                self._stack.show_notice(WAITING)
            else:
                self._offer.show()
            return
        self._offer.hide()
        self._follow_selection(layers, convolutions)
        self._shown.follow(self._shown.layer, list(convolutions))
        layer = convolutions[self._shown.layer]
        self._shown.keep_within(layer.output_shape[2])
        self._channel = min(self._channel, layer.input_shape[2] - 1)
        self._toolbar.offer(
            list(convolutions.values()),
            layer,
            self._shown.channel,
            self._channel,
            has_gradient=moment.trace.gradients is not None,
        )
        self._transport.offer_rotation(is_offered=self._toolbar.way is SlideWay.INPUT_GRADIENT)
        self._show_maps(moment, layer)
        self._show_cell()
        self._stack.show_view()

    def paper_figure(self) -> Figure | None:
        return sliding_figure(self._state.moment.moment, self._window, self._pictures)

    def rest(self) -> None:
        self._player.pause()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def _follow_selection(
        self, layers: tuple[LayerOutline, ...], convolutions: dict[int, LayerOutline]
    ) -> None:
        """Go where the selected unit is, if that is in or right before a convolution."""
        unit = self._state.selection.unit
        if unit == self._reading_unit or unit.layer >= len(layers):
            return
        self._reading_unit = unit
        if unit.layer == self._shown.layer - 1 and self._shown.layer in convolutions:
            self._channel = unit.channel
            self._put(SlideWay.INPUT_GRADIENT, unit)
            return
        source = channel_source(layers, unit.layer)
        if source in convolutions:
            self._shown.layer, self._shown.channel = source, unit.channel
            between = layers[source + 1 : unit.layer + 1]
            if all(layer.spec.KEEPS_PLACES for layer in between):
                self._put(SlideWay.FORWARD, unit)

    def _put(self, way: SlideWay, unit: Unit) -> None:
        if unit.row is not None and unit.column is not None:
            self._position.put(way, (unit.row, unit.column))

    def _show_maps(self, moment: Moment, layer: LayerOutline) -> None:
        way = self._toolbar.way
        window = self._window = SlidingWindow.of(
            way,
            layer,
            moment.trace,
            moment.snapshot.values,
            filter_index=self._shown.channel,
            channel=self._channel,
        )
        self._wrong = window.unrotated() if self._transport.is_unrotated else None
        self._wrong_map = None if self._wrong is None else self._wrong.slid()
        reads_ink = layer.position == 0 and layer.input_shape[2] in (1, 3)
        self._pictures = sliding_pictures(
            window, self._wrong_map, self._shown.channel, self._channel, reads_ink=reads_ink
        )
        self._maps.show_pictures(self._pictures)
        for position, sliding_map in enumerate(self._maps.maps):
            sliding_map.set_draggable(
                can_drag=position != 1, hint="Drag the window, or move it with the arrow keys"
            )
        self._card.explain(explanation(window, self._wrong_map))

    def _show_cell(self) -> None:
        """Show where the window is: outlines, products, sums."""
        window = self._window
        if window is None:
            return
        rows, columns = window.result.shape
        row, column = self._position.settle(window)
        reading = window.read(row, column)
        wrong = None if self._wrong is None else self._wrong.read(row, column)
        k_h, k_w = window.size
        self._maps.maps[OPERAND].set_box(QRect(reading.left, reading.top, k_w, k_h))
        reached = row * columns + column + 1 if self._player.is_playing else None
        for sliding_map in self._maps.maps[RESULT:]:
            sliding_map.set_box(QRect(column, row, 1, 1))
            sliding_map.set_reached(reached)
        self._transport.show_place(row * columns + column, rows * columns)
        self._card.show_reading(
            reading,
            of_what=RESULT_NAMES[window.way],
            others=OTHERS[window.way],
            unrotated=wrong,
        )
        self._show_under_mouse()

    def _show_under_mouse(self) -> None:
        window, read_out = self._window, self._transport.read_out
        position, (row, column) = self._under_mouse or (0, (-1, -1))
        values = self._maps.maps[position].values
        if window is None or not (0 <= row < values.shape[0] and column < values.shape[1]):
            read_out.show_hint()
            return
        place = place_words((row, column))
        if position < RESULT:
            operand = (window.operand, window.kernel)[position]
            number = operand.place_of(row, column)
            place = "added zero" if number is None else place_words(number[:2])
        read_out.show_value(float(values[row, column]), place)

    def _move_to(self, cell: Cell) -> None:
        if self._window is not None:
            self._position.put(self._window.way, cell)
            self._show_cell()

    def _move_by(self, positions: int) -> None:
        if self._window is not None:
            self._position.step(self._window, positions)
            self._show_cell()

    def _select(self) -> None:
        """Make the number that the window is at the selected one everywhere."""
        way, (row, column) = self._toolbar.way, self.cell
        unit = None
        if way is SlideWay.FORWARD:
            unit = Unit(self._shown.layer, self._shown.channel, row, column)
        elif way is SlideWay.INPUT_GRADIENT:
            unit = Unit(self._shown.layer - 1, self._channel, row, column)
        if unit is not None:
            self._make_selected(unit)

    def _make_selected(self, unit: Unit) -> None:
        self._reading_unit = unit  # what comes from here leads nowhere else
        self._state.selection.select(unit)
        self.refresh_later()

    def _on_playing(self, is_playing: bool) -> None:
        self._transport.show_playing(is_playing)
        self._show_cell()

    def _on_stepped(self, by: int) -> None:
        self._player.pause()
        self._move_by(by)

    def _on_nudged(self, rows: int, columns: int) -> None:
        self._player.pause()
        self._move_to((self.cell[0] + rows, self.cell[1] + columns))

    def _on_grabbed(self, position: int, cell: Cell) -> None:
        self._player.pause()
        if position == OPERAND and self._window is not None:
            cell = self._window.window_over(*cell)
        self._move_to(cell)

    def _on_hovered(self, position: int, cell: Cell | None) -> None:
        self._under_mouse = None if cell is None else (position, cell)
        self._show_under_mouse()

    def _on_layer_chosen(self, layer: int) -> None:
        self._shown.layer, self._shown.channel, self._channel = layer, 0, 0
        self._position.forget()
        self._make_selected(Unit(layer, 0))

    def _on_filter_chosen(self, chosen: int) -> None:
        self._shown.channel = chosen
        row, column = self._position.at(SlideWay.FORWARD) or (None, None)
        self._make_selected(Unit(self._shown.layer, chosen, row, column))

    def _on_channel_chosen(self, channel: int) -> None:
        self._channel = channel
        self.refresh_later()

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._player = SlidingPlayer(self)
        self._toolbar = SlidingToolbar(theme, name)
        self._transport = SlidingTransport(theme, name)
        self._maps = SlidingMapsView(theme, name)
        self._card = SlidingCard(theme, f"{name}_card")
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._toolbar)
        column.addWidget(self._transport)
        column.addWidget(self._maps, 1)
        column.addWidget(self._card)
        column.addStretch(0)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(view)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = NoticeStack(self, scroll, f"{name}_message")
        self._offer = PresetOffer(self._stack, self._state.experiment, NO_CONVOLUTION)
        self._player.ticked.connect(partial(self._move_by, 1))
        self._player.changed.connect(self._on_playing)
        self._toolbar.way_chosen.connect(self.refresh_later)
        self._toolbar.layer_chosen.connect(self._on_layer_chosen)
        self._toolbar.filter_chosen.connect(self._on_filter_chosen)
        self._toolbar.channel_chosen.connect(self._on_channel_chosen)
        self._transport.play_wanted.connect(self._player.play)
        self._transport.pause_wanted.connect(self._player.pause)
        self._transport.stepped.connect(self._on_stepped)
        self._transport.pace_chosen.connect(self._player.set_pace)
        self._transport.rotation_changed.connect(self.refresh_later)
        self._maps.hovered.connect(self._on_hovered)
        self._maps.grabbed.connect(self._on_grabbed)
        self._maps.dropped.connect(self._select)
        self._maps.nudged.connect(self._on_nudged)
