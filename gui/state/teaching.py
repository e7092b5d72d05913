"""One step of training on a drawing, as panels ask for it and see what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.datasets.sample import Sample

if TYPE_CHECKING:  # it brings training, which no window needs at its start
    from core.training.taught_step import TaughtStep


class TeachingStage(Enum):
    """How far it is."""

    NOTHING = "nothing"
    WORKING = "working"
    DONE = "done"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A drawing, what it is meant to be, and where in which run it is learned.

    Attributes
    ----------
    sample : Sample
    label : int
    step : int
        Of the run.
    run_id : str
    """

    sample: Sample
    label: int
    step: int
    run_id: str


class Teaching(QObject):
    """Holds what a step on a drawing would do, until it is kept as a branch or thrown away.

    Signals
    -------
    changed()
        `stage`, `taught` or `trouble` is another.
    wanted(Lesson)
        A step is to be tried on a network of its own.
    kept(Lesson, TaughtStep)
        What it led to is to become a branch.
    given_up()
        The step is not wanted any more.
    """

    changed = Signal()
    wanted = Signal(object)
    kept = Signal(object, object)
    given_up = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stage = TeachingStage.NOTHING
        self.lesson: Lesson | None = None
        self.taught: TaughtStep | None = None
        self.trouble = ""

    def ask(self, lesson: Lesson) -> None:
        """Have a step tried."""
        self._become(TeachingStage.WORKING, lesson)
        self.wanted.emit(lesson)

    def answer(self, taught: TaughtStep) -> None:
        """Show what came of it."""
        self._become(TeachingStage.DONE, self.lesson, taught)

    def fail(self, trouble: str) -> None:
        """Say why there is nothing to show."""
        self._become(TeachingStage.NOTHING, trouble=trouble)

    def keep(self) -> None:
        """Make what came of it a branch of the run."""
        lesson, taught = self.lesson, self.taught
        if lesson is not None and taught is not None:
            self._become(TeachingStage.NOTHING)
            self.kept.emit(lesson, taught)

    def throw_away(self) -> None:
        """Forget it; the run was never touched."""
        if self.stage is not TeachingStage.NOTHING or self.trouble:
            self._become(TeachingStage.NOTHING)
            self.given_up.emit()

    def _become(
        self,
        stage: TeachingStage,
        lesson: Lesson | None = None,
        taught: TaughtStep | None = None,
        trouble: str = "",
    ) -> None:
        self.stage, self.lesson, self.taught, self.trouble = stage, lesson, taught, trouble
        self.changed.emit()
