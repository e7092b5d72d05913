"""Every filter, large enough to read."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.anatomy.addresses import ParameterAddress
from core.anatomy.map_chain import channel_source
from core.arrays import FloatArray
from core.figures.figure import Figure
from core.index_words import one_of_words, unit_words
from core.inspection.filter_bank import FilterBank, weight_banks
from core.inspection.magnitude import largest_magnitude, largest_magnitude_by_channel
from core.inspection.missing_numbers import silenced_filters
from core.inspection.moment import Moment
from core.inspection.weight_quantity import WeightQuantity, is_known, weight_numbers
from gui.panels.filters.film_strip_view import FilmStripView
from gui.panels.filters.heading import FilterHeading
from gui.panels.filters.noun import noun_of, weight_words
from gui.panels.filters.one_filter_view import OneFilterView
from gui.panels.filters.paper_figure import filter_figure
from gui.panels.filters.tile_size import zooms_of
from gui.panels.filters.toolbar import FilterToolbar, WeightScale
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.panels.preset_offer import PresetOffer
from gui.panels.shown_unit import ShownUnit, layer_within
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.color_legend import ColorLegend
from gui.widgets.dropped_marks import DroppedMarks
from gui.widgets.map_cell import MapCell
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_scroll import MosaicScroll
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut
from gui.widgets.tile_in_place import TileInPlace

LEAST_SIZE = QSize(490, 132)
ROOM_FOR_ONE = 620  # panel width from which the selected filter is shown large as well

NO_FILTERS = (
    "This panel shows the weights of every layer as images.\n"
    "This network has no layer whose inputs have weights."
)


class FiltersPanel(MomentPanel):
    """Shows the kernels of a convolution, or a dense layer's weights folded to images.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "filters_panel"
    TITLE: ClassVar[str] = "Filters"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._shown = ShownUnit()  # a layer with filters, and one of these
        self._bank: FilterBank | None = None
        self._input_channel = 0
        self._weight: FloatArray | None = None  # (rows, columns, input channels, outputs)
        self._under_mouse: tuple[int, int, int, int] | None = None  # index into the weight
        self._build()
        state.trail.changed.connect(self.refresh_later)
        state.timeline.memory_changed.connect(self._on_memory_changed)
        self._on_memory_changed()

    def refresh(self) -> None:
        moment = self._state.moment.moment
        banks = () if moment is None else weight_banks(moment.outlines)
        if moment is None or not banks:
            self._bank = None
            if moment is None:
                self._stack.show_notice(WAITING)
            else:
                self._offer.show()
            return
        self._offer.hide()
        by_layer = {bank.layer.position: bank for bank in banks}
        source = self._selected_source(moment)
        channel = self._state.selection.unit.channel
        is_selected = self._shown.follow(source, list(by_layer), channel)
        bank = self._bank = by_layer[self._shown.layer]
        self._shown.keep_within(bank.units)
        self._input_channel = min(self._input_channel, bank.shape[2] - 1)
        self._toolbar.offer(banks, bank, self._input_channel)
        self._show(moment, bank, is_selected=is_selected)
        self._show_under_mouse()
        self._stack.show_view()

    def _on_memory_changed(self) -> None:
        """Take the film-strip's pictures out of the states of another run."""
        timeline = self._state.timeline
        if timeline.memory is not None:
            self._film.use_source(timeline.memory, timeline.memory_run_id)
            self.refresh_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= ROOM_FOR_ONE
        self._toolbar.label_scale(is_labelled=is_wide)
        self._legend_of.setVisible(is_wide)
        self.refresh_later()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def paper_figure(self) -> Figure | None:
        moment, bank, title = self._state.moment.moment, self._bank, self._heading.spoken
        return filter_figure(moment, bank, self._weight, self._input_channel, title)

    def _selected_source(self, moment: Moment) -> int:
        layer = layer_within(moment.outlines, self._state.selection.unit.layer)
        return channel_source(moment.outlines, layer)

    def _show(self, moment: Moment, bank: FilterBank, *, is_selected: bool) -> None:
        weight = bank.fold(self._numbers(moment, bank.path))
        known = is_known(self._toolbar.quantity, moment.snapshot)
        self._weight = weight if known else None
        limits = self._limits(moment, weight)
        tile_of_unit = 0 if bank.is_matrix else self._shown.channel
        limit = float(limits if isinstance(limits, float) else limits[tile_of_unit])
        before = self._state.moment.before
        earlier = None if before is None else before.snapshot.step
        self._heading.show_bank(self._quantity, bank, moment, earlier)
        is_film = self._heading.is_film
        self._scroll.setVisible(not is_film)
        self._film.setVisible(is_film)
        self._toolbar.scale_chooser.setVisible(not is_film)
        self._mosaic.setAccessibleName(self._heading.spoken)
        self._mosaic.set_maps(weight[:, :, self._input_channel], limits)
        self._silenced.show_dropped(silenced_filters(moment, bank))
        cell = self._opened_weight(bank)
        self._mosaic.name_tiles(0 if bank.is_matrix else 1)
        line = bank.line_of(self._shown.channel)
        self._mosaic.set_selected(tile_of_unit if is_selected else None, *(cell or line))
        self._scroll.set_least_zoom(*zooms_of(bank))
        if is_film:
            one = self._shown.channel if is_selected else None
            last = self._state.timeline.last_step
            self._film.show_filters(moment, bank, self._input_channel, last, one)
            limit = self._film.limit
        self._legend.set_limit(limit)
        per_filter = self._toolbar.scale is WeightScale.FILTER and not is_film
        chosen, noun = self._shown.channel, noun_of(bank)
        self._legend_of.setText(unit_words(noun, chosen) if per_filter else "")
        # a single 3×3 kernel is as large in the mosaic as it could be beside it
        adds_something = bank.shape[2] > 1 or max(bank.shape[:2]) > 5
        adds_something &= known and not is_film and not bank.is_matrix
        self._one.setVisible(adds_something and self.width() >= ROOM_FOR_ONE)
        if adds_something:
            self._one.show_filter(
                one_of_words(noun.capitalize(), chosen, bank.shape[3]),
                weight[..., chosen],
                limit,
                self._input_channel,
                float(self._numbers(moment, bank.bias_path)[chosen]),
            )
            self._one.set_selected(cell)

    def _opened_weight(self, bank: FilterBank) -> tuple[int, int] | None:
        """Return row and column of the weight whose page is open, if it is in sight."""
        address = self._state.trail.address
        if not isinstance(address, ParameterAddress) or address.path != bank.path:
            return None
        row, column, channel, output = bank.place_of(address.index)
        unit = bank.unit_of(row, column, output)
        is_shown = (channel, unit) == (self._input_channel, self._shown.channel)
        return (row, column) if is_shown else None

    def _numbers(self, moment: Moment, path: str) -> FloatArray:
        before = self._state.moment.before
        earlier = None if before is None else before.snapshot.values
        return weight_numbers(self._quantity, path, moment.snapshot, moment.initial, earlier)

    @property
    def _quantity(self) -> WeightQuantity:
        return self._heading.spanned(self._toolbar.quantity)

    def _limits(self, moment: Moment, weight: FloatArray) -> FloatArray | float:
        scale = self._toolbar.scale
        if scale is WeightScale.FILTER and weight.shape[3] > 1:
            return largest_magnitude_by_channel(weight)
        if scale is WeightScale.LAYER:
            return largest_magnitude(weight)
        paths = [path for path in moment.snapshot.values if path.endswith(".weight")]
        return max(largest_magnitude(self._numbers(moment, path)) for path in paths)

    def _on_layer_chosen(self, layer: int) -> None:
        self._state.selection.select(Unit(layer, 0))

    def _on_input_channel_chosen(self, channel: int) -> None:
        self._input_channel = channel
        self.refresh_later()

    def _on_clicked(self, cell: MapCell) -> None:
        self._open(cell.row, cell.column, self._input_channel, cell.channel)

    def _on_one_clicked(self, cell: MapCell) -> None:
        self._open(cell.row, cell.column, cell.channel, self._shown.channel)

    def _open(self, row: int, column: int, channel: int, output: int) -> None:
        """Open the page of a weight, which selects its filter too."""
        if self._bank is not None:
            index = self._bank.index_of(row, column, channel, output)
            self._state.trail.walk(ParameterAddress(self._bank.path, index))

    def _on_film_toggled(self) -> None:
        """Let the chooser say what a film shows: weights."""
        if self._heading.is_film:
            self._toolbar.choose_quantity(WeightQuantity.VALUE)

    def _on_quantity_chosen(self) -> None:
        if self._toolbar.quantity is not WeightQuantity.VALUE:
            self._heading.leave_film()

    def _on_picture_chosen(self, step: int, output: int) -> None:
        if self._bank is not None:
            self._state.selection.select(Unit(self._bank.layer.position, output))
            self._state.timeline.go_to(step)

    def _on_hovered(self, cell: MapCell | None) -> None:
        self._point(cell, self._input_channel, cell.channel if cell else 0)

    def _on_one_hovered(self, cell: MapCell | None) -> None:
        self._point(cell, cell.channel if cell else 0, self._shown.channel)

    def _point(self, cell: MapCell | None, channel: int, output: int) -> None:
        self._under_mouse = (cell.row, cell.column, channel, output) if cell else None
        self._show_under_mouse()

    def _show_under_mouse(self) -> None:
        place, bank = self._under_mouse, self._bank
        if place is None or bank is None or self._weight is None:
            self._read_out.show_hint()
            return
        if all(at < length for at, length in zip(place, bank.shape, strict=True)):
            self._read_out.show_value(float(self._weight[place]), weight_words(bank, *place))

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._toolbar = FilterToolbar(theme, name)
        self._heading = FilterHeading(name)
        self._mosaic = MapMosaic(theme, max_zoom=96)
        self._mosaic.setObjectName(f"{name}_mosaic")
        self._silenced = DroppedMarks(theme, self._mosaic)
        self._scroll = MosaicScroll(self._mosaic)
        TileInPlace(self._mosaic, self._scroll, theme, "Filter")
        self._film = FilmStripView(theme, f"{name}_film")
        self._one = OneFilterView(theme, f"{name}_one")
        self._read_out = ReadOut(
            f"{name}_read_out", "Point at a weight to read it; click it to open its page."
        )
        self._legend_of = QLabel()
        self._legend_of.setProperty("role", "caption")
        self._legend = ColorLegend(theme)
        self._legend.setObjectName(f"{name}_legend")
        self._stack = NoticeStack(self, self._lay_out(), f"{name}_message")
        self._offer = PresetOffer(self._stack, self._state.experiment, NO_FILTERS)
        self._heading.film_toggled.connect(self.refresh_later)
        self._heading.span_chosen.connect(self.refresh_later)
        self._film.chosen.connect(self._on_picture_chosen)
        self._heading.film_toggled.connect(self._on_film_toggled)
        self._toolbar.changed.connect(self._on_quantity_chosen)
        self._toolbar.changed.connect(self.refresh_later)
        self._toolbar.layer_chosen.connect(self._on_layer_chosen)
        self._toolbar.input_channel_chosen.connect(self._on_input_channel_chosen)
        self._mosaic.clicked.connect(self._on_clicked)
        self._mosaic.hovered.connect(self._on_hovered)
        self._one.hovered.connect(self._on_one_hovered)
        self._one.clicked.connect(self._on_one_clicked)
        self._one.channel_clicked.connect(self._on_input_channel_chosen)

    def _lay_out(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._toolbar)
        column.addWidget(self._heading)
        maps = QHBoxLayout()
        maps.setSpacing(16)
        maps.addWidget(self._scroll, 1)
        maps.addWidget(self._film, 1)
        maps.addWidget(self._one)
        column.addLayout(maps, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._read_out, 1)
        foot.addWidget(self._toolbar.scale_chooser)
        foot.addWidget(self._legend_of, 0, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self._legend)
        column.addLayout(foot)
        return view
