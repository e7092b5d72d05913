"""The window: composes the panels and wires them; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import ACTION_TABLE
from gui.actions.phase_actions import PhaseActions
from gui.actions.start_action import StartAction
from gui.actions.view_menu import fill_view_menu
from gui.actions.way_back import WayBack
from gui.documents.file_drop import FileDrop
from gui.lab.drawing_keeper import DrawingKeeper
from gui.lab.lab import Lab
from gui.lab.time_travel import TimeTravel
from gui.panels.draw.entry import DRAW
from gui.panels.ledger.entry import LEDGER
from gui.panels.network.entry import NETWORK
from gui.panels.panel_spec import PanelParts
from gui.settings import Settings
from gui.state.lab_state import LabState
from gui.state.run_plan import RunPlan
from gui.state.run_state import RunState
from gui.state.sample_browser import SampleBrowser
from gui.window import panel_table
from gui.window.catalogue_actions import CatalogueActions
from gui.window.clicked_number import ClickedNumber
from gui.window.closing import Closing
from gui.window.counting import Counting
from gui.window.dock_layout import DockLayout
from gui.window.document_actions import DocumentActions
from gui.window.front_cover import FrontCover
from gui.window.front_panels import FrontPanels
from gui.window.help_actions import HelpActions
from gui.window.kept_layout import KeptLayout
from gui.window.late_panel_maker import LatePanelMaker
from gui.window.loading_bar import LoadingBar
from gui.window.notice_bar import NoticeBar
from gui.window.outside_actions import OutsideActions
from gui.window.pace_actions import PaceActions
from gui.window.panel_dock import PanelDock
from gui.window.panel_turns import panel_turns
from gui.window.panel_views import PanelViews
from gui.window.panel_window import PanelWindow
from gui.window.panel_wiring import PanelWiring
from gui.window.run_end import RunEnd
from gui.window.run_library import RunLibrary
from gui.window.run_naming import RunNaming
from gui.window.settings_actions import SettingsActions
from gui.window.tab_order import go_to_next_stop
from gui.window.theme_actions import ThemeActions
from gui.window.time_actions import TimeActions
from gui.window.transport_bar import TransportBar
from gui.window.what_if_strip import WhatIfStrip

#: How long after the window came into sight it looks for what a crash left behind.
LOOK_BACK_MS = 800


class MainWindow(PanelWindow):
    """All panels of the lab, and the actions that drive it.

    Parameters
    ----------
    state : LabState
    settings : Settings
    paints_first : bool
        Whether the panels come when the window is painted, and not before.
    """

    def __init__(
        self, state: LabState, settings: Settings, *, paints_first: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Glassbox")
        self.state = state
        self.lab = Lab(state, settings.runs_folder, self)
        self.time_travel = TimeTravel(self.lab, self)
        self.notice_bar = NoticeBar()
        self.documents = DocumentActions(self.lab, settings, self.notice_bar, self)
        self.closing = Closing(self.lab, self.notice_bar, self)
        self.library = RunLibrary(self.lab, self)
        self._settings, timeline = settings, state.timeline
        self._is_laid_out = self._has_looked_back = False
        self._look_back_timer = QTimer(self, singleShot=True, interval=LOOK_BACK_MS)
        self.refresh_queue = panel_turns(state, self)
        self._panels = panel_table.PANELS
        self.sample_browser = SampleBrowser(state.data, state.sample, state.moment, self)
        parts = PanelParts(state, self.library.shelf, self.sample_browser)
        self.docks = {
            spec.id: PanelDock(spec, parts, self.refresh_queue, self) for spec in self._panels
        }
        self.library.watch(self.docks)
        self._make_front(paints_first=paints_first)
        self.late_panels = LatePanelMaker(self.docks.values(), self.refresh_queue, self)
        self._make_views()
        dialogs = self.documents.file_dialogs
        self.time_actions = TimeActions(state, self.time_travel, self.docks, dialogs, self)
        self.kept_layout = KeptLayout(self, self.layout_of_docks, self.time_actions.fold)
        self.counting = Counting(settings, self.docks, state.phases, self)
        self.settings_actions = SettingsActions(
            settings, self.lab, self.library.shelf, dialogs, self.counting, self
        )
        self.pace_actions = PaceActions(self.lab, settings, self)
        self.theme_actions = ThemeActions(settings, state.theme, self)
        front, lab, notices = self.views.one_panel.current, self.lab, self.notice_bar
        self.outside = OutsideActions(lab, self.documents, self.docks, front, notices, self)
        self.phase_actions = PhaseActions(
            state.phases, self.docks[NETWORK.id].come_forward, self
        )
        self.actions_by_id = ActionRegistry(ACTION_TABLE, self._handlers(), state.theme, self)
        self.actions_by_id.fill_menu_bar(self.menuBar())
        start = self.actions_by_id[ActionId.TRAINING_START_PAUSE]
        self._start_action = StartAction(start, state.theme, self)
        WayBack(start, self.actions_by_id[ActionId.TIME_LIVE], timeline, self)
        self.transport = TransportBar(self.actions_by_id, state)
        self._place_on_top(self.transport, WhatIfStrip(state, self.time_travel))
        self.notice_bar.float_over(self, self.transport)
        self.run_end = RunEnd(self.lab, self.transport, self.docks, self.time_actions, self)
        self._let_docks_be_tabs()
        fill_view_menu(self.actions_by_id, self.docks.values(), theme_name=settings.theme)
        self.documents.fill_menu(self.actions_by_id)
        self._wire()
        self.layout_of_docks.show_in_tabs()
        self._is_laid_out = self.kept_layout.restore(settings)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the docks out once the size is known, unless a layout was restored."""
        super().showEvent(event)
        self.layout_of_docks.watch(self.size())
        if not self._is_laid_out:
            self._is_laid_out = True
            self.layout_of_docks.show_in_tabs()
        if self.front_panels.are_made:
            self._settle()
        if not self._has_looked_back:
            self._has_looked_back = True
            self._look_back_timer.start()
            self.setFocus()  # else a first Space, too early to start, presses some button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panels in the middle have what the window gains or loses."""
        super().resizeEvent(event)
        if self.views.one_panel.alone is None:
            self.layout_of_docks.keep_edges(event.size())
        else:
            self.layout_of_docks.watch(event.size())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what takes the keyboard next, transport first."""
        return go_to_next_stop(self, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the run and end every thread before the window goes."""
        if not self.closing.may_close():
            event.ignore()
            return
        self.views.leave()
        self.kept_layout.save(self._settings)
        self.front_panels.shut_down()
        self.late_panels.shut_down()
        for dock in self.docks.values():
            dock.shut_down()
        self.time_travel.shut_down()
        self.run_end.shut_down()
        self.library.shut_down()
        self.lab.shut_down()
        super().closeEvent(event)

    def _handlers(self) -> dict[ActionId, Callable[[], object]]:
        lab = self.lab
        return {
            **self.documents.handlers(),
            **self.phase_actions.handlers(),
            **self.time_actions.handlers(),
            **self.pace_actions.handlers(),
            **self.outside.handlers(),
            **self.settings_actions.handlers(),
            **CatalogueActions(lab, self.documents, self).handlers(),
            **self.views.handlers(),
            **self.counting.handlers(),
            **HelpActions(self.state.theme, self._menus, self).handlers(),
            ActionId.APP_QUIT: self.close,
            ActionId.EXPERIMENT_UNDO: self.state.experiment.undo_stack.undo,
            ActionId.EXPERIMENT_REDO: self.state.experiment.undo_stack.redo,
            ActionId.TRAINING_START_PAUSE: lab.start_or_pause,
            ActionId.TRAINING_STEP_BATCH: lab.step_batch,
            ActionId.TRAINING_STEP_EPOCH: lab.step_epoch,
            ActionId.TRAINING_STOP: lab.stop,
            ActionId.TRAINING_RESTART: lab.restart,
            ActionId.TRAINING_NEW_SEED: lab.new_seed,
            ActionId.SAMPLE_RANDOM: self.sample_browser.choose_random,
            ActionId.SAMPLE_PREVIOUS: self.sample_browser.choose_previous,
            ActionId.SAMPLE_NEXT: self.sample_browser.choose_next,
            ActionId.SAMPLE_DRAW: self.docks[DRAW.id].take_keyboard,
            ActionId.LEDGER_SHOW: self.docks[LEDGER.id].take_keyboard,
            ActionId.LEDGER_LOSS: self._open_loss,
            ActionId.LEDGER_BACK: self.state.trail.back,
            ActionId.LEDGER_FORWARD: self.state.trail.forward,
            **self.theme_actions.handlers(),
        }

    def _make_front(self, *, paints_first: bool) -> None:
        self.front_panels = FrontPanels(self.docks, self._panels, self)
        if paints_first:
            self.front_panels.make_when_painted(self)
            self.front_panels.completed.connect(self._settle)
            self.front_panels.completed.connect(FrontCover(self, self._is_at_rest).lift_soon)
        else:
            self.front_panels.make()

    def _is_at_rest(self) -> bool:
        return self.layout_of_docks.is_settled and self.kept_layout.is_settled

    @Slot()
    def _settle(self) -> None:
        """Share the room out, now that the panels have said how much they need."""
        self.layout_of_docks.fit()
        self.time_actions.fold.fit()
        self.kept_layout.settle()

    def _make_views(self) -> None:
        docks, notices = self.docks, self.notice_bar
        self.layout_of_docks = layout = DockLayout(self, docks, self.state.theme)
        self.views = PanelViews(self, self.state, self._settings, notices, docks, layout)

    def _wire(self) -> None:
        lab = self.lab
        self.views.watch(self.actions_by_id, self.transport)
        lab.state_changed.connect(self._on_run_state)
        lab.events_arrived.connect(self.transport.show_events)
        lab.events_arrived.connect(self.views.show_read_outs)
        lab.run_prepared.connect(self.transport.begin)
        lab.planned.connect(self._on_planned)
        lab.notice.connect(self.notice_bar.show_notice)
        LoadingBar(lab, self.statusBar())
        DrawingKeeper(lab, self)
        FileDrop(self, self.documents.open_files)
        RunNaming(lab.run_keeper, self.library.shelf, self._settings, self)
        lab.moment_keeper.predicted.connect(self.sample_browser.take_judgement)
        self.state.moment.changed.connect(self.late_panels.begin)
        self.pace_actions.watch(self.transport)
        self.run_end.mistakes_wanted.connect(self.sample_browser.choose_mistakes)
        self.run_end.said.connect(self.notice_bar.take_back)
        self.sample_browser.judgement_wanted.connect(lab.moment_keeper.want_predictions)
        PanelWiring(self, lab, self.documents, self.time_actions, self.library)
        self.state.phases.step_wanted.connect(lab.step_batch)
        self.layout_of_docks.reset.connect(self.time_actions.fold.start_anew)
        self.phase_actions.watch(self.actions_by_id)
        self.counting.watch(self.actions_by_id)
        ClickedNumber(self.state.trail, self.docks[LEDGER.id], self.layout_of_docks.rails)
        self.library.open_wanted.connect(self.documents.open_run)
        self._look_back_timer.timeout.connect(self.documents.look_for_lost_runs)
        stack = self.state.experiment.undo_stack
        stack.canUndoChanged.connect(self.actions_by_id[ActionId.EXPERIMENT_UNDO].setEnabled)
        stack.canRedoChanged.connect(self.actions_by_id[ActionId.EXPERIMENT_REDO].setEnabled)
        self._on_run_state(lab.run_state)

    @Slot()
    def _open_loss(self) -> None:
        self.ledger_panel.open_loss()

    @Slot(object)
    def _on_run_state(self, run_state: RunState) -> None:
        self.actions_by_id.set_run_state(run_state)
        stack = self.state.experiment.undo_stack
        self.actions_by_id[ActionId.EXPERIMENT_UNDO].setEnabled(stack.canUndo())
        self.actions_by_id[ActionId.EXPERIMENT_REDO].setEnabled(stack.canRedo())
        self.phase_actions.show_state(run_state)
        self._start_action.show_state(run_state)
        self.transport.show_state(run_state)

    @Slot(object)
    def _on_planned(self, plan: RunPlan) -> None:
        self.transport.show_plan(plan)
        self.state.timeline.set_plan(plan.total_steps, plan.steps_per_epoch)

    def _let_docks_be_tabs(self) -> None:
        options = QMainWindow.DockOption
        self.setDockOptions(options.AllowNestedDocks | options.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)

    def _place_on_top(self, *rows: QWidget) -> None:
        header = QWidget()
        column = QVBoxLayout(header)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (self.menuBar(), *rows):
            column.addWidget(row)
        self.setMenuWidget(header)

    def _menus(self) -> tuple[QMenu, ...]:
        return tuple(self.actions_by_id.menus.values())
