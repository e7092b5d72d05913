"""What every filter sees in the sample."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.figures.figure import Figure
from core.index_words import index_words, one_of_words, place_words
from core.inspection.magnitude import largest_magnitude, largest_magnitude_by_channel
from core.inspection.map_stages import map_stages
from core.inspection.missing_numbers import missing_numbers, silenced_behind, silenced_frames
from core.inspection.moment import Moment
from core.inspection.survival import Survival
from gui.panels.feature_maps.one_map_view import OneMapView
from gui.panels.feature_maps.paper_figure import map_figure
from gui.panels.feature_maps.toolbar import LENSES, MapQuantity, MapToolbar
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.panels.preset_offer import PresetOffer
from gui.panels.shown_unit import ShownUnit
from gui.state.dropout_lens import has_dropout
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.color_legend import ColorLegend
from gui.widgets.dropped_marks import DroppedMarks
from gui.widgets.map_cell import MapCell
from gui.widgets.map_heading import MapHeading
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_scroll import MosaicScroll
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl
from gui.widgets.tile_in_place import TileInPlace

LEAST_TILE = 52  # screen pixels along the longer side of a map
LEAST_ONE = 70  # screen pixels, height from which the large map is worth its room
AROUND_ONE = 164  # screen pixels over and under it
LEAST_SIZE = QSize(490, 132)
ROOM_FOR_WORDS = 580  # panel width from which the controls below the maps have labels

WHOLE_NAMES = 700  # panel width from which the controls above the maps have whole names

HINT = "Point at a pixel to read it."
SILENCED_BEHIND = " · silenced"
NO_MAPS = (
    "This panel shows the maps that the filters of a layer make of the sample.\n"
    "This network has none: every layer works on flat rows of numbers."
)


class FeatureMapsPanel(MomentPanel):
    """Shows all channels of a layer for the chosen sample, and the selected one large.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "feature_maps_panel"
    TITLE: ClassVar[str] = "Feature maps"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._shown = ShownUnit()  # a layer with maps, or its ReLU
        self._maps: FloatArray | None = None
        self._survival: Survival | None = None  # while masks are shown
        self._under_mouse: tuple[int, int, int] | None = None  # row, column, channel
        self._build()

    def refresh(self) -> None:
        moment = self._state.moment.moment
        stages = () if moment is None else map_stages(moment.outlines)
        if moment is None or not stages:
            self._maps = None
            if moment is None:
                self._stack.show_notice(WAITING)
            else:
                self._offer.show()
            return
        self._offer.hide()
        unit = self._state.selection.unit
        layers = [layer for stage in stages for layer in stage.positions]
        is_selected = self._shown.follow(unit.layer, layers, unit.channel)
        has_gradient = moment.trace.gradients is not None
        self._toolbar.offer(
            stages,
            self._shown.layer,
            has_gradient=has_gradient,
            has_dropout=has_dropout(moment.network),
        )
        self._show(moment, unit if is_selected else None)
        self._show_under_mouse()
        self._stack.show_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # no wider than it can be high: the other maps need the room more
        high = self.height() - AROUND_ONE
        self._one.setMaximumWidth(max(self._one.minimumSizeHint().width(), high))
        self._one.setVisible(high >= LEAST_ONE)
        self._toolbar.set_compact(is_compact=self.width() < WHOLE_NAMES)
        self._fit_foot()

    def _fit_foot(self) -> None:
        """Show the scale where there is one, and words about it where there is room."""
        is_wide, is_lens = self.width() >= ROOM_FOR_WORDS, self._toolbar.quantity in LENSES
        for part, is_shown in (
            (self._scale_label, is_wide and not is_lens),
            (self._scale, not is_lens),
            (self._legend, not is_lens),
            (self._legend_of, is_wide),
        ):
            if part.isHidden() is is_shown:
                part.setVisible(is_shown)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def paper_figure(self) -> Figure | None:
        title = self._mosaic.accessibleName()
        return map_figure(self._state.moment.moment, self._maps, title)

    def _show(self, moment: Moment, unit: Unit | None) -> None:
        maps, title, role = self._chosen_maps(moment)
        self._maps = maps
        self._shown.keep_within(maps.shape[2])
        is_lens = self._toolbar.quantity in LENSES
        per_map = self._scale.current == "map" and not is_lens
        limits = largest_magnitude_by_channel(maps) if per_map else largest_magnitude(maps)
        if is_lens:
            limits = 1.0
        limit = float(limits if isinstance(limits, float) else limits[self._shown.channel])
        self._heading.show_heading(title, role, maps.shape)
        pixel = None
        if unit is not None and unit.row is not None and unit.column is not None:
            pixel = unit.row, unit.column
        self._mosaic.setAccessibleName(title)
        self._mosaic.set_maps(maps, limits)
        self._mosaic.set_selected(None if unit is None else self._shown.channel, *(pixel or ()))
        self._scroll.set_least_zoom(-(-LEAST_TILE // max(maps.shape[:2])))
        title = one_of_words("Channel", self._shown.channel, maps.shape[2])
        dropped = None if is_lens else missing_numbers(moment, self._shown.layer)
        if dropped is None and not is_lens:
            dropped = silenced_frames(moment, self._shown.layer)
            if self._shown.channel in silenced_behind(moment, self._shown.layer):
                title += SILENCED_BEHIND
        self._dropped.show_dropped(dropped)
        self._one.show_map(
            title,
            maps[:, :, self._shown.channel],
            limit,
            pixel,
            None if dropped is None else dropped[..., self._shown.channel],
        )
        self._legend.set_limit(limit)
        self._legend_of.setText(
            f"channel {index_words(self._shown.channel)}" if per_map else ""
        )
        self._say_survival()
        self._fit_foot()

    def _chosen_maps(self, moment: Moment) -> tuple[FloatArray, str, str]:
        """Return the maps to show, their title, and the title's role."""
        quantity, trace = self._toolbar.quantity, moment.trace
        name = f"{moment.outlines[self._shown.layer].spec.TITLE} output"
        self._survival = None
        if quantity in LENSES:
            stage = next(
                one for one in map_stages(moment.outlines) if self._shown.layer in one.positions
            )
            survival = Survival.of(moment.outlines, trace, stage.layer.position)
            self._survival = survival
            if quantity is MapQuantity.GATE:
                return survival.is_open.astype(np.float32), "ReLU gate: open or closed", "title"
            return survival.survives.astype(np.float32), "Positions that can teach", "backward"
        if quantity is MapQuantity.GRADIENT and trace.gradients is not None:
            return trace.gradients[self._shown.layer + 1], f"dL/dy of {name}", "backward"
        return trace.values[self._shown.layer + 1], name, "forward"

    def _say_survival(self) -> None:
        """Let the line under the maps count, while masks are shown."""
        hint = HINT if self._survival is None else self._survival.text(self._shown.channel)
        self._read_out.set_hint(hint)
        if self._survival is not None:
            self._legend_of.setText("blue: open" * (self.width() >= WHOLE_NAMES))

    def _show_under_mouse(self) -> None:
        if self._under_mouse is None or self._maps is None:
            self._read_out.show_hint()
            return
        row, column, channel = self._under_mouse
        h, w, channels = self._maps.shape
        if row < h and column < w and channel < channels:
            where = f"channel {index_words(channel)} · pixel {place_words((row, column))}"
            if self._survival is not None:
                where += " · passes" if self._maps[row, column, channel] else " · blocked"
            self._read_out.show_value(float(self._maps[row, column, channel]), where)

    def _on_layer_chosen(self, layer: int) -> None:
        moment, unit = self._state.moment.moment, self._state.selection.unit
        if moment is None:
            return
        # the same pixels before and after a ReLU, other pixels in any other layer
        stages = map_stages(moment.outlines)
        stays = any({layer, unit.layer} <= set(stage.positions) for stage in stages)
        row, column = (unit.row, unit.column) if stays else (None, None)
        channel = min(self._shown.channel, moment.outlines[layer].output_shape[2] - 1)
        self._state.selection.select(Unit(layer, channel, row, column))

    def _on_scale_chosen(self, _scale: str) -> None:
        self.refresh_later()

    def _on_clicked(self, cell: MapCell) -> None:
        self._state.selection.ask(Unit(self._shown.layer, cell.channel, cell.row, cell.column))

    def _on_one_clicked(self, cell: MapCell) -> None:
        self._state.selection.ask(
            Unit(self._shown.layer, self._shown.channel, cell.row, cell.column)
        )

    def _on_hovered(self, cell: MapCell | None) -> None:
        self._under_mouse = None if cell is None else (cell.row, cell.column, cell.channel)
        self._show_under_mouse()

    def _on_one_hovered(self, cell: MapCell | None) -> None:
        self._under_mouse = (
            None if cell is None else (cell.row, cell.column, self._shown.channel)
        )
        self._show_under_mouse()

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._toolbar = MapToolbar(self._state.dropout, name)
        self._heading = MapHeading(name)
        self._mosaic = MapMosaic(theme, max_zoom=16)
        self._mosaic.name_tiles(1)
        self._mosaic.setObjectName(f"{name}_mosaic")
        self._heading.setToolTip(
            "One tile per channel: what each filter makes of the sample. Click a pixel to "
            "select it everywhere."
        )
        self._dropped = DroppedMarks(theme, self._mosaic)
        self._scroll = MosaicScroll(self._mosaic)
        TileInPlace(self._mosaic, self._scroll, theme, "Channel")
        self._one = OneMapView(theme, f"{name}_one")
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._scale = SegmentedControl(
            (
                ("layer", "Layer", "The largest number of all maps gets the full colour."),
                ("map", "Map", "The largest number of each map gets the full colour."),
            ),
            name=f"{name}_scale",
        )
        self._legend_of = QLabel()
        self._legend_of.setProperty("role", "caption")
        self._legend = ColorLegend(theme)
        self._legend.setObjectName(f"{name}_legend")
        self._stack = NoticeStack(self, self._lay_out(), f"{name}_message")
        self._offer = PresetOffer(self._stack, self._state.experiment, NO_MAPS)
        self._toolbar.changed.connect(self.refresh_later)
        self._toolbar.layer_chosen.connect(self._on_layer_chosen)
        self._scale.chosen.connect(self._on_scale_chosen)
        self._mosaic.clicked.connect(self._on_clicked)
        self._mosaic.hovered.connect(self._on_hovered)
        self._one.clicked.connect(self._on_one_clicked)
        self._one.hovered.connect(self._on_one_hovered)

    def _lay_out(self) -> QWidget:
        all_maps = QVBoxLayout()
        all_maps.setSpacing(8)
        all_maps.addWidget(self._heading)
        all_maps.addWidget(self._scroll, 1)
        maps = QHBoxLayout()
        maps.setSpacing(20)
        maps.addLayout(all_maps, 3)
        maps.addWidget(self._one, 2)
        self._scale_label = QLabel("Scale per")
        self._scale_label.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._read_out, 1)
        foot.addWidget(self._scale_label)
        foot.addWidget(self._scale)
        foot.addWidget(self._legend_of)
        foot.addWidget(self._legend)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._toolbar)
        column.addLayout(maps, 1)
        column.addLayout(foot)
        return view
