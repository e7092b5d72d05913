"""Two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.arrays import shape_text
from core.figures.figure import Figure
from core.inspection.moment import Moment
from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.about_runs import AboutRuns
from gui.panels.compare.compared_layers import (
    comparable_layers,
    compared_layer,
    input_channels,
    layer_arrays,
    why_not_comparable,
)
from gui.panels.compare.compared_maps import ComparedArrays, ComparedMaps
from gui.panels.compare.comparer import Comparer
from gui.panels.compare.comparison import ComparedPart, Comparison, ComparisonRequest
from gui.panels.compare.judged_runs import JudgedRuns
from gui.panels.compare.paper_figure import compared_figure
from gui.panels.compare.toolbar import CompareToolbar
from gui.panels.panel import Panel
from gui.panels.shown_unit import ShownUnit
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.map_cell import MapCell
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut

LEAST_SIZE = QSize(480, 204)
WAITING = "The first digit is on its way through the network…"
NO_RUN = "Choose a run to set beside the shown one: in the list above, or in the Runs panel."
NO_OTHERS = (
    "Two runs side by side: their filters, their feature maps, and which is right where.\n\n"
    "There is no other run yet. Change a setting and restart (Ctrl+R), or branch from a step."
)
READING = "Reading the other run…"
NOTHING = {
    ComparedPart.FILTERS: "The shown network has no filters that could be drawn.",
    ComparedPart.MAPS: "The shown network has no feature maps: a Conv2D layer would make some.",
}
HINT = "Point at a number to read it in both runs."


class ComparePanel(Panel):
    """Shows filters or maps of the shown run and of another one, and how they differ.

    Parameters
    ----------
    state : LabState
    shelf : RunShelf
        Where the other runs are.

    Signals
    -------
    sight_wanted()
        A comparison was asked for elsewhere: the panel should come forward.
    """

    PANEL_ID: ClassVar[str] = "compare_panel"
    TITLE: ClassVar[str] = "Compare"

    sight_wanted = Signal()

    def __init__(self, state: LabState, shelf: RunShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._shelf = shelf
        self._other: Path | None = None
        self._comparison: Comparison | None = None
        self._is_chosen = False  # by hand, in this panel or in the menu of a run
        self._trouble = ""
        self._asked: ComparisonRequest | None = None
        self._shown = ShownUnit()  # its channel is one of the input
        self._under_mouse: MapCell | None = None
        self._comparer = Comparer(self)
        self._build()
        self._take_ticked()
        self._comparer.compared.connect(self._on_compared)
        self._comparer.failed.connect(self._on_failed)
        shelf.changed.connect(self._on_shelf_changed)
        shelf.opened.connect(self.refresh_later)
        shelf.ticked.changed.connect(self._take_ticked)
        state.moment.changed.connect(self.refresh_later)
        state.selection.changed.connect(self.refresh_later)
        state.data.changed.connect(self._forget)
        self.refresh_later()

    @property
    def comparison(self) -> Comparison | None:
        """What is shown of the other run."""
        return self._comparison

    def paper_figure(self) -> Figure | None:
        return compared_figure(self, self._maps, self._judged.answer, self._about.names)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(720, 430)

    @Slot(object)
    def compare_with(self, path: Path) -> None:
        """Set a run beside the shown one, and ask to be seen."""
        self._on_run_chosen(Path(path).absolute())
        self.sight_wanted.emit()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        self._comparer.shut_down()
        self._judged.shut_down()

    def rest(self) -> None:
        if self._judged.pause():
            self.refresh_later()

    def refresh(self) -> None:
        self._toolbar.offer_runs(self._shelf, self._other)
        moment = self._state.moment.moment
        row = None if self._other is None else self._shelf.row(self._other)
        self._about.show_runs(row)
        if moment is None:
            self._stack.show_notice(WAITING)
        elif row is None:
            self._stack.show_notice(NO_RUN if self._toolbar.run_count else NO_OTHERS)
        else:
            self._ask(moment, row)
            self._show(moment)
        has_pair = moment is not None and row is not None
        self._toolbar.show_places(are_there=has_pair)
        self._read_out.setVisible(has_pair and self._toolbar.part is not ComparedPart.JUDGED)

    def _ask(self, moment: Moment, row: RunRow) -> None:
        """Have the other run's moment brought, unless it is here or under way."""
        request = ComparisonRequest(
            row.path,
            row.stamp,
            moment.snapshot.step,
            moment.experiment,
            self._toolbar.pace,
            moment.sample,
            self._state.data.dataset,
            self._shelf.live_at(row.path) or self._shelf.open_document,
            *(self._shelf.open_path, self._state.twins.pair_with(row.path)),
        )
        if self._asked is None or request.differs_from(self._asked):
            self._asked, self._trouble = request, ""
            self._comparer.ask(request)

    def _show(self, moment: Moment) -> None:
        if self._trouble or (comparison := self._comparison) is None:
            self._stack.show_notice(self._trouble or READING)
            return
        other, part = comparison.moment, self._toolbar.part
        is_judged = part is ComparedPart.JUDGED
        self._views.setCurrentWidget(self._judged if is_judged else self._maps)
        if is_judged:
            self._judged.follow(moment, other)
            self._stack.show_view()
            return
        self._judged.pause()
        choices = comparable_layers(moment, part)
        layers = [layer.position for layer in choices]
        if not layers:
            self._stack.show_notice(NOTHING[part])
            return
        unit = self._state.selection.unit
        selected = compared_layer(moment, part, unit.layer)
        self._shown.follow(selected, layers)
        is_filters = part is ComparedPart.FILTERS
        channels = input_channels(moment, self._shown.layer) if is_filters else 1
        self._shown.keep_within(channels)
        self._toolbar.offer_layers(choices, self._shown.layer, channels, self._shown.channel)
        ours, theirs = (
            layer_arrays(one, moment, part, self._shown.layer, self._shown.channel)
            for one in (moment, other)
        )
        if ours is None or theirs is None:
            self._stack.show_notice(why_not_comparable(other, self._shown))
            return
        self._maps.set_titles(*self._about.titles(moment, comparison))
        self._maps.set_tips(moment.inexact, other.inexact)
        self._maps.show_arrays(
            ComparedArrays(ours, theirs),
            f"No difference: A is {shape_text(ours.shape)}, B {shape_text(theirs.shape)}.",
        )
        is_selected = selected == self._shown.layer and unit.layer >= 0
        self._maps.show_selected(
            unit if is_selected else None, with_pixel=part is ComparedPart.MAPS
        )
        self._show_under_mouse()
        self._stack.show_view()

    def _show_under_mouse(self) -> None:
        cell, arrays = self._under_mouse, self._maps.arrays
        if cell is None or arrays is None:
            self._read_out.show_hint()
            return
        value, text = arrays.reading(cell)
        self._read_out.show_value(value, text)

    def _use(self, path: Path) -> None:
        if path != self._other:
            self._other = path
            self._forget()
        self.refresh_later()

    @Slot()
    def _forget(self) -> None:
        """Ask anew: another run, or other images."""
        self._comparison, self._asked, self._trouble = None, None, ""
        self.refresh_later()

    @Slot()
    def _on_shelf_changed(self) -> None:
        if self._trouble:  # it may have passed
            self._asked = None
        self.refresh_later()

    @Slot(object)
    def _on_compared(self, comparison: Comparison) -> None:
        if comparison.request.path == self._other:
            self._comparison, self._trouble = comparison, ""
            self.refresh_later()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._trouble = text
        self.refresh_later()

    @Slot(object)
    def _on_run_chosen(self, path: Path) -> None:
        self._is_chosen = True
        self._use(path)

    @Slot()
    def _take_ticked(self) -> None:
        """Compare with the run ticked last, unless another one was chosen by hand."""
        if self._shelf.ticked.paths and not self._is_chosen:
            self._use(self._shelf.ticked.paths[-1])

    @Slot(int)
    def _on_layer_chosen(self, layer: int) -> None:
        self._shown.layer = layer
        self._state.selection.select(Unit(layer, 0))
        self.refresh_later()

    @Slot(int)
    def _on_input_channel_chosen(self, channel: int) -> None:
        self._shown.channel = channel
        self.refresh_later()

    @Slot(object)
    def _on_clicked(self, cell: MapCell) -> None:
        if self._toolbar.part is ComparedPart.MAPS:
            unit = Unit(self._shown.layer, cell.channel, cell.row, cell.column)
        else:
            unit = Unit(self._shown.layer, cell.channel)
        self._state.selection.ask(unit)

    @Slot(object)
    def _on_hovered(self, cell: MapCell | None) -> None:
        self._under_mouse = cell
        self._show_under_mouse()

    def _build(self) -> None:
        name = self.PANEL_ID
        self._toolbar = CompareToolbar(self._state.theme, name)
        self._toolbar.run_chosen.connect(self._on_run_chosen)
        self._toolbar.layer_chosen.connect(self._on_layer_chosen)
        self._toolbar.input_channel_chosen.connect(self._on_input_channel_chosen)
        self._toolbar.changed.connect(self.refresh_later)
        self._about = AboutRuns(self._shelf, f"{name}_about")
        self._maps = ComparedMaps(self._state.theme, f"{name}_maps")
        self._maps.clicked.connect(self._on_clicked)
        self._maps.hovered.connect(self._on_hovered)
        self._judged = JudgedRuns(self._state, f"{name}_judged")
        self._judged.changed.connect(self.refresh_later)
        self._views = QStackedWidget()
        self._views.addWidget(self._maps)
        self._views.addWidget(self._judged)
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        body = QWidget()
        self._stack = NoticeStack(body, self._views, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._toolbar)
        column.addWidget(self._about)
        column.addWidget(body, 1)
        column.addWidget(self._read_out)
