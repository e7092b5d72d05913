"""What every filter sees in the sample."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.inspection.magnitude import largest_magnitude, largest_magnitude_by_channel
from core.inspection.map_stages import MapStage, map_stages
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.moment import Moment
from gui.state.selection import Unit
from gui.widgets.color_legend import ColorLegend
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.map_mosaic import MapCell, MapMosaic
from gui.widgets.mosaic_scroll import MosaicScroll
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.number_text import shape_text
from gui.widgets.one_map_view import OneMapView
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl

LEAST_TILE = 52  # screen pixels along the longer side of a map

WAITING = "The first digit is on its way through the network …"
NO_MAPS = (
    "This network has no feature maps: every layer works on flat rows of numbers.\n"
    "Add a Conv2D layer before the Flatten to see what its filters find."
)
NO_LABEL = "This sample has no label, so there is no loss and no gradient."
NO_RELU = "No ReLU directly follows this layer."


class FeatureMapsPanel(Panel):
    """Shows all channels of a layer for the chosen sample, and the selected one large.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "feature_maps_panel"
    TITLE: ClassVar[str] = "Feature maps"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._stage: MapStage | None = None
        self._layer: int | None = None  # the layer or its ReLU
        self._channel = 0
        self._build()
        for signal in (state.moment.changed, state.selection.changed, state.theme.changed):
            signal.connect(self.refresh_later)
        self.refresh_later()

    def refresh(self) -> None:
        moment = self._state.moment.moment
        stages = () if moment is None else map_stages(moment.outlines)
        if moment is None or not stages:
            self._stage = None
            self._stack.show_notice(WAITING if moment is None else NO_MAPS)
            return
        self._stack.show_view()
        unit = self._state.selection.unit
        by_layer = {layer: stage for stage in stages for layer in stage.positions}
        if unit.layer in by_layer:
            self._layer = unit.layer
        if self._layer not in by_layer:
            self._layer = stages[0].layer.position
        stage = self._stage = by_layer[self._layer]
        is_selected = unit.layer == self._layer
        wanted = unit.channel if is_selected else self._channel
        self._channel = min(wanted, stage.layer.output_shape[2] - 1)
        self._offer(moment, stages, stage)
        self._show(moment, self._layer, unit if is_selected else None)

    @property
    def _shows_gradient(self) -> bool:
        return self._quantity.current == "gradient"

    def _offer(self, moment: Moment, stages: tuple[MapStage, ...], stage: MapStage) -> None:
        self._layers.offer([one.layer for one in stages], stage.layer.position)
        has_gradient = moment.trace.gradients is not None
        with QSignalBlocker(self._relu), QSignalBlocker(self._quantity):
            self._relu.choose("after" if self._layer == stage.relu else "before")
            if not has_gradient:
                self._quantity.choose("activation")
        self._relu.set_available("after", available=stage.relu is not None, why=NO_RELU)
        self._quantity.set_available("gradient", available=has_gradient, why=NO_LABEL)

    def _show(self, moment: Moment, layer: int, unit: Unit | None) -> None:
        maps = self._maps(moment, layer)
        per_map = self._scale.current == "map"
        limits = largest_magnitude_by_channel(maps) if per_map else largest_magnitude(maps)
        limit = float(limits if isinstance(limits, float) else limits[self._channel])
        spec = moment.outlines[layer].spec
        gradient = self._shows_gradient
        self._title.setText(
            f"dL/d({spec.TITLE} output)" if gradient else f"{spec.TITLE} output"
        )
        set_dynamic_property(self._title, "role", "backward" if gradient else "forward")
        self._shape.setText(shape_text(maps.shape))
        pixel = None
        if unit is not None and unit.row is not None and unit.column is not None:
            pixel = (unit.row, unit.column)
        self._mosaic.set_maps(maps, limits)
        self._scroll.set_least_zoom(max(1, -(-LEAST_TILE // max(maps.shape[:2]))))
        self._mosaic.set_selected(self._channel if unit else None, *(pixel or ()))
        self._one.show_map(
            f"Channel {self._channel + 1} of {maps.shape[2]}",
            maps[:, :, self._channel],
            limit,
            pixel,
        )
        self._legend.set_limit(limit)
        self._legend_of.setText(f"channel {self._channel + 1}" if per_map else "")

    def _maps(self, moment: Moment, layer: int) -> FloatArray:
        if self._shows_gradient and moment.trace.gradients is not None:
            return moment.trace.gradients[layer + 1]
        return moment.trace.values[layer + 1]

    def _on_layer_chosen(self, layer: int) -> None:
        moment = self._state.moment.moment
        if moment is None:
            return
        stage = {one.layer.position: one for one in map_stages(moment.outlines)}[layer]
        wants_relu = self._relu.current == "after" and stage.relu is not None
        shown = stage.relu if wants_relu and stage.relu is not None else layer
        channel = min(self._channel, stage.layer.output_shape[2] - 1)
        self._state.selection.select(Unit(shown, channel))

    def _on_relu_chosen(self, where: str) -> None:
        stage, unit = self._stage, self._state.selection.unit
        if stage is None:
            return
        shown = stage.relu if where == "after" else stage.layer.position
        if shown is not None:
            same = unit.layer in stage.positions
            pixel = (unit.row, unit.column) if same else (None, None)
            self._state.selection.select(Unit(shown, self._channel, *pixel))

    def _on_shown_changed(self, _option: str) -> None:
        self.refresh_later()

    def _on_clicked(self, cell: MapCell) -> None:
        if self._layer is not None:
            self._state.selection.select(Unit(self._layer, cell.channel, cell.row, cell.column))

    def _on_one_clicked(self, cell: MapCell) -> None:
        self._on_clicked(MapCell(self._channel, cell.row, cell.column, cell.value))

    def _on_hovered(self, cell: MapCell | None) -> None:
        self._say(cell, cell.channel if cell else 0)

    def _on_one_hovered(self, cell: MapCell | None) -> None:
        self._say(cell, self._channel)

    def _say(self, cell: MapCell | None, channel: int) -> None:
        if cell is None:
            self._read_out.show_hint()
        else:
            self._read_out.show_value(
                cell.value, f"channel {channel + 1} · pixel ({cell.row}, {cell.column})"
            )

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._layers = LayerChooser(f"{name}_layer", "The layer whose maps are shown.")
        self._relu = SegmentedControl(
            (
                ("before", "Before ReLU", "What the layer itself puts out."),
                ("after", "After ReLU", "The same maps with every negative number made 0."),
            ),
            name=f"{name}_relu",
        )
        self._quantity = SegmentedControl(
            (
                ("activation", "Activations", "What the layer makes of the chosen sample."),
                (
                    "gradient",
                    "Gradient",
                    "d(loss)/d(pixel) for the chosen sample: blue means that a larger number "
                    "here would raise the loss.",
                ),
            ),
            name=f"{name}_quantity",
            roles={"activation": "forward", "gradient": "backward"},
        )
        self._scale = SegmentedControl(
            (
                ("layer", "Layer", "The largest number of all maps gets the full colour."),
                ("map", "Map", "The largest number of each map gets the full colour."),
            ),
            name=f"{name}_scale",
        )
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._shape = QLabel()
        self._shape.setProperty("role", "caption")
        self._mosaic = MapMosaic(theme, max_zoom=16)
        self._mosaic.setObjectName(f"{name}_mosaic")
        self._mosaic.setToolTip(
            "One tile per channel: what each filter makes of the sample. Click a pixel to "
            "select it everywhere."
        )
        self._scroll = MosaicScroll(self._mosaic)
        self._one = OneMapView(theme, f"{name}_one")
        self._read_out = ReadOut(f"{name}_read_out", "Point at a pixel to read it.")
        self._legend_of = QLabel()
        self._legend_of.setProperty("role", "caption")
        self._legend = ColorLegend(theme)
        self._legend.setObjectName(f"{name}_legend")
        self._stack = NoticeStack(self, self._lay_out(), f"{name}_message")

        self._layers.chosen.connect(self._on_layer_chosen)
        self._relu.chosen.connect(self._on_relu_chosen)
        self._quantity.chosen.connect(self._on_shown_changed)
        self._scale.chosen.connect(self._on_shown_changed)
        self._mosaic.clicked.connect(self._on_clicked)
        self._mosaic.hovered.connect(self._on_hovered)
        self._one.clicked.connect(self._on_one_clicked)
        self._one.hovered.connect(self._on_one_hovered)

    def _lay_out(self) -> QWidget:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self._layers)
        tools.addWidget(self._relu)
        tools.addStretch(1)
        tools.addWidget(self._quantity)
        titles = QHBoxLayout()
        titles.setSpacing(8)
        titles.addWidget(self._title)
        titles.addWidget(self._shape)
        titles.addStretch(1)
        all_maps = QVBoxLayout()
        all_maps.setSpacing(8)
        all_maps.addLayout(titles)
        all_maps.addWidget(self._scroll, 1)
        maps = QHBoxLayout()
        maps.setSpacing(16)
        maps.addLayout(all_maps, 3)
        maps.addWidget(self._one, 2)
        scale_label = QLabel("Scale per")
        scale_label.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._read_out, 1)
        foot.addWidget(scale_label)
        foot.addWidget(self._scale)
        foot.addWidget(self._legend_of)
        foot.addWidget(self._legend)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addLayout(maps, 1)
        column.addLayout(foot)
        return view
