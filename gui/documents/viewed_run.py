"""A run that can be looked at only: its images are not there, or it needs too much memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from core.curves.history import RunHistory
from core.datasets.sample import Part, Sample
from core.documents.run_mark import RunMark
from core.experiment import Experiment
from core.inspection.moment import new_run_id
from core.training.events import TrainingEvent
from core.training.snapshot import Snapshot

if TYPE_CHECKING:  # they bring sqlite3, which no window needs before the first step
    from core.documents.snapshot_memory import SnapshotMemory
    from core.documents.time_machine import TimeMachine


@dataclass(frozen=True, slots=True, eq=False)
class ViewedRun:
    """Everything of a run that needs no images; its file is closed.

    Attributes
    ----------
    path : Path
        The file of the run.
    sentence : str
        Why it cannot be trained; names the place where the images were.
    experiment : Experiment
        What the run was made from.
    start : Snapshot
        The untrained network.
    latest : Snapshot
        The network as the run left it.
    memory : SnapshotMemory or None
        The states that were stored; None of a file of weights.
    machine : TimeMachine or None
        Goes to these states.
    history : RunHistory or None
        What the run said.
    newest : sequence of TrainingEvent
        The last of each kind, for read-outs.
    marks : sequence of RunMark
        What happened to it besides training.
    lacks_images : bool
        Whether images are all that is missing.
    drawing : str
        What was drawn and looked at in it, as its document has it; empty for nothing.
    run_id : str
        The same for all its moments, and for those of no other run.
    """

    path: Path
    sentence: str
    experiment: Experiment
    start: Snapshot
    latest: Snapshot
    memory: SnapshotMemory | None = None
    machine: TimeMachine | None = None
    history: RunHistory | None = None
    newest: Sequence[TrainingEvent] = ()
    marks: Sequence[RunMark] = ()
    lacks_images: bool = True
    drawing: str = ""
    run_id: str = field(default_factory=new_run_id)
    branched_from: ClassVar[RunHistory | None] = None

    @property
    def empty_sample(self) -> Sample:
        """An image without ink, for as long as there is none that fits the network."""
        shape = self.experiment.network.input_shape
        image = np.zeros(shape if len(shape) == 3 else (1, int(np.prod(shape)), 1), np.uint8)
        image.flags.writeable = False
        return Sample(Part.TEST, 0, image, None)
