"""Does what the panels of the first picture ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.lab.lab import Lab
from gui.lab.twin_keeper import TwinKeeper
from gui.panels.curves.entry import CURVES
from gui.panels.experiment.entry import EXPERIMENT
from gui.panels.ledger.entry import LEDGER
from gui.panels.sweep.entry import SWEEP
from gui.panels.sweep.sweeps_folder import SWEEPS
from gui.panels.twins.entry import TWINS
from gui.window.document_actions import DocumentActions
from gui.window.panel_window import PanelWindow
from gui.window.run_library import RunLibrary
from gui.window.sweep_badge import SweepBadge
from gui.window.time_actions import TimeActions

if TYPE_CHECKING:  # made once the window is painted, or when they are asked for
    from gui.panels.curves.curves_panel import CurvesPanel
    from gui.panels.experiment.experiment_panel import ExperimentPanel
    from gui.panels.ledger.ledger_panel import LedgerPanel
    from gui.panels.sweep.sweep_panel import SweepPanel
    from gui.panels.twins.twins_panel import TwinsPanel
    from gui.state.curve_overlay import CurveOverlay


class PanelWiring(QObject):
    """Ties the panels to the lab, the documents and the time, as soon as they are made.

    Parameters
    ----------
    window : PanelWindow
    lab : Lab
    documents : DocumentActions
    time : TimeActions
    library : RunLibrary
    """

    def __init__(
        self,
        window: PanelWindow,
        lab: Lab,
        documents: DocumentActions,
        time: TimeActions,
        library: RunLibrary,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._lab = lab
        self._documents = documents
        self._time, self._library = time, library
        self._sweep: SweepPanel | None = None
        self._twins = TwinKeeper(lab, self)
        window.docks[EXPERIMENT.id].when_made(self._wire_experiment)
        window.docks[CURVES.id].when_made(self._wire_curves)
        window.docks[LEDGER.id].when_made(self._wire_ledger)
        window.docks[SWEEP.id].when_made(self._wire_sweep)
        window.docks[TWINS.id].when_made(self._wire_twins)
        badge = SweepBadge(window.docks[SWEEP.id])
        window.transport.add_badge(badge)
        badge.resized.connect(window.transport.fit)
        lab.pending_changed.connect(self._on_pending_changed)
        library.overlays_changed.connect(self._on_overlays_changed)

    @Slot(object)
    def _wire_experiment(self, panel: ExperimentPanel) -> None:
        panel.data_file_wanted.connect(self._documents.data.ask)
        panel.data_folder_wanted.connect(self._documents.data.ask_for_folder)
        panel.data_change_wanted.connect(self._documents.data.change)
        panel.open_wanted.connect(self._documents.ask_to_open)
        panel.save_wanted.connect(self._documents.ask_to_save_experiment)
        panel.restart_wanted.connect(self._lab.restart)
        self._lab.data_loader.fetcher.fetched.connect(panel.refresh_later)

    @Slot(object)
    def _wire_curves(self, panel: CurvesPanel) -> None:
        panel.branch_wanted.connect(self._time.ask_to_branch)
        panel.fold_wanted.connect(self._time.fold.toggle)

    @Slot(object)
    def _wire_ledger(self, panel: LedgerPanel) -> None:
        panel.sight_wanted.connect(self._window.docks[LEDGER.id].come_forward)

    @Slot(object)
    def _wire_sweep(self, panel: SweepPanel) -> None:
        self._sweep = panel
        panel.open_wanted.connect(self._documents.open_run)
        panel.earlier_wanted.connect(self._ask_for_sweep)

    @Slot()
    def _ask_for_sweep(self) -> None:
        panel = self._sweep
        if panel is None:
            return
        runs = self._library.shelf.folder or Path.home()
        start = runs / SWEEPS if (runs / SWEEPS).is_dir() else runs
        self._documents.file_dialogs.ask_for_folder(
            "Open an earlier sweep", start, panel.open_folder
        )

    @Slot(object)
    def _wire_twins(self, panel: TwinsPanel) -> None:
        panel.training_wanted.connect(self._train_anew)
        panel.restart_wanted.connect(self._lab.restart)
        panel.other_wanted.connect(self._twins.show_other)
        panel.rest_wanted.connect(self._twins.leave_out)
        panel.former_wanted.connect(self._twins.resume_with)
        panel.compare_wanted.connect(self._library.compare_with)

    @Slot()
    def _train_anew(self) -> None:
        self._lab.restart(start=True)

    @Slot(bool)
    def _on_pending_changed(self, is_pending: bool) -> None:
        self._window.experiment_panel.show_pending(is_pending)

    @Slot(list)
    def _on_overlays_changed(self, overlays: list[CurveOverlay]) -> None:
        self._window.curves_panel.show_overlays(overlays)
