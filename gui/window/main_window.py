"""The window: painted first as its bars alone, then filled with everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry, check_handlers
from gui.actions.action_table import ACTION_TABLE
from gui.actions.start_action import StartAction
from gui.actions.way_back import WayBack
from gui.lab.speed import Speed
from gui.settings import Settings
from gui.state.front_state import FrontState
from gui.state.run_state import RunState
from gui.window.first_paint import FirstPaint
from gui.window.front_cover import FrontCover
from gui.window.panel_window import PanelWindow
from gui.window.transport_bar import TransportBar
from gui.window.window_place import put_back

if TYPE_CHECKING:  # what comes after the first picture
    from gui.actions.phase_actions import PhaseActions
    from gui.lab.lab import Lab
    from gui.lab.time_travel import TimeTravel
    from gui.panels.refresh_queue import RefreshQueue
    from gui.state.lab_state import LabState
    from gui.state.run_plan import RunPlan
    from gui.state.sample_browser import SampleBrowser
    from gui.window.closing import Closing
    from gui.window.counting import Counting
    from gui.window.dock_layout import DockLayout
    from gui.window.document_actions import DocumentActions
    from gui.window.front_panels import FrontPanels
    from gui.window.kept_layout import KeptLayout
    from gui.window.late_panel_maker import LatePanelMaker
    from gui.window.notice_bar import NoticeBar
    from gui.window.outside_actions import OutsideActions
    from gui.window.pace_actions import PaceActions
    from gui.window.panel_views import PanelViews
    from gui.window.run_end import RunEnd
    from gui.window.run_library import RunLibrary
    from gui.window.settings_actions import SettingsActions
    from gui.window.theme_actions import ThemeActions
    from gui.window.time_actions import TimeActions

#: How long after the window came into sight it looks for what a crash left behind.
LOOK_BACK_MS = 800
#: What the program exits with if the window cannot be filled.
FAILED = 1


class MainWindow(PanelWindow):
    """All panels of the lab, and the actions that drive it.

    Its bars are there at once, and are all of its first picture.  Everything else, which takes
    longer to import and to make than they do, comes with `complete`: before the window is
    shown, after its first picture, or when an action is wanted that needs it.

    Parameters
    ----------
    front : FrontState
    settings : Settings
    fill : callable
        Called with the window by `complete`; makes every part that is only named below.

    Signals
    -------
    completed()
        Every part is there.
    """

    completed = Signal()

    state: LabState
    lab: Lab
    time_travel: TimeTravel
    notice_bar: NoticeBar
    documents: DocumentActions
    closing: Closing
    library: RunLibrary
    refresh_queue: RefreshQueue
    sample_browser: SampleBrowser
    front_panels: FrontPanels
    late_panels: LatePanelMaker
    layout_of_docks: DockLayout
    views: PanelViews
    time_actions: TimeActions
    kept_layout: KeptLayout
    counting: Counting
    settings_actions: SettingsActions
    pace_actions: PaceActions
    theme_actions: ThemeActions
    outside: OutsideActions
    phase_actions: PhaseActions
    run_end: RunEnd

    def __init__(
        self, front: FrontState, settings: Settings, fill: Callable[[MainWindow], object]
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Glassbox")
        self._settings, self._fill = settings, fill
        self._is_complete = self._is_closed = False
        self._is_laid_out = self._has_looked_back = False
        self.cover: FrontCover | None = None
        self._handlers: Mapping[ActionId, Callable[[], object]] = {}
        self.look_back_timer = QTimer(self, singleShot=True, interval=LOOK_BACK_MS)
        handlers = {spec.id: partial(self._do, spec.id) for spec in ACTION_TABLE}
        self.actions_by_id = actions = ActionRegistry(ACTION_TABLE, handlers, front.theme, self)
        actions.fill_menu_bar(self.menuBar())
        start = actions[ActionId.TRAINING_START_PAUSE]
        self.start_action = StartAction(start, front.theme, self)
        WayBack(start, actions[ActionId.TIME_LIVE], front.timeline, self)
        self.transport = TransportBar(actions, front)
        self.transport.speed.choose(Speed.named(settings.speed))
        self._place_on_top(self.transport)
        self._let_docks_be_tabs()
        self._show_run_state(RunState.LOADING)
        put_back(self, settings)

    @property
    def is_complete(self) -> bool:
        """Whether there is more than the bars."""
        return self._is_complete

    def complete_when_painted(self) -> None:
        """Make everything else, and the panels in turns, after the window's first picture."""
        self.cover = FrontCover(self, self._is_at_rest)
        FirstPaint(self, self.complete)

    @Slot()
    def complete(self) -> None:
        """Make everything but the bars, if it was not made before."""
        if self._is_complete or self._is_closed:
            return
        self._is_complete = True
        try:
            self._fill(self)
        except BaseException:
            self._is_complete, self._is_closed = False, True
            QCoreApplication.exit(FAILED)  # else the bars would stay, and do nothing
            raise
        if self.isVisible():  # for all that wait until the window is shown
            QCoreApplication.sendEvent(self, QShowEvent())
        self.completed.emit()

    def connect_actions(self, handlers: Mapping[ActionId, Callable[[], object]]) -> None:
        """Let every action do what it says.

        Raises
        ------
        ValueError
            If a handler is missing or has no action.
        """
        check_handlers(ACTION_TABLE, handlers)
        self._handlers = handlers

    def add_below_transport(self, row: QWidget) -> None:
        """Show another row over the docks."""
        self._column.addWidget(row)

    def show_docks(self) -> None:
        """Put the docks to their first places, or back to where they were."""
        self.layout_of_docks.show_in_tabs()
        self._is_laid_out = self.kept_layout.restore(self._settings)

    def menus(self) -> tuple[QMenu, ...]:
        """Return the menus of the menu bar, in their order."""
        return tuple(self.actions_by_id.menus.values())

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the docks out once the size is known, unless a layout was restored."""
        super().showEvent(event)
        if not self._has_looked_back:
            self.setFocus()  # else a first Space, too early to start, presses some button
        if not self._is_complete:
            return
        self.layout_of_docks.watch(self.size())
        if not self._is_laid_out:
            self._is_laid_out = True
            self.layout_of_docks.show_in_tabs()
        if self.front_panels.are_made:
            self.settle()
        if not self._has_looked_back:
            self._has_looked_back = True
            self.look_back_timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panels in the middle have what the window gains or loses."""
        super().resizeEvent(event)
        if not self._is_complete:
            return
        if self.views.one_panel.alone is None:
            self.layout_of_docks.keep_edges(event.size())
        else:
            self.layout_of_docks.watch(event.size())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what takes the keyboard next, transport first."""
        from gui.window.tab_order import go_to_next_stop

        return go_to_next_stop(self, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the run and end every thread before the window goes."""
        if not self._is_complete:
            self._is_closed = True  # there is nothing to save, and nothing is made any more
            event.accept()
            return
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

    @Slot()
    def settle(self) -> None:
        """Share the room out, now that the panels have said how much they need."""
        self.layout_of_docks.fit()
        self.time_actions.fold.fit()
        self.kept_layout.settle()

    @Slot()
    def open_loss(self) -> None:
        """Show the loss's page of the ledger."""
        self.ledger_panel.open_loss()

    @Slot(object)
    def on_run_state(self, run_state: RunState) -> None:
        """Allow what makes sense now."""
        self._show_run_state(run_state)
        stack = self.state.experiment.undo_stack
        self.actions_by_id[ActionId.EXPERIMENT_UNDO].setEnabled(stack.canUndo())
        self.actions_by_id[ActionId.EXPERIMENT_REDO].setEnabled(stack.canRedo())
        self.phase_actions.show_state(run_state)

    @Slot(object)
    def on_planned(self, plan: RunPlan) -> None:
        """Show how long the run is going to be."""
        self.transport.show_plan(plan)
        self.state.timeline.set_plan(plan.total_steps, plan.steps_per_epoch)

    def _do(self, action_id: ActionId) -> None:
        """Do what an action says, even if it was wanted on the first picture."""
        if action_id is ActionId.APP_QUIT:
            self.close()
            return
        self.complete()
        if self._is_complete:
            self._handlers[action_id]()

    def _is_at_rest(self) -> bool:
        return (
            self._is_complete
            and self.layout_of_docks.is_settled
            and self.kept_layout.is_settled
        )

    def _show_run_state(self, run_state: RunState) -> None:
        self.actions_by_id.set_run_state(run_state)
        self.start_action.show_state(run_state)
        self.transport.show_state(run_state)

    def _let_docks_be_tabs(self) -> None:
        options = QMainWindow.DockOption
        self.setDockOptions(options.AllowNestedDocks | options.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)

    def _place_on_top(self, *rows: QWidget) -> None:
        header = QWidget()
        self._column = column = QVBoxLayout(header)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (self.menuBar(), *rows):
            column.addWidget(row)
        self.setMenuWidget(header)
