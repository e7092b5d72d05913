"""A real run on real digits, trained and recorded, to travel in."""

from __future__ import annotations

from dataclasses import dataclass

from core.datasets.dataset import Dataset
from core.documents.recorder import Recorder
from core.documents.time_machine import TimeMachine
from core.experiment import Experiment
from core.presets import SEED_CNN
from core.training.build import session_for
from core.training.events import TrainingEvent
from core.training.session import TrainingSession
from core.training.snapshot import Snapshot, take_snapshot
from tests.support.moments import small_mnist


@dataclass
class RecordedRun:
    """A run that was trained for some steps while a recorder kept its states."""

    experiment: Experiment
    dataset: Dataset
    session: TrainingSession
    recorder: Recorder
    events: list[TrainingEvent]

    @property
    def machine(self) -> TimeMachine:
        return TimeMachine.of_recorder(self.recorder, self.experiment, self.dataset)

    def train(self, steps: int) -> list[TrainingEvent]:
        """Take some more steps; return what they said."""
        said: list[TrainingEvent] = []
        for _ in range(steps):
            events = list(self.session.run_step())
            self.recorder.record(events)
            said += events
        self.events += said
        return said


def record_run(steps: int = 0, *, budget: int = 2**28, **changes: object) -> RecordedRun:
    """Train seed-cnn on few digits, with an epoch of 40 steps."""
    experiment = SEED_CNN.replace(epochs=5, validation_share=0.8, **changes)
    dataset = small_mnist()
    session = session_for(experiment, dataset, threads=1)
    run = RecordedRun(experiment, dataset, session, Recorder(session, budget=budget), [])
    run.train(steps)
    return run


def headless_snapshot(experiment: Experiment, dataset: Dataset, step: int) -> Snapshot:
    """Return what a session of its own, stopped at `step`, holds."""
    session = session_for(experiment, dataset, threads=1)
    while session.step < step:
        list(session.run_step())
    return take_snapshot(session.network, step=session.step, epoch=session.epoch)
