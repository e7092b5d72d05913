"""Runs whose every step was noted beside them."""

import numpy as np

from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.run_document import RunDocument
from core.training.build import session_for
from core.training.events import FinishReason
from core.training.session_state import capture
from core.training.snapshot import take_snapshot
from tests.support.random_runs import (
    random_experiment,
    small_dataset,
)


def recorded(seed, path=None, budget=3000, **changes):
    """Train a whole run, thinly recorded; return it with every snapshot taken by hand."""
    experiment = random_experiment(seed).replace(**changes)
    dataset = small_dataset(seed)
    session = session_for(experiment, dataset)
    document = None
    if path is not None:
        recipe = Recipe.for_run(experiment, dataset)
        document = RunDocument.create(path, recipe, capture(session))
        document.begin_writing()
    recorder = Recorder(session, document, budget=budget)
    truth = {0: take_snapshot(session.network, step=0, epoch=0)}

    def train():
        while session.finished is None:
            recorder.record(list(session.run_step()))
            truth[session.step] = take_snapshot(
                session.network, step=session.step, epoch=session.epoch
            )

    train()
    if session.finished.reason is not FinishReason.DIVERGED:
        session.extend(2)
        train()
    return experiment, dataset, recorder, truth


def assert_same(snapshot, expected):
    assert (snapshot.step, snapshot.epoch) == (expected.step, expected.epoch)
    for kind in ("values", "gradients"):
        got, wanted = getattr(snapshot, kind), getattr(expected, kind)
        assert list(got) == list(wanted)
        for path, array in wanted.items():
            np.testing.assert_array_equal(got[path], array, err_msg=path)
