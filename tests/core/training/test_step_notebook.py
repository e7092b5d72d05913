"""Steps are noted when asked for, and noting changes nothing."""

import numpy as np
import pytest

from core.training.build import session_for
from core.training.session_state import capture, restore
from core.training.snapshot import take_snapshot
from tests.support.random_runs import begun, fingerprint, random_experiment, small_dataset


def step(session):
    return list(session.run_step())


@pytest.mark.parametrize("seed", range(10))
def test_that_noting_every_step_changes_no_bit(seed):
    experiment, dataset = random_experiment(seed), small_dataset(seed)
    plain, _ = begun(experiment, dataset, 7)
    noted = session_for(experiment, dataset)
    while noted.step < plain.step:
        noted.notebook.want_next()
        step(noted)
    assert fingerprint(noted) == fingerprint(plain)


def test_that_only_the_step_asked_for_is_noted():
    session, _ = begun(random_experiment(3), small_dataset(3), 1)
    assert session.notebook.record is None
    session.notebook.want_next()
    before = take_snapshot(session.network, step=1, epoch=1)
    memory = {name: array.copy() for name, array in session.optimizer.state().items()}
    events = step(session)
    record = session.notebook.record
    assert record.step == session.step == 2
    assert record.learning_rate == events[0].learning_rate
    assert record.optimizer_step == session.optimizer.step_count
    assert len(record) == events[0].images
    assert set(record.rows.tolist()) <= set(session.train_rows.tolist())
    for path, array in before.values.items():
        np.testing.assert_array_equal(record.values[path], array)
    for name, array in memory.items():
        np.testing.assert_array_equal(record.kept[name], array)
    step(session)
    assert session.notebook.record is None


def test_that_a_record_stays_as_it_is_when_training_goes_on():
    session, _ = begun(random_experiment(6), small_dataset(6), 1)
    session.notebook.want_next()
    step(session)
    record = session.notebook.record
    copies = [array.copy() for array in (*record.values.values(), *record.kept.values())]
    rows = record.rows.copy()
    for _ in range(5):
        step(session)
    np.testing.assert_array_equal(record.rows, rows)
    now = (*record.values.values(), *record.kept.values())
    for array, copy in zip(now, copies, strict=True):
        np.testing.assert_array_equal(array, copy)
        assert not array.flags.writeable


def test_that_a_session_that_was_put_elsewhere_has_no_record():
    session, _ = begun(random_experiment(0), small_dataset(0), 2)
    state = capture(session)
    session.notebook.want_next()
    step(session)
    restore(session, state)
    assert session.notebook.record is None


def test_that_weights_put_back_at_the_end_are_not_told_as_a_step():
    experiment = random_experiment(0).replace(
        keep_best=True, early_stopping=None, validate_every=1, epochs=2
    )
    for seed in range(20):
        session = session_for(experiment.replace(seed=seed), small_dataset(0))
        while session.finished is None:
            session.notebook.want_next()
            step(session)
        if session.best.step != session.step:
            break
    assert session.best.step != session.step
    assert session.notebook.record is None


def test_that_a_step_that_was_not_taken_is_not_told():
    experiment = random_experiment(0).replace(clip_norm=None)
    session = session_for(experiment, small_dataset(0))
    next(iter(session.network.named_parameters())).parameter.value[...] = np.nan
    session.notebook.want_next()
    step(session)
    assert session.finished is not None
    assert session.notebook.record is None


def test_that_a_step_nobody_asked_for_copies_nothing(monkeypatch):
    session, _ = begun(random_experiment(3), small_dataset(3), 1)
    notebook, rows = session.notebook, session.train_rows[:8]
    copied = []
    monkeypatch.setattr(
        "core.training.step_notebook.frozen_copy", lambda array: copied.append(1) or array
    )
    notebook.begin(2, rows)
    notebook.finish(1.0)
    assert notebook.record is None
    assert not copied
    notebook.want_next()
    notebook.begin(3, rows)
    assert copied
