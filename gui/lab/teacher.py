"""Tries a step of training on a drawing, on a network of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.errors import Cancelled
from gui.background.one_task import OneTask
from gui.documents.prepared_run import PreparedRun
from gui.lab.time_traveller import TimeTraveller
from gui.state.teaching import Lesson, Teaching

if TYPE_CHECKING:  # they bring sqlite3 and training, which no window needs at its start
    from core.documents.time_machine import TimeMachine
    from core.training.taught_step import TaughtStep

NO_RUN = "A step on the network needs a run that was trained here: train first."
OTHER_RUN = "Another run is shown by now: ask for the step again."


@dataclass(frozen=True, slots=True, eq=False)
class _Pupil:
    """The run that is to learn."""

    run: PreparedRun
    machine: TimeMachine


class Teacher(QObject):
    """Answers what `Teaching` asks; training goes on meanwhile, on other weights.

    Parameters
    ----------
    teaching : Teaching
    traveller : TimeTraveller
        Knows the run at every step.
    run : callable
        Returns the current run.
    """

    def __init__(
        self,
        teaching: Teaching,
        traveller: TimeTraveller,
        run: Callable[[], PreparedRun | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._teaching = teaching
        self._traveller = traveller
        self._run = run
        self._task = OneTask("step on a drawing", self)
        self._task.done.connect(teaching.answer)
        self._task.failed.connect(self._on_failed)
        teaching.wanted.connect(self._on_wanted)
        teaching.given_up.connect(self._task.give_up)

    def shut_down(self) -> None:
        """End the thread."""
        self._task.shut_down()

    @Slot(object)
    def _on_wanted(self, lesson: Lesson) -> None:
        run, machine = self._run(), self._traveller.machine_at(lesson.step)
        if run is None or machine is None:
            self._teaching.fail(NO_RUN)
        elif run.run_id != lesson.run_id:
            self._teaching.fail(OTHER_RUN)
        else:
            self._task.begin(partial(_teach, _Pupil(run, machine), lesson))

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._teaching.fail(text)


def _teach(
    pupil: _Pupil,
    lesson: Lesson,
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> TaughtStep:
    # on the background thread, long after the window was painted
    from core.training.abandoned import StepAbandoned
    from core.training.taught_step import taught_step

    state = pupil.machine.at(lesson.step, cancelled=cancelled).state
    try:
        return taught_step(
            pupil.run.experiment,
            pupil.run.dataset,
            state,
            lesson.sample.image,
            lesson.label,
            cancelled,
        )
    except StepAbandoned:
        raise Cancelled("the step is no longer wanted") from None
