"""Makes what the window holds besides its bars, and wires it; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from core.errors import SpecError
from core.experiment import Experiment
from gui.actions.action_id import ActionId
from gui.actions.phase_actions import PhaseActions
from gui.actions.view_menu import fill_view_menu
from gui.dialogs.dialog_dimmer import DialogDimmer
from gui.documents.file_drop import FileDrop
from gui.lab.drawing_keeper import DrawingKeeper
from gui.lab.lab import Lab
from gui.lab.time_travel import TimeTravel
from gui.panels.draw.entry import DRAW
from gui.panels.ledger.entry import LEDGER
from gui.panels.network.entry import NETWORK
from gui.panels.panel_spec import PanelParts
from gui.settings import Settings
from gui.state.experiment_document import ExperimentDocument
from gui.state.front_state import FrontState
from gui.state.lab_state import LabState
from gui.state.loaded_data import LoadedData
from gui.state.phase_player import PhasePlayer
from gui.state.sample import CurrentSample
from gui.state.sample_browser import SampleBrowser
from gui.state.selection import Selection
from gui.state.trail import Trail
from gui.window import panel_table
from gui.window.catalogue_actions import CatalogueActions
from gui.window.clicked_number import ClickedNumber
from gui.window.closing import Closing
from gui.window.counting import Counting
from gui.window.dock_layout import DockLayout
from gui.window.document_actions import DocumentActions
from gui.window.front_panels import FrontPanels
from gui.window.help_actions import HelpActions
from gui.window.kept_layout import KeptLayout
from gui.window.late_panel_maker import LatePanelMaker
from gui.window.loading_bar import LoadingBar
from gui.window.main_window import MainWindow
from gui.window.notice_bar import NoticeBar
from gui.window.outside_actions import OutsideActions
from gui.window.pace_actions import PaceActions
from gui.window.panel_dock import PanelDock
from gui.window.panel_turns import panel_turns
from gui.window.panel_views import PanelViews
from gui.window.panel_wiring import PanelWiring
from gui.window.run_end import RunEnd
from gui.window.run_library import RunLibrary
from gui.window.run_naming import RunNaming
from gui.window.settings_actions import SettingsActions
from gui.window.theme_actions import ThemeActions
from gui.window.time_actions import TimeActions
from gui.window.what_if_strip import WhatIfStrip


def lab_state(front: FrontState, experiment: Experiment) -> LabState:
    """Return all that panels observe, at the beginning of `experiment`."""
    selection, moment = Selection(), front.moment
    with suppress(SpecError):  # a network that does not fit yet has no units
        selection.begin(experiment.network.outline())
    return LabState(
        experiment=ExperimentDocument(experiment),
        data=LoadedData(),
        sample=CurrentSample(),
        selection=selection,
        moment=moment,
        theme=front.theme,
        # the user did not choose the first selection, so it is not in the trail
        trail=Trail(selection, moment),
        timeline=front.timeline,
        phases=PhasePlayer(moment),
        curves=front.curves,
    )


def fill_window(window: MainWindow, state: LabState, settings: Settings) -> None:
    """Make every part of `window`; a window that is in sight gets its panels in turns."""
    window.state = state
    window.lab = lab = Lab(state, settings.runs_folder, window)
    window.time_travel = TimeTravel(lab, window)
    window.notice_bar = notices = NoticeBar()
    window.documents = DocumentActions(lab, settings, notices, window)
    window.closing = Closing(lab, notices, window)
    DialogDimmer(window, state.theme)
    window.library = RunLibrary(lab, window)
    _make_docks(window)
    _make_actions(window, settings)
    window.connect_actions(_handlers(window))
    window.add_below_transport(WhatIfStrip(state, window.time_travel))
    notices.float_over(window, window.transport)
    window.run_end = RunEnd(lab, window.transport, window.docks, window.time_actions, window)
    actions = window.actions_by_id
    fill_view_menu(actions, window.docks.values(), theme_name=settings.theme)
    window.documents.fill_menu(actions)
    _wire(window, settings)
    window.show_docks()


def _make_docks(window: MainWindow) -> None:
    state, panels = window.state, panel_table.PANELS
    window.refresh_queue = queue = panel_turns(state, window)
    window.sample_browser = SampleBrowser(state.data, state.sample, state.moment, window)
    parts = PanelParts(state, window.library.shelf, window.sample_browser)
    window.docks = docks = {spec.id: PanelDock(spec, parts, queue, window) for spec in panels}
    window.library.watch(docks)
    window.front_panels = front = FrontPanels(docks, panels, window)
    if window.cover is None:
        front.make()
    else:
        front.make_in_turns()
        front.completed.connect(window.settle)
        front.completed.connect(window.cover.lift_soon)
    window.late_panels = LatePanelMaker(docks.values(), queue, window)


def _make_actions(window: MainWindow, settings: Settings) -> None:
    state, lab, docks, notices = window.state, window.lab, window.docks, window.notice_bar
    window.layout_of_docks = layout = DockLayout(window, docks, state.theme)
    window.views = PanelViews(window, state, settings, notices, docks, layout)
    dialogs = window.documents.file_dialogs
    window.time_actions = TimeActions(state, window.time_travel, docks, dialogs, window)
    window.kept_layout = KeptLayout(window, layout, window.time_actions.fold)
    window.counting = Counting(settings, docks, state.phases, window)
    window.settings_actions = SettingsActions(
        settings, lab, window.library.shelf, dialogs, window.counting, window
    )
    window.pace_actions = PaceActions(lab, settings, window)
    window.theme_actions = ThemeActions(settings, state.theme, window)
    front = window.views.one_panel.current
    window.outside = OutsideActions(lab, window.documents, docks, front, notices, window)
    window.phase_actions = PhaseActions(state.phases, docks[NETWORK.id].come_forward, window)


def _handlers(window: MainWindow) -> dict[ActionId, Callable[[], object]]:
    lab, state, docks = window.lab, window.state, window.docks
    return {
        **window.documents.handlers(),
        **window.phase_actions.handlers(),
        **window.time_actions.handlers(),
        **window.pace_actions.handlers(),
        **window.outside.handlers(),
        **window.settings_actions.handlers(),
        **CatalogueActions(lab, window.documents, window).handlers(),
        **window.views.handlers(),
        **window.counting.handlers(),
        **HelpActions(state.theme, window.menus, window).handlers(),
        ActionId.APP_QUIT: window.close,
        ActionId.EXPERIMENT_UNDO: state.experiment.undo_stack.undo,
        ActionId.EXPERIMENT_REDO: state.experiment.undo_stack.redo,
        ActionId.TRAINING_START_PAUSE: lab.start_or_pause,
        ActionId.TRAINING_STEP_BATCH: lab.step_batch,
        ActionId.TRAINING_STEP_EPOCH: lab.step_epoch,
        ActionId.TRAINING_STOP: lab.stop,
        ActionId.TRAINING_RESTART: lab.restart,
        ActionId.TRAINING_NEW_SEED: lab.new_seed,
        ActionId.SAMPLE_RANDOM: window.sample_browser.choose_random,
        ActionId.SAMPLE_PREVIOUS: window.sample_browser.choose_previous,
        ActionId.SAMPLE_NEXT: window.sample_browser.choose_next,
        ActionId.SAMPLE_DRAW: docks[DRAW.id].take_keyboard,
        ActionId.LEDGER_SHOW: docks[LEDGER.id].take_keyboard,
        ActionId.LEDGER_LOSS: window.open_loss,
        ActionId.LEDGER_BACK: state.trail.back,
        ActionId.LEDGER_FORWARD: state.trail.forward,
        **window.theme_actions.handlers(),
    }


def _wire(window: MainWindow, settings: Settings) -> None:
    lab, state, actions = window.lab, window.state, window.actions_by_id
    transport, notices, browser = window.transport, window.notice_bar, window.sample_browser
    window.views.watch(actions, transport)
    lab.state_changed.connect(window.on_run_state)
    lab.pending_changed.connect(window.start_action.show_pending)
    lab.events_arrived.connect(transport.show_events)
    lab.events_arrived.connect(window.views.show_read_outs)
    lab.run_prepared.connect(transport.begin)
    lab.planned.connect(window.on_planned)
    lab.notice.connect(notices.show_notice)
    LoadingBar(lab, window.statusBar())
    DrawingKeeper(lab, window)
    FileDrop(window, window.documents.open_files)
    RunNaming(lab.run_keeper, window.library.shelf, settings, window)
    lab.moment_keeper.predicted.connect(browser.take_judgement)
    state.moment.changed.connect(window.late_panels.begin)
    window.pace_actions.watch(transport)
    window.run_end.mistakes_wanted.connect(browser.choose_mistakes)
    window.run_end.said.connect(notices.take_back)
    if window.views.presentation is not None:
        window.views.presentation.changed.connect(window.run_end.card.hold_back)
    browser.judgement_wanted.connect(lab.moment_keeper.want_predictions)
    PanelWiring(window, lab, window.documents, window.time_actions, window.library)
    state.phases.step_wanted.connect(lab.step_batch)
    window.layout_of_docks.reset.connect(window.time_actions.fold.start_anew)
    window.phase_actions.watch(actions)
    window.counting.watch(actions)
    ClickedNumber(state.trail, window.docks[LEDGER.id], window.layout_of_docks.rails)
    window.library.open_wanted.connect(window.documents.open_run)
    window.look_back_timer.timeout.connect(window.documents.look_for_lost_runs)
    stack = state.experiment.undo_stack
    stack.canUndoChanged.connect(actions[ActionId.EXPERIMENT_UNDO].setEnabled)
    stack.canRedoChanged.connect(actions[ActionId.EXPERIMENT_REDO].setEnabled)
    window.on_run_state(lab.run_state)
