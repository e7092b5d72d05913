"""A run that can be started, new or gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.curves.history import RunHistory
from core.datasets.dataset import Dataset
from core.documents.run_mark import RunMark
from core.experiment import Experiment
from core.inspection.moment import new_run_id
from core.training.events import TrainingEvent
from core.training.snapshot import Snapshot

if TYPE_CHECKING:  # sqlite3 is not needed before the first step
    from core.documents.recipe import Origin
    from core.documents.recorder import Recorder
    from core.training.session import TrainingSession
    from core.twins.twin_notes import TwinNotes
    from gui.documents.run_past import RunPast


@dataclass(frozen=True, slots=True, eq=False)
class PreparedRun:
    """A run between two steps.

    Attributes
    ----------
    experiment : Experiment
        What the run was made from.
    dataset : Dataset
        The very images it is trained on.
    session : TrainingSession
    start : Snapshot
        The untrained network.
    latest : Snapshot
        The network as it is now: the untrained one of a new run.
    parent : Origin or None
        What it was branched from.
    recorder : Recorder or None
        Of a run that was opened: has its document.
    history : RunHistory or None
        What the run said so far, if it has steps behind it.
    branched_from : RunHistory or None
        What the run said that this one was just branched from, if it was.
    past : RunPast or None
        The states of the run that this one was just branched from, if they were kept.
    newest : sequence of TrainingEvent
        The last of each kind, for read-outs.
    marks : sequence of RunMark
        What happened to it so far besides training.
    remark : str
        What has to be said about it, or nothing.
    drawing : str
        What was drawn and looked at in it, as its document has it; empty for nothing.
    twins : sequence of PreparedRun
        The runs that are to be trained along with it, from the same batches.
    pair_notes : sequence of TwinNotes
        What is noted of it and each of its twins.
    run_id : str
        The same for all its moments, and for those of no other run.
    """

    experiment: Experiment
    dataset: Dataset
    session: TrainingSession
    start: Snapshot
    latest: Snapshot
    parent: Origin | None = None
    recorder: Recorder | None = None
    history: RunHistory | None = None
    branched_from: RunHistory | None = None
    past: RunPast | None = None
    newest: Sequence[TrainingEvent] = ()
    marks: Sequence[RunMark] = ()
    remark: str = ""
    drawing: str = ""
    twins: Sequence[PreparedRun] = ()
    pair_notes: Sequence[TwinNotes] = ()
    run_id: str = field(default_factory=new_run_id)
