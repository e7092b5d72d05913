"""What is kept of a run when a branch takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.datasets.dataset import Dataset
from core.experiment import Experiment

if TYPE_CHECKING:  # they bring sqlite3, which no window needs before the first step
    from core.documents.recorder import Recorder
    from core.documents.snapshot_memory import SnapshotMemory
    from core.documents.time_machine import TimeMachine
    from core.training.session_state import SessionState


@dataclass(frozen=True, slots=True, eq=False)
class RunPast:
    """The states of a run up to the step that another run began at.

    Attributes
    ----------
    machine : TimeMachine
    memory : SnapshotMemory
        All that `machine` goes by: the document of the run is closed.
    """

    machine: TimeMachine
    memory: SnapshotMemory

    @property
    def first_step(self) -> int:
        """The earliest step one can go back to."""
        return int(self.memory.stored_steps()[0])


def past_of(
    experiment: Experiment, dataset: Dataset, recorder: Recorder, branched: SessionState
) -> RunPast:
    """Return what to keep of a run for a branch; it takes half the run's budget.

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    dataset : Dataset
        What it is trained on.
    recorder : Recorder
        Of the run.
    branched : SessionState
        Of the run where the branch begins.
    """
    from core.documents.snapshot_memory import SnapshotMemory
    from core.documents.time_machine import TimeMachine

    memory = SnapshotMemory(recorder.memory.budget // 2)
    memory.longest_gap = recorder.memory.longest_gap
    for held in recorder.memory.held_after(-1):
        if held.state.step < branched.step:
            memory.add(held.state, pinned=held.is_pinned)
    memory.add(branched, pinned=True)
    machine = TimeMachine(
        experiment,
        dataset,
        (memory,),
        judgements=recorder.judgements,
        foreign=recorder.foreign,
    )
    return RunPast(machine, memory)


def share_budget(budget: int, pasts: Sequence[RunPast], memory: SnapshotMemory) -> None:
    """Let a run and all the runs it came from hold no more than one run alone would.

    Parameters
    ----------
    budget : int
        Bytes, of a run alone.
    pasts : sequence of RunPast
        They get half of it between them: not half of it each.
    memory : SnapshotMemory
        Of the run that goes on, which gets the other half.
    """
    memory.limit(budget // 2 if pasts else budget)
    for past in pasts:
        past.memory.limit(budget // 2 // len(pasts))
