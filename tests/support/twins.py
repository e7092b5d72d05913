"""Pairs of sessions of a small network."""

from dataclasses import dataclass

from core.datasets.dataset import Dataset
from core.documents.recorded_run import Place
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.experiment import Experiment
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.session import TrainingSession
from core.twins.lock_step_recording import LockStepRecording
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import TwinSession
from core.twins.weight_distance import comparable_layers
from tests.support.sessions import LAYERS, make_dataset

EXPERIMENT = Experiment(
    NetworkSpec((6, 6, 1), LAYERS),
    SGDSpec(0.05),
    batch_size=8,
    epochs=3,
    validation_share=0.2,
)


def twin_sessions(dataset=None, first=EXPERIMENT, **changes):
    """Return a pair that differs in `changes`, at step 0."""
    dataset = dataset or make_dataset()
    second = first.replace(**changes)
    return TwinSession(
        session_for(first, dataset),
        [session_for(second, dataset)],
        [TwinNotes(comparable_layers(first.network, second.network))],
    )


def recording(twins):
    """Return two lists that get the rows of every batch, as the sessions deal them out."""
    seen = [], []
    for session, rows in zip((twins.lead, twins.twins[0]), seen, strict=True):
        deal = session.progress.next_rows

        def noted(count, deal=deal, rows=rows):
            dealt = deal(count)
            rows.append(dealt.copy())
            return dealt

        session.progress.next_rows = noted
    return seen


@dataclass
class Run:
    """What is recorded."""

    experiment: Experiment
    dataset: Dataset
    session: TrainingSession
    parent: None = None
    recorder: None = None


def recorded_twins(folder, dataset, recipes):
    """Return the recording of a lead and its twins that have not begun, and their notes."""
    place = Place(folder)
    lead, *others = (Run(one, dataset, session_for(one, dataset)) for one in recipes)
    networks = [one.network for one in recipes]
    notes = [TwinNotes(comparable_layers(networks[0], one)) for one in networks[1:]]
    group = LockStepRecording(
        lead, place, RecordingListener(), [Recording(one, place) for one in others], notes
    )
    group.get_ready()
    return group, notes
