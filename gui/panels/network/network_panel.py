"""The whole network at work on one sample."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.figures.figure import Figure
from core.inspection.gradient_river import gradient_river
from core.inspection.moment import Moment
from core.inspection.shown_kernel import ShownKernel
from core.inspection.stage_numbers import NetworkView, StageNumbers
from core.inspection.stage_weights import weight_address
from core.number_text import signed_text
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.panels.network.change_view import ChangeView
from gui.panels.network.field_pointer import FieldPointer
from gui.panels.network.gradient_river_view import GradientRiverView
from gui.panels.network.paper_figure import network_figure
from gui.panels.network.part_pointer import PartPointer
from gui.panels.network.phase_scene import PhaseScene
from gui.panels.network.phase_view import PhaseView
from gui.panels.network.pipeline_view import PipelineView
from gui.panels.network.score_paint import ScorePaint
from gui.panels.network.show_stages import show_stages
from gui.panels.network.stage_places import has_number, number_of
from gui.panels.network.toolbar import NetworkToolbar
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.map_cell import MapCell
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut

NO_LABEL = "This sample has no label, so there is no loss and nothing to send back."
HINT = "Point at a cell to read it, click to select it everywhere."
_INPUT_TIP = "The sample as the network sees it: 0 is no ink, 1 is full ink."
LEAST_SIZE = QSize(440, 132)
ROOM_FOR_RIVER = 360  # panel height from which the gradient's size is drawn too
ROOM_FOR_CHANGES = 440  # panel height from which the last batch has a line
ROOM_FOR_BARS = 480  # panel height from which the phases leave room for the other controls
NOT_YET = "This has not happened yet: it comes in a later phase."


class NetworkPanel(MomentPanel):
    """Shows every stage from the sample to the probabilities, as numbers turned to colour.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "network_panel"
    TITLE: ClassVar[str] = "Network"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._stages: tuple[StageNumbers, ...] = ()
        self._described: tuple[object, ...] | None = None
        self._hovered: tuple[int, tuple[int, ...]] | None = None
        self._scene: PhaseScene | None = None
        self._shown_kernel: ShownKernel | None = None
        self._phases = state.phases
        self._paint = ScorePaint(state.question)
        self._build()
        state.trail.changed.connect(self.refresh_later)
        state.question.changed.connect(self.refresh_later)

    @property
    def stages(self) -> tuple[StageNumbers, ...]:
        """What is shown, input first."""
        return self._stages

    def refresh(self) -> None:
        self._scene = scene = PhaseScene.of(self._phases, self._state.selection.unit.layer)
        moment = self._state.moment.moment if scene is None else scene.moment
        self._toolbar.dictate_view(None if scene is None else scene.view)
        self._toolbar.offer_dropout(None if moment is None else moment.network)
        self._toolbar.setVisible(scene is None or self.height() >= ROOM_FOR_BARS)
        view = self._toolbar.view
        has_none = moment is not None and moment.trace.gradients is None
        if moment is None or (view is NetworkView.GRADIENTS and has_none):
            self._show_notice(WAITING if moment is None else NO_LABEL)
            return
        if not self._paint.look(moment, view, is_free=scene is None):
            return
        self._read_out.show()
        before = self._state.moment.before if scene is None else None
        self._changes.compare(moment, before, view)
        stages = (scene or PhaseScene(moment, view)).stages()
        self._stages = self._paint.stages(self._changes.stages(view, stages))
        kernel = self._shown_kernel = self._kernel(moment, view)
        self._changes.show_row(kernel, self._stages)
        kernel = self._changes.kernel(kernel, view)
        if kernel is not None:
            role = "backward" if view is NetworkView.GRADIENTS else "title"
            opened = kernel.place_of(self._state.trail.address)
            self._pipeline.kernel.show_kernel(kernel.title, role, kernel.weights, opened)
        self._describe(moment, view, None if kernel is None else kernel.weights.shape)
        show_stages(
            self._pipeline.views,
            self._stages,
            moment,
            self._state.selection.unit,
            self._toolbar.scale,
            shows_dropped=view is not NetworkView.WEIGHTS,
        )
        self._changes.row.setVisible(scene is None and self.height() >= ROOM_FOR_CHANGES)
        self._show_river(moment, view)
        self._phase_view.show_scene(scene)
        self._say()
        self._stack.show_view()

    def _show_notice(self, text: str) -> None:
        """Show a sentence in place of the stages; the choice of a view stays."""
        self._stages = ()
        self._hovered = None
        self._pointer.point_nowhere()
        self._read_out.hide()
        self._river.hide()
        self._changes.row.hide()
        self._stack.show_notice(text)

    def paper_figure(self) -> Figure | None:
        return network_figure(self._state.moment.moment, self._stages)

    def open_large(self, layer: int, channel: int, row: int, column: int) -> None:
        """Open a map of a layer's output large, with one number in its middle."""
        self._pipeline.open_large(layer + 1, channel, row, column)

    def close_large(self) -> None:
        """Show all maps again."""
        self._pipeline.large.close_tile()

    def rest(self) -> None:
        self._pointer.rest()
        self._changes.rest()

    def showEvent(self, event: QShowEvent) -> None:
        self._changes.watch(self.window())
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._toolbar.fit(self.width())
        if self._stages:
            self.refresh_later()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def _describe(
        self, moment: Moment, view: NetworkView, kernel_shape: tuple[int, ...] | None
    ) -> None:
        """Lay the stages out anew, if there are others than before."""
        is_change = self._scene is not None and self._scene.changes is not None
        described = (
            *(moment.network, view, kernel_shape, is_change),
            *(self._changes.is_on, self._paint.is_on, moment.sample.class_names),
        )
        if described == self._described:
            return
        self._described = described
        self._hovered = None
        role = "backward" if view is NetworkView.GRADIENTS else "title"
        tips = [_INPUT_TIP, *(outline.spec.EXPLAINS for outline in moment.outlines)]
        self._pipeline.describe(self._stages, kernel_shape, role=role, tips=tips)

    def _kernel(self, moment: Moment, view: NetworkView) -> ShownKernel | None:
        """Return the filter that drew the selected channel."""
        unit = self._state.selection.unit
        is_gradient = view is NetworkView.GRADIENTS
        arrays = moment.trace.parameter_gradients if is_gradient else moment.snapshot.values
        return ShownKernel.of(
            moment.outlines, arrays, unit.layer, unit.channel, is_gradient=is_gradient
        )

    def _say(self) -> None:
        """Write what is under the mouse; or else what is selected."""
        seen = self._show_field()
        place, position = self._hovered or (-1, ())
        intro = ""
        if self._paint.is_on and not has_number(self._stages, place, position):
            self._read_out.show_text(self._paint.text())
            return
        if not has_number(self._stages, place, position):
            place, position = number_of(self._stages, self._state.selection.unit)
            intro = "selected: "
        if not has_number(self._stages, place, position):
            self._read_out.show_hint()
            return
        stage, scene = self._stages[place], self._scene
        if scene is not None and place in scene.hidden:
            self._read_out.show_text(NOT_YET)
            return
        text = f"{intro}{stage.place_text(position)}"
        text = self._paint.named(self._stages, place, text)
        if scene is not None and scene.changes is not None and place > 0:
            old, new = scene.weights_at(stage, self._phases.before, position)
            text = f"{text} · {signed_text(old, 4)} → {signed_text(new, 4)}"
        if seen and not intro:
            text = f"{text} · {seen}"
        self._read_out.show_value(float(stage.values[position]), text)

    def _show_field(self) -> str:
        """Outline what the pixel under the mouse can see; return that in words."""
        moment, (place, position) = self._state.moment.moment, self._hovered or (-1, ())
        is_map = len(position) == 3 and self._toolbar.view is not NetworkView.WEIGHTS
        if self._scene is not None:
            is_map = is_map and place not in self._scene.hidden
        if moment is not None and is_map and has_number(self._stages, place, position):
            row, column, channel = position
            self._pointer.point_at(moment, self._stages[place].layer, (row, column, channel))
        else:
            self._pointer.point_nowhere()
        return self._pointer.text

    def _show_river(self, moment: Moment, view: NetworkView) -> None:
        """Show the gradient's size under its picture, where there is room."""
        has_room = self.height() >= ROOM_FOR_RIVER and self._scene is None
        is_shown = view is NetworkView.GRADIENTS and has_room
        self._river.setVisible(is_shown)
        if is_shown:
            self._river.show_reaches(gradient_river(moment.outlines, moment.trace))

    def _on_hovered(self, place: int, position: tuple[int, ...] | None) -> None:
        self._hovered = None if position is None else (place, position)
        if self._stages:
            self._say()

    def _on_clicked(self, place: int, position: tuple[int, ...]) -> None:
        stage, moment = self._stages[place], self._state.moment.moment
        weight = None if moment is None else weight_address(moment.outlines, stage, position)
        if weight is not None:
            self._state.trail.walk(weight)
            return
        channel, row, column = stage.unit_at(position)
        self._state.selection.ask(Unit(stage.layer, channel, row, column))

    def _on_kernel_clicked(self, cell: MapCell) -> None:
        if self._shown_kernel is not None:
            address = self._shown_kernel.address(cell.row, cell.column, cell.channel)
            self._state.trail.walk(address)

    def _on_change_hovered(self, place: str, added: float) -> None:
        if place:
            self._read_out.show_value(added, place)
        elif self._stages:
            self._say()

    def _on_phases_changed(self) -> None:
        # not in turn with the other panels: who pressed a button waits for this one
        self.refresh_now()

    def _build(self) -> None:
        theme = self._state.theme
        self._toolbar = NetworkToolbar(self._state.dropout)
        self._changes = ChangeView(theme, self._toolbar.changes, self)
        self._changes.hovered.connect(self._on_change_hovered)
        self._changes.opened.connect(self._state.trail.walk)
        self._pipeline = PipelineView(theme)
        self._phase_view = PhaseView(theme, self._pipeline, self._phases, "network_phase")
        self._pointer = FieldPointer(self._pipeline, self)
        self._pointer.found.connect(self._say)
        PartPointer(self._pipeline, self._state.moment, theme)
        self._pipeline.hovered.connect(self._on_hovered)
        self._pipeline.clicked.connect(self._on_clicked)
        self._pipeline.kernel.mosaic.clicked.connect(self._on_kernel_clicked)
        self._river = GradientRiverView(theme, "network_river")
        self._river.hide()
        self._read_out = ReadOut("network_read_out", HINT)
        self._read_out.setFixedHeight(18)
        body = QWidget()
        self._stack = NoticeStack(body, self._pipeline, "network_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(4)
        column.addWidget(self._toolbar)
        column.addWidget(self._phase_view.bar)
        column.addWidget(body, 1)
        column.addWidget(self._river)
        column.addWidget(self._read_out)
        column.addWidget(self._changes.row)
        self._toolbar.chosen.connect(self.refresh_later)
        self._toolbar.phases_wanted.connect(self._phases.step)
        self._phases.changed.connect(self._on_phases_changed)
