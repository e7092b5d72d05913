"""The whole network at work on one sample."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.inspection.filter_bank import FilterBank, filter_banks
from core.inspection.linked_unit import linked_place
from core.inspection.magnitude import largest_magnitude, largest_magnitude_by_channel
from core.inspection.map_chain import channel_source
from core.inspection.stage_numbers import (
    MAX_TILES,
    NetworkView,
    StageForm,
    StageNumbers,
    network_stages,
)
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.moment import Moment
from gui.state.selection import Unit
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.pipeline_view import PipelineView
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl

WAITING = "The first digit is on its way through the network …"
NO_LABEL = "This sample has no label, so there is no loss and nothing to send back."
HINT = "Point at a cell to read it, click to select it everywhere."
_INPUT_TIP = "The sample as the network sees it: 0 is no ink, 1 is full ink."


LEAST_SIZE = QSize(440, 188)
ROOM_FOR_WORDS = 520  # panel width from which the scale has a label


class Scale(StrEnum):
    """Which largest number gets the full colour."""

    TILE = "tile"
    LAYER = "layer"
    GLOBAL = "global"


_VIEWS = (
    (NetworkView.ACTIVATIONS, "Activations", "What every layer makes of the sample."),
    (
        NetworkView.GRADIENTS,
        "Gradients",
        "d(loss)/d(value) of this sample at every stage: blue means that a larger value here "
        "would raise the loss.",
    ),
    (NetworkView.WEIGHTS, "Weights", "The numbers that training changes."),
)
_SCALES = (
    (Scale.TILE, "Tile", "The largest number of each tile gets the full colour."),
    (Scale.LAYER, "Layer", "The largest number of each layer gets the full colour."),
    (Scale.GLOBAL, "Network", "The largest number of all layers gets the full colour."),
)


class NetworkPanel(Panel):
    """Shows every stage from the sample to the probabilities, as numbers turned to colour.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "network_panel"
    TITLE: ClassVar[str] = "Network"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._stages: tuple[StageNumbers, ...] = ()
        self._described: tuple[object, ...] | None = None
        self._hovered: tuple[int, tuple[int, ...]] | None = None
        self._build()
        state.moment.changed.connect(self.refresh_later)
        state.selection.changed.connect(self.refresh_later)
        self.refresh_later()

    @property
    def stages(self) -> tuple[StageNumbers, ...]:
        """What is shown, input first."""
        return self._stages

    def refresh(self) -> None:
        moment = self._state.moment.moment
        view = NetworkView(self._view.current)
        if moment is None:
            self._show_notice(WAITING)
            return
        if view is NetworkView.GRADIENTS and moment.trace.gradients is None:
            self._show_notice(NO_LABEL)
            return
        self._read_out.show()
        self._stages = network_stages(
            view, moment.outlines, moment.trace, moment.snapshot.values
        )
        kernel = self._kernel(moment, view)
        self._describe(moment, view, None if kernel is None else kernel[1].shape)
        self._show_numbers(moment)
        if kernel is not None:
            role = "backward" if view is NetworkView.GRADIENTS else "title"
            self._pipeline.kernel.show_kernel(kernel[0], role, kernel[1])
        self._show_selection(moment)
        self._say()
        self._stack.show_view()

    def _show_notice(self, text: str) -> None:
        """Show a sentence in place of the stages; the choice of a view stays."""
        self._stages = ()
        self._read_out.hide()
        self._stack.show_notice(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale_label.setVisible(self.width() >= ROOM_FOR_WORDS)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def _describe(
        self, moment: Moment, view: NetworkView, kernel_shape: tuple[int, ...] | None
    ) -> None:
        """Lay the stages out anew, if there are others than before."""
        described = (moment.network, view, kernel_shape)
        if described == self._described:
            return
        self._described = described
        self._hovered = None
        role = "backward" if view is NetworkView.GRADIENTS else "title"
        tips = [_INPUT_TIP, *(outline.spec.EXPLAINS for outline in moment.outlines)]
        self._pipeline.describe(self._stages, kernel_shape, role=role, tips=tips)

    def _show_numbers(self, moment: Moment) -> None:
        scale = Scale(self._scale.current)
        unscaled = (StageForm.INK, StageForm.PROBABILITIES, StageForm.NOTHING)
        scaled = [stage for stage in self._stages if stage.form not in unscaled]
        largest = {stage.layer: largest_magnitude(stage.values) for stage in scaled}
        for view, stage in zip(self._pipeline.views, self._stages, strict=True):
            limit = largest.get(stage.layer, 1.0)
            if scale is Scale.GLOBAL and stage.layer in largest:
                limit = max(largest.values())
            limits: FloatArray | float = limit
            if scale is Scale.TILE and stage.form in (StageForm.MAPS, StageForm.KERNELS):
                limits = _limits_by_unit(stage)
                limit = float(limits[self._shown_tile(moment, stage)])
            view.show_numbers(stage, limits, limit, moment.sample.label)

    def _shown_tile(self, moment: Moment, stage: StageNumbers) -> int:
        """Return the tile whose scale the legend gives: the selected one, or the first."""
        place = self._place_in(moment, stage)
        tile = 0 if place is None else place[0] * stage.tiles_per_unit
        return min(tile, int(stage.values.shape[-1]) - 1)

    def _show_selection(self, moment: Moment) -> None:
        for view, stage in zip(self._pipeline.views, self._stages, strict=True):
            view.set_selected(stage, self._place_in(moment, stage))

    def _place_in(
        self, moment: Moment, stage: StageNumbers
    ) -> tuple[int, int | None, int | None] | None:
        unit = self._state.selection.unit
        if unit.layer >= len(moment.outlines):
            return None
        place = (unit.channel, unit.row, unit.column)
        return linked_place(moment.outlines, unit.layer, place, stage.layer)

    def _kernel(self, moment: Moment, view: NetworkView) -> tuple[str, FloatArray] | None:
        """Return title and numbers of the filter that drew the selected channel."""
        banks = filter_banks(moment.outlines)
        if not banks or len(moment.network.input_shape) != 3:
            return None
        unit = self._state.selection.unit
        source = channel_source(moment.outlines, min(unit.layer, len(moment.outlines) - 1))
        bank = next((bank for bank in banks if bank.layer.position == source), banks[0])
        chosen = unit.channel if bank.layer.position == source else 0
        chosen = min(chosen, bank.shape[3] - 1)
        is_gradient = view is NetworkView.GRADIENTS
        arrays = moment.trace.parameter_gradients if is_gradient else moment.snapshot.values
        kernel = bank.fold(arrays[bank.path])[..., :MAX_TILES, chosen]
        return _kernel_title(bank, chosen, is_gradient=is_gradient), kernel

    def _say(self) -> None:
        """Write what is under the mouse; or else what is selected."""
        place, position = self._hovered or (-1, ())
        intro = ""
        if not self._has(place, position):
            place, position = self._selected_position()
            intro = "selected: "
        if not self._has(place, position):
            self._read_out.show_hint()
            return
        stage = self._stages[place]
        text = f"{intro}{stage.place_text(position)}"
        self._read_out.show_value(float(stage.values[position]), text)

    def _has(self, place: int, position: tuple[int, ...]) -> bool:
        """Return whether the stage at `place` shows a number at `position`."""
        if not 0 <= place < len(self._stages):
            return False
        shape = self._stages[place].values.shape
        return len(position) == len(shape) and all(
            at < length for at, length in zip(position, shape, strict=True)
        )

    def _selected_position(self) -> tuple[int, tuple[int, ...]]:
        """Return the stage of the selected unit, and its place there; () for none."""
        unit = self._state.selection.unit
        place = unit.layer + 1
        form = self._stages[place].form if place < len(self._stages) else StageForm.NOTHING
        if form in (StageForm.UNITS, StageForm.PROBABILITIES):
            return place, (unit.channel,)
        if form in (StageForm.MAPS, StageForm.INK) and unit.row is not None:
            return place, (unit.row, unit.column or 0, unit.channel)
        return place, ()

    def _on_hovered(self, place: int, position: tuple[int, ...] | None) -> None:
        self._hovered = None if position is None else (place, position)
        if self._stages:
            self._say()

    def _on_clicked(self, place: int, position: tuple[int, ...]) -> None:
        stage = self._stages[place]
        channel, row, column = stage.unit_at(position)
        self._state.selection.select(Unit(stage.layer, channel, row, column))

    def _on_chosen(self, _option: str) -> None:
        self.refresh_later()

    def _build(self) -> None:
        theme = self._state.theme
        self._view = SegmentedControl(
            _VIEWS,
            name="network_view",
            roles={NetworkView.ACTIVATIONS: "forward", NetworkView.GRADIENTS: "backward"},
        )
        self._scale = SegmentedControl(_SCALES, name="network_scale")
        self._scale.choose(Scale.LAYER)
        self._scale_label = QLabel("Scale per")
        self._scale_label.setProperty("role", "muted")
        self._pipeline = PipelineView(theme)
        self._pipeline.hovered.connect(self._on_hovered)
        self._pipeline.clicked.connect(self._on_clicked)
        self._read_out = ReadOut("network_read_out", HINT)
        self._read_out.setFixedHeight(18)

        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._view)
        bar.addStretch(1)
        bar.addWidget(self._scale_label)
        bar.addWidget(self._scale)
        body = QWidget()
        self._stack = NoticeStack(body, self._pipeline, "network_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(body, 1)
        column.addWidget(self._read_out)
        self._view.chosen.connect(self._on_chosen)
        self._scale.chosen.connect(self._on_chosen)


def _limits_by_unit(stage: StageNumbers) -> FloatArray:
    """Return one limit per tile; all tiles of a unit have the same."""
    by_tile = largest_magnitude_by_channel(stage.values)
    if stage.tiles_per_unit == 1:
        return by_tile
    by_unit = by_tile.reshape(-1, stage.tiles_per_unit).max(axis=1)
    return np.repeat(by_unit, stage.tiles_per_unit)


def _kernel_title(bank: FilterBank, chosen: int, *, is_gradient: bool) -> str:
    noun = "Unit" if bank.is_folded else "Filter"
    if is_gradient:
        return f"dL/dW, {noun.lower()} {chosen + 1}"
    return f"{noun} {chosen + 1} of {bank.shape[3]}"
