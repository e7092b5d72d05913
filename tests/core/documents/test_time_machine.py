"""Going back to any step, and on from there."""

import numpy as np
import pytest

from core.documents import time_machine
from core.documents.recorder import Recorder
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.errors import Cancelled, LoadError
from core.training.build import session_for
from core.training.session_state import resumed_session
from core.training.snapshot import take_snapshot
from tests.support.random_runs import random_experiment, small_dataset
from tests.support.recalled_runs import assert_same, recorded


@pytest.mark.parametrize("seed", range(12))
def test_that_every_step_comes_back_with_the_tensors_it_had(seed):
    experiment, dataset, recorder, truth = recorded(seed)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    steps = list(truth)
    np.random.default_rng(seed).shuffle(steps)
    for step in steps:
        moment = machine.at(step)
        assert_same(moment.snapshot, truth[step])
        assert moment.is_replayed == (not machine.is_stored(step))
        assert moment.from_step <= step
    assert sum(not machine.is_stored(step) for step in steps) > len(steps) // 3


@pytest.mark.parametrize("seed", [3, 8, 19])
def test_that_every_step_comes_back_from_a_closed_document(seed, tmp_path):
    path = tmp_path / "run.glassbox"
    _, dataset, recorder, truth = recorded(seed, path)
    recorder.close()
    document = RunDocument(path)
    machine = TimeMachine.of_document(document, dataset)
    for step in reversed(truth):
        moment = machine.at(step)
        assert_same(moment.snapshot, truth[step])
        assert moment.is_exact
    document.close()


def test_that_a_document_is_asked_for_what_memory_no_longer_has(tmp_path):
    path = tmp_path / "run.glassbox"
    experiment, dataset, recorder, truth = recorded(1, path, budget=10**9)
    recorder.close()
    document = RunDocument(path)
    session = resumed_session(experiment, dataset, document.latest())
    document.begin_writing()
    recorder = Recorder(session, document)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    assert recorder.memory.stored_steps().tolist() == document.stored_steps().tolist()
    for step in (1, 5, session.step):
        assert_same(machine.at(step).snapshot, truth[step])
    recorder.close()


def test_that_playing_forward_takes_up_the_replay_where_it_stopped(monkeypatch):
    experiment, dataset, recorder, truth = recorded(2, budget=0)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    taken = []
    real = type(recorder.session).run_step

    def counted(session, *args):
        taken.append(session.step)
        return real(session, *args)

    monkeypatch.setattr(type(recorder.session), "run_step", counted)
    for step in range(1, 9):
        assert_same(machine.at(step).snapshot, truth[step])
    assert taken == list(range(8))


@pytest.mark.parametrize("budget", [2**30, 8])
def test_that_going_back_over_what_a_replay_passed_takes_no_step(monkeypatch, budget):
    experiment, dataset, recorder, truth = recorded(2, budget=0)
    monkeypatch.setattr(time_machine, "history_budget", lambda free: budget)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    taken = []
    real = type(recorder.session).run_step

    def counted(session, *args):
        taken.append(session.step)
        return real(session, *args)

    monkeypatch.setattr(type(recorder.session), "run_step", counted)
    for step in (8, *reversed(range(1, 9)), 3, 5):
        moment = machine.at(step)
        assert_same(moment.snapshot, truth[step])
        assert (moment.is_replayed, moment.from_step) == (True, 0)
    assert taken == list(range(8)) if budget > 8 else len(taken) > 30
    with_record = machine.at(5, with_record=True)
    assert with_record.record is not None
    assert_same(with_record.snapshot, truth[5])
    assert budget == 8 or taken[8:] == [4]


def test_that_what_a_replay_passed_is_as_inexact_as_the_way_there(tmp_path):
    path = tmp_path / "run.glassbox"
    experiment, dataset, recorder, _ = recorded(3, path, budget=0, validate_every=None)
    recorder.close()
    losses = {2: -1.0}
    machine = TimeMachine(
        experiment, dataset, (recorder.memory,), recorded_loss=losses.get, judgements={}
    )
    before, after = machine.at(1), machine.at(6)
    assert before.is_exact
    assert not after.is_exact
    assert not machine.at(4).is_exact
    assert not machine.at(5, with_record=True).is_exact
    assert machine.at(1).is_exact


def test_that_replaying_does_not_judge_anew(monkeypatch):
    experiment, dataset, recorder, truth = recorded(3, budget=0, validate_every=1)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    monkeypatch.setattr(type(recorder.session), "evaluate", None)
    assert_same(machine.at(7).snapshot, truth[7])


def test_that_steps_a_run_does_not_have_are_refused():
    experiment, dataset, recorder, truth = recorded(5)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    with pytest.raises(LoadError, match=r"the run ended at step \d+, before 10,000"):
        machine.at(10_000)
    with pytest.raises(LoadError, match="not stored, and none before it"):
        machine.at(-1)
    assert_same(machine.at(max(truth)).snapshot, truth[max(truth)])


def test_that_a_replay_can_be_cancelled_and_asked_for_again():
    experiment, dataset, recorder, truth = recorded(6, budget=0)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    answers = iter([False, False, True])
    with pytest.raises(Cancelled):
        machine.at(9, cancelled=lambda: next(answers))
    assert_same(machine.at(9).snapshot, truth[9])
    assert_same(machine.at(1).snapshot, truth[1])


def test_that_a_replay_that_comes_to_other_losses_says_so(tmp_path):
    path = tmp_path / "run.glassbox"
    experiment, dataset, recorder, _ = recorded(7, path, budget=0)
    recorder.close()
    document = RunDocument(path)
    losses = document.history.batches()["loss"]
    for wrong, is_exact in ((9, True), (2, False)):
        machine = TimeMachine(
            experiment,
            dataset,
            (document,),
            recorded_loss=lambda s, wrong=wrong: float(losses[s - 1]) + (s == wrong) * 1e-9,
        )
        assert machine.at(4).is_exact is is_exact
    document.close()


@pytest.mark.parametrize("seed", range(6))
def test_that_a_stored_moment_can_be_had_with_the_record_of_its_step(seed):
    experiment, dataset, recorder, truth = recorded(seed, early_stopping=None, keep_best=False)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    twin = session_for(experiment, dataset)
    for step in [step for step in truth if 0 < step <= 9]:
        if twin.finished is not None:
            break
        twin.notebook.want_next()
        list(twin.run_step())
        expected, moment = twin.notebook.record, machine.at(step, with_record=True)
        assert_same(moment.snapshot, truth[step])
        record = moment.snapshot.record
        assert (record.step, record.learning_rate, record.clip_factor) == (
            step, expected.learning_rate, expected.clip_factor
        )  # fmt: skip
        np.testing.assert_array_equal(record.rows, expected.rows)
        for kind in ("values", "kept"):
            for name, array in getattr(expected, kind).items():
                np.testing.assert_array_equal(getattr(record, kind)[name], array)
    assert machine.at(0, with_record=True).snapshot.record is None


def test_that_a_run_that_was_extended_is_replayed_beyond_the_end_it_had():
    experiment = random_experiment(2).replace(early_stopping=None, keep_best=False)
    dataset = small_dataset(2)
    session = session_for(experiment, dataset)
    recorder = Recorder(session)
    while session.finished is None:
        recorder.record(list(session.run_step()))
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    assert machine.at(session.step, with_record=True).record is not None  # replayed to its end
    session.extend(2)
    recorder.record([])
    for _ in range(2):
        list(session.run_step())
    truth = take_snapshot(session.network, step=session.step, epoch=session.epoch)
    assert_same(machine.at(session.step).snapshot, truth)
