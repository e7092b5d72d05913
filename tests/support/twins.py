"""Pairs of sessions of a small network."""

from core.experiment import Experiment
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
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
