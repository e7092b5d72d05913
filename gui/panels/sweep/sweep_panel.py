"""Many runs of the experiment with other settings: put together, run, and looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.errors import CoreError
from core.experiment import Experiment
from core.figures.figure import Figure
from core.index_words import index_words
from core.sweeping.stored_sweep import trial_path
from core.sweeping.trial_pool import TrialPool
from core.sweeping.trial_row import TrialState
from core.sweeping.varied import varied
from gui.lab.run_shelf import RunShelf
from gui.panels.panel import Panel
from gui.panels.sweep.headline import SweepHeadline
from gui.panels.sweep.importance_keeper import ImportanceKeeper
from gui.panels.sweep.paper_figure import sweep_figure
from gui.panels.sweep.plan_form import TRIALS, PlanForm
from gui.panels.sweep.planned_sweep import (
    fresh_folder,
    plain_problem,
    planned_problem,
    planned_spec,
    planned_wish,
)
from gui.panels.sweep.results_page import ResultsPage
from gui.panels.sweep.runner import RunnerState, SweepWish, workers_of
from gui.panels.sweep.setup_page import SetupPage
from gui.panels.sweep.space_form import SpaceForm
from gui.panels.sweep.sweep_control import SweepControl
from gui.panels.sweep.sweep_words import headline, pill, quiet_line
from gui.panels.sweep.trial_focus import TrialFocus
from gui.state.lab_state import LabState

LEAST_SIZE = QSize(440, 200)
RUN, CONNECT, ON = "Run", "Connect and run", "Resume"
MORE = f"{TRIALS} more trials"
EPOCHS = "epochs"


class SweepPanel(Panel):
    """Shows a form before a sweep, and its trials from its beginning on.

    Parameters
    ----------
    state : LabState
    shelf : RunShelf
        Beside its runs sweeps are kept.
    make_pool : callable, optional
        Returns the workers for a `SweepWish`; called on a thread.

    Signals
    -------
    open_wanted(Path)
        The document of a trial.
    earlier_wanted()
        The folder of an earlier sweep is to be chosen.
    """

    PANEL_ID: ClassVar[str] = "sweep_panel"
    TITLE: ClassVar[str] = "Sweep"

    open_wanted = Signal(object)
    earlier_wanted = Signal()

    def __init__(
        self,
        state: LabState,
        shelf: RunShelf,
        parent: QWidget | None = None,
        *,
        make_pool: Callable[[SweepWish], TrialPool] = workers_of,
    ) -> None:
        super().__init__(parent)
        self._state, self._shelf = state, shelf
        self._proposed: Path | None = None
        self._proposed_for = ""  # what the experiment was called
        self._refusal = ""  # of what was asked for last
        self.focus = TrialFocus(self)
        self.control = SweepControl(make_pool, self)
        self._build()
        self._connect()
        self.refresh_later()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(960, 620)

    def open_folder(self, folder: Path) -> None:
        """Show the sweep in a folder."""
        self.control.open(folder)

    def paper_figure(self) -> Figure | None:
        return sweep_figure(self.focus.trials, self.focus.axis_of_objective)

    def shut_down(self) -> None:
        """End threads and workers, before the window goes."""
        self.control.shut_down()
        self._importance.shut_down()

    def refresh(self) -> None:
        control = self.control
        if self._pages.currentWidget() is self._setup:
            self._show_setup()
        self.focus.show(control.trials)
        if control.trials is not None:
            self._importance.show(control.trials)
        self._warning.setText(control.warning)
        is_setup = self._pages.currentWidget() is self._setup
        self._warning.setVisible(bool(control.warning) and not is_setup)
        trials, axis = control.trials, self.focus.axis_of_objective
        self._headline.show_texts(
            headline(trials, axis),
            pill(control.state, control.seconds_left),
            quiet_line(trials, self.focus.axes, control.most, control.workers),
        )
        self._headline.show_state(
            control.state,
            is_setup=is_setup,
            has_trials=trials is not None,
        )
        wanted = self._with_chosen()
        self._headline.show_use(
            may_use=wanted is not None,
            is_used=wanted == self._state.experiment.experiment,
        )
        if not is_setup:
            has_more = trials is not None and trials.ended >= self._planned_trials
            self._headline.show_run(MORE if has_more else ON, may_run=trials is not None)

    @property
    def _planned_trials(self) -> int:
        return self._plan.trials if isinstance(self._plan.trials, int) else 0

    def _show_setup(self) -> None:
        experiment, plan = self._state.experiment.experiment, self._plan
        if not plan.folder or plan.folder == str(self._proposed or ""):
            self._propose()
        self._space.show_space()
        tried, counts = self._state.sweep_space.tried, (plan.trials, plan.workers)
        problem, may_run = planned_problem(experiment, tried, plan.data(), counts)
        left = self._space.show_problem(problem)
        self._setup.show_problem(left or self._refusal)
        self._headline.show_run(CONNECT if plan.address else RUN, may_run=may_run)

    def _propose(self) -> None:
        """Propose a folder that is not there yet, unless its sweep is the shown one."""
        experiment = self._state.experiment.experiment
        is_idle = self.control.state is RunnerState.IDLE
        is_used = self._proposed == self.control.folder and is_idle
        if self._proposed is None or is_used or experiment.name != self._proposed_for:
            self._proposed_for = experiment.name
            self._proposed = fresh_folder(self._shelf.folder, experiment)
            self._plan.show_folder(self._proposed)

    @Slot()
    def _on_run(self) -> None:
        self._refusal = ""
        trials = self.control.trials
        is_setup = self._pages.currentWidget() is self._setup
        plan, state = self._plan, self._state
        try:
            if is_setup or trials is None:
                tried = state.sweep_space.tried
                spec = planned_spec(state.experiment.experiment, tried, plan.data())
                folder = plan.folder
            else:
                spec, folder = trials.spec, str(self.control.folder)
            count: object = plan.trials
            if not is_setup and trials is not None and trials.ended >= self._planned_trials:
                count = trials.ended + TRIALS
                plan.show_trials(count)
            place = plan.address, plan.tls
            wish = planned_wish(spec, folder, count, plan.workers, place)
        except CoreError as error:
            self._on_failed(str(error))
            return
        self.control.begin(wish)
        self._show_results()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        """Say why, where it can be mended: at the form, unless trials are there."""
        self._refusal = plain_problem(text)
        if not self.control.warning:
            self._show_page(self._setup)

    @Slot()
    def _on_opened(self) -> None:
        trials = self.control.trials
        if trials is not None:
            self._refusal = ""
            planned = max(self.control.planned, len(trials.rows), 1)
            self._plan.show_spec(trials.spec, planned)
            self._plan.show_folder(self.control.folder or "")
            self._show_results()

    def _with_chosen(self) -> Experiment | None:
        """Return the experiment with the settings of the chosen trial; None without one."""
        row, trials = self.focus.chosen, self.control.trials
        if row is None or trials is None:
            return None
        spec = trials.spec
        experiment = varied(spec.experiment, spec.space, row.settings)
        if spec.epochs is not None and EPOCHS not in row.settings:
            # how long each trial may train is no part of what was looked for
            experiment = experiment.replace(epochs=self._state.experiment.experiment.epochs)
        return experiment

    @Slot()
    def _on_use(self) -> None:
        row, experiment = self.focus.chosen, self._with_chosen()
        if row is not None and experiment is not None:
            words = f"use the settings of trial {index_words(row.number)}"
            self._state.experiment.edit(experiment, words)

    @Slot(object)
    def _on_open(self, number: int) -> None:
        trials, folder = self.control.trials, self.control.folder
        row = None if trials is None else trials.row(number)
        if trials is not None and row is not None and folder is not None:
            path = trial_path(folder, row, trials.spec)
            if row.state is not TrialState.RUNNING:
                self.open_wanted.emit(path)

    @Slot()
    def _on_other_page(self) -> None:
        is_setup = self._pages.currentWidget() is self._setup
        self._refusal = ""
        self._show_page(self._results if is_setup else self._setup)

    @Slot()
    def _on_form_edited(self) -> None:
        self._refusal = ""
        self.refresh_later()

    def _show_results(self) -> None:
        self._show_page(self._results)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.refresh_later()

    def _connect(self) -> None:
        state, control, head = self._state, self.control, self._headline
        state.experiment.changed.connect(self.refresh_later)
        state.sweep_space.changed.connect(self._on_form_edited)
        self._plan.edited.connect(self._on_form_edited)
        self._plan.earlier_wanted.connect(self.earlier_wanted)
        control.changed.connect(self.refresh_later)
        control.failed.connect(self._on_failed)
        control.opened.connect(self._on_opened)
        head.other_page_wanted.connect(self._on_other_page)
        head.pause_wanted.connect(control.pause_or_resume)
        head.stop_wanted.connect(control.stop)
        head.run_wanted.connect(self._on_run)
        head.use_wanted.connect(self._on_use)
        self._results.prune_wanted.connect(control.prune)
        self.focus.open_wanted.connect(self._on_open)

    def _build(self) -> None:
        name, state = self.PANEL_ID, self._state
        self._headline = SweepHeadline(state.theme, f"{name}_headline")
        self._warning = QLabel()
        self._warning.setObjectName(f"{name}_warning")
        self._warning.setProperty("role", "warning")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self._warning.setContentsMargins(16, 0, 16, 0)
        self._space = SpaceForm(
            state.experiment, state.sweep_space, state.theme, f"{name}_space"
        )
        self._plan = PlanForm(f"{name}_plan")
        self._setup = SetupPage(self._space, self._plan, f"{name}_setup")
        self._results = ResultsPage(self.focus, state.theme, name)
        self._importance = ImportanceKeeper(self._results.importance, self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._setup)
        self._pages.addWidget(self._results)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headline)
        column.addWidget(self._warning)
        column.addWidget(self._pages, 1)
