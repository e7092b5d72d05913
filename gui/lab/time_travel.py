"""Makes the time machine part of the lab."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot

from core.arrays import IntArray
from core.documents.run_mark import MarkKind, RunMark
from core.number_text import size_words
from core.what_if.edits import NO_EDITS, Edits
from gui.background.one_task import OneTask
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_branching import branched_run, taught_run
from gui.documents.run_memory import RunMemory
from gui.documents.run_past import RunPast, share_budget
from gui.documents.viewed_run import ViewedRun
from gui.lab.lab import Lab
from gui.lab.teacher import OTHER_RUN, Teacher
from gui.lab.time_traveller import TimeTraveller
from gui.state.teaching import Lesson
from gui.state.time_flag import FlagKind, TimeFlag

if TYPE_CHECKING:  # training, which no window needs at its start
    from core.training.taught_step import TaughtStep

NEEDS_IMAGES = "A branch needs the images that this run was trained on."
NEEDS_MEMORY = "A branch needs more memory than there is: this run can only be looked at."
NEEDS_STEPS = "There is nothing to branch from yet: train first."
#: How often the slider learns which steps are stored.
LOOK_MS = 500
NO_STEPS: IntArray = np.empty(0, np.int64)
_FLAGS = {
    MarkKind.PAUSED: (FlagKind.PAUSED, "Training was paused here."),
    MarkKind.BRANCHED: (FlagKind.BRANCHED, "This run was branched off here."),
}


class TimeTravel(QObject):
    """Lets the timeline know the current run, brings its steps back, and branches it.

    Parameters
    ----------
    lab : Lab
    """

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._timeline = lab.state.timeline
        self.traveller = TimeTraveller(self._timeline, lab.moment_keeper, self)
        self._past: list[tuple[int, RunPast]] = []  # since which step, until the next one's
        self._viewed: ViewedRun | None = None
        self._began = 0
        self._budget = 0  # bytes for states of a run that came from no other
        self._memory = RunMemory(())
        self._opened_with = NO_STEPS  # what the document of an opened run had
        teaching = lab.state.teaching
        self._teacher = Teacher(teaching, self.traveller, self._current_run, self)
        self._task = OneTask("branch", self)
        self._task.done.connect(self._on_branch_built)
        self._task.failed.connect(self._on_branch_failed)
        teaching.kept.connect(self._on_taught)
        self._look_timer = QTimer(self, interval=LOOK_MS)
        self._look_timer.timeout.connect(self._look_at_stored)
        self.traveller.failed.connect(self.report)
        lab.events_arrived.connect(self._timeline.add_events)
        lab.run_prepared.connect(self._on_run_prepared)
        lab.run_keeper.recorder_changed.connect(self._on_recorder_changed)
        lab.run_keeper.marked.connect(self._on_marked)

    @property
    def run(self) -> PreparedRun | None:
        """The current run."""
        return self._current_run()

    def _current_run(self) -> PreparedRun | None:
        recording = self._lab.run_keeper.recording
        return None if recording is None else recording.run

    @property
    def no_branch(self) -> str:
        """Why nothing can be branched off the shown step; empty if something can."""
        if self.run is None and self._viewed is not None:
            lacks = self._viewed.lacks_images
            return NEEDS_IMAGES if lacks else NEEDS_MEMORY
        if self.run is None or not self._timeline.last_step:
            return NEEDS_STEPS
        return ""

    def branch(self, step: int, changes: Mapping[str, Any], edits: Edits = NO_EDITS) -> None:
        """Begin another run where this one was at `step`, and make it the current one.

        Parameters
        ----------
        step : int
        changes : mapping
            New values for fields of the experiment.
        edits : Edits
            Changes by hand to the network as it is at `step`.
        """
        run, machine = self.run, self.traveller.machine_at(step)
        if self._task.is_busy:
            return
        if run is None or machine is None:
            self.report(self.no_branch or NEEDS_STEPS)
            return
        recorder = self._lab.run_keeper.recorder
        history = self._lab.state.curves.history
        self._task.begin(
            partial(branched_run, run, recorder, machine, history, step, changes, edits)
        )

    @Slot(str)
    def report(self, text: str) -> None:
        """Say what cannot be done."""
        self._lab.notice.emit("error", text)

    def shut_down(self) -> None:
        """End every thread."""
        self._look_timer.stop()
        self._task.shut_down()
        self._teacher.shut_down()

    @Slot(object)
    def _on_run_prepared(self, run: PreparedRun | ViewedRun) -> None:
        self._viewed = run if isinstance(run, ViewedRun) else None
        is_branch = run.branched_from is not None
        step, before = run.latest.step, self._timeline.flags
        if not is_branch:
            self._past, before = [], ()
        self._began = step if is_branch else 0
        self._timeline.begin(self._first_step(run), step)
        if run.history is not None:
            self._timeline.add_events(run.history.events(step))
        for flag in before:
            if _outlives(flag, step):
                self._timeline.add_flag(flag)
        for mark in run.marks:
            self._on_marked(mark)
        if is_branch and isinstance(run, PreparedRun):
            self._timeline.add_flag(TimeFlag(step, FlagKind.BRANCHED, _branch_text(run)))
        self._look_timer.start()
        self._on_recorder_changed()

    def _first_step(self, run: PreparedRun | ViewedRun) -> int:
        if isinstance(run, ViewedRun):
            return run.latest.step if run.memory is None else int(run.memory.stored_steps()[0])
        if self._past:
            return self._past[0][1].first_step
        if run.recorder is None:
            return run.session.step
        return min(int(source.stored_steps()[0]) for source in run.recorder.sources)

    @Slot()
    def _on_recorder_changed(self) -> None:
        run, recorder = self.run, self._lab.run_keeper.recorder
        machines = [(since, past.machine) for since, past in self._past]
        memories = [(since, past.memory) for since, past in self._past]
        if run is not None and recorder is not None:
            if not self._past:
                self._budget = recorder.memory.budget
            share_budget(self._budget, [past for _, past in self._past], recorder.memory)
            from core.documents.time_machine import TimeMachine  # with sqlite3: not at start

            machine = TimeMachine.of_recorder(recorder, run.experiment, run.dataset)
            machines.append((self._began, machine))
            memories.append((self._began, recorder.memory))
        viewed = self._viewed if run is None else None
        if viewed is not None and viewed.machine is not None and viewed.memory is not None:
            machines.append((0, viewed.machine))
            memories.append((0, viewed.memory))
        self.traveller.use(machines)
        self._memory = RunMemory(memories)
        self._opened_with = NO_STEPS
        document = None if recorder is None else recorder.document
        if run is not None and run.recorder is not None and document is not None:
            self._opened_with = document.stored_steps()
        shown = run or viewed
        if shown is not None:
            self._timeline.use_memory(self._memory, shown.run_id)
        self._look_at_stored()

    @Slot()
    def _look_at_stored(self) -> None:
        self._timeline.set_stored(np.union1d(self._memory.stored_steps(), self._opened_with))

    @Slot(object)
    def _on_marked(self, mark: RunMark) -> None:
        if mark.kind in _FLAGS:
            kind, text = _FLAGS[mark.kind]
            self._timeline.add_flag(TimeFlag(mark.step, kind, mark.text or text))

    @Slot(object, object)
    def _on_taught(self, lesson: Lesson, taught: TaughtStep) -> None:
        """Make what the run learned from a drawing a branch of it."""
        run, recorder = self.run, self._lab.run_keeper.recorder
        if run is None or run.run_id != lesson.run_id or self._task.is_busy:
            self.report(OTHER_RUN)
            return
        history = self._lab.state.curves.history
        self._task.begin(partial(taught_run, run, recorder, history, taught))

    @Slot(object)
    def _on_branch_built(self, run: PreparedRun) -> None:
        step = run.session.step
        self._past = [(since, past) for since, past in self._past if since < step]
        is_parents_own = not self._past or self._began < step
        if run.past is not None and is_parents_own:
            self._past.append((self._began, run.past))
        self._lab.take_over_branch(run)

    @Slot(str)
    def _on_branch_failed(self, text: str) -> None:
        if text:
            self._lab.notice.emit("error", f"No branch was made. {text}"[:300])


def _outlives(flag: TimeFlag, step: int) -> bool:
    """Return whether a branch at `step` shares what happened, and would not find it again."""
    kinds = (FlagKind.PAUSED, FlagKind.BRANCHED, FlagKind.LEARNING_RATE)
    return flag.step <= step and flag.kind in kinds


def _branch_text(run: PreparedRun) -> str:
    optimizer = run.experiment.optimizer
    rate = size_words(optimizer.learning_rate)
    return (
        f"Branched here: {optimizer.TITLE}, learning rate {rate}, "
        f"batch size {run.session.plan.batch_size:,}."
    )
