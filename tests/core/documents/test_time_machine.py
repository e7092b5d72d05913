"""Going back to any step, and on from there."""

import numpy as np
import pytest

from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import Cancelled, LoadError, SpecError
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.sgd import SGDSpec
from core.schedules.cosine import CosineSpec
from core.schedules.exponential_decay import ExponentialDecaySpec
from core.training.build import session_for
from core.training.events import BatchFinished, FinishReason
from core.training.session_state import capture, resumed_session
from core.training.snapshot import take_snapshot
from tests.support.random_runs import (
    fingerprint,
    random_experiment,
    small_dataset,
    take_steps,
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
    assert recorder.memory.stored_steps().tolist() == [session.step]
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


@pytest.mark.parametrize("seed", range(10))
def test_that_a_branch_without_changes_is_the_run_itself(seed):
    experiment, dataset, recorder, truth = recorded(seed)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    step = int(np.random.default_rng(seed).integers(0, max(truth) + 1))
    same, state = machine.branch(step)
    assert same == experiment
    session = resumed_session(same, dataset, state)
    while session.finished is None:
        list(session.run_step())
        assert_same(
            take_snapshot(session.network, step=session.step, epoch=session.epoch),
            truth[session.step],
        )


CHANGES = {
    "rate": {"optimizer": SGDSpec(0.01)},
    "optimiser": {"optimizer": AdamSpec(0.01)},
    "batch": {"batch_size": 4},
    "full batch": {"batch_size": None},
    "schedule": {"schedule": CosineSpec()},
    "patience": {"early_stopping": EarlyStoppingSpec(1)},
    "best": {"keep_best": True},
    "epochs": {"epochs": 7},
    "clipping": {"clip_norm": 0.5},
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("step", [0, 7, 12])
def test_that_a_changed_branch_begins_at_the_same_weights_and_runs_to_its_end(name, step):
    changes = {"optimizer": SGDSpec(0.1), "batch_size": 6, "epochs": 4, "clip_norm": None}
    experiment, dataset, recorder, truth = recorded(10, **changes)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    branched, state = machine.branch(step, **CHANGES[name])
    assert_same(state.snapshot, truth[step])
    session = resumed_session(branched, dataset, state)
    seen = session.progress.cursor
    take_steps(session, 2)
    if name not in ("best", "epochs", "patience"):
        changed = take_snapshot(session.network, step=0, epoch=0).values
        assert any(
            np.any(array != truth[step + 2].values[path]) for path, array in changed.items()
        )
    planned = session.total_steps
    take_steps(session, 10**6)
    assert session.finished is not None
    assert session.epoch <= (7 if name == "epochs" else 4)
    if session.finished.reason is FinishReason.COMPLETED:
        assert session.step == planned
    assert seen == (step % 6) * 6 or step in (0, 12)


def test_that_a_branch_equals_a_fresh_run_replayed_to_it_and_continued():
    experiment, dataset, recorder, _ = recorded(1, budget=0)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    branched, state = machine.branch(6, batch_size=5)
    by_hand = session_for(experiment, dataset)
    take_steps(by_hand, 6)
    session = resumed_session(branched, dataset, state)
    assert capture(session).epoch == capture(by_hand).epoch
    by_hand.plan = session.plan
    assert take_steps(session, 5)
    take_steps(by_hand, 5)
    assert fingerprint(session) == fingerprint(by_hand)


def test_that_the_optimisers_memory_goes_only_with_another_optimiser():
    experiment, dataset, recorder, _ = recorded(5)  # AdaGrad … AdamW in turn
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    kept = machine.at(5).state.group("optimizer/")
    assert kept
    kind = type(experiment.optimizer)
    _, state = machine.branch(5, optimizer=kind(0.5))
    assert (state.base_rate, state.optimizer_steps) == (0.5, 5)
    for name, array in state.group("optimizer/").items():
        np.testing.assert_array_equal(array, kept[name])
    _, state = machine.branch(5, optimizer=SGDSpec(0.5))
    assert state.group("optimizer/") == {}
    assert state.optimizer_steps == 0


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"seed": 99}, "seed cannot change"),
        ({"data": "other.csv"}, "data cannot change"),
        ({"validation_share": 0.5}, "validation_share cannot change"),
        ({"wings": 2}, "no wings"),
        ({"batch_size": 0}, "batch_size"),
        ({"batch_size": 1000}, "only 36"),
        ({"network": NetworkSpec((6, 6, 1), (FlattenSpec(), DenseSpec(3), SoftmaxSpec()))},
         "layers cannot change"),
    ],
)  # fmt: skip
def test_that_impossible_changes_are_refused(changes, reason):
    experiment, dataset, recorder, _ = recorded(0)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    with pytest.raises(SpecError, match=reason):
        machine.branch(3, **changes)


def test_that_a_diverged_step_is_no_place_to_branch_from():
    experiment, dataset, recorder, _ = recorded(0, optimizer=SGDSpec(1e6), clip_norm=None)
    assert recorder.session.finished.reason is FinishReason.DIVERGED
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    with pytest.raises(SpecError, match="choose an earlier step"):
        machine.branch(recorder.session.step, optimizer=SGDSpec(0.1))
    _, state = machine.branch(0, optimizer=SGDSpec(0.1))
    assert state.finished is None


def test_that_a_branch_at_the_end_needs_more_epochs_to_go_on():
    experiment, dataset, recorder, truth = recorded(1, early_stopping=None)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    _, state = machine.branch(max(truth), optimizer=SGDSpec(0.1))
    assert state.finished is not None
    branched, state = machine.branch(max(truth), optimizer=SGDSpec(0.1), epochs=9)
    assert state.finished is None
    session = resumed_session(branched, dataset, state)
    take_steps(session, 10**6)
    assert session.epoch == 9


@pytest.mark.parametrize("batch_size", [3, 12, 36, None])
def test_that_the_rate_falls_on_by_epochs_after_another_batch_size(batch_size):
    experiment, dataset, recorder, _ = recorded(
        0, optimizer=SGDSpec(0.1), schedule=ExponentialDecaySpec(0.5), batch_size=6, epochs=4
    )
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    branched, state = machine.branch(12, batch_size=batch_size)  # two epochs of six steps
    session = resumed_session(branched, dataset, state)
    batches = [e for e in take_steps(session, 10**6) if isinstance(e, BatchFinished)]
    assert [batch.learning_rate for batch in batches] == [
        pytest.approx(0.1 * 0.5 ** (batch.epoch - 1)) for batch in batches
    ]
    assert batches[-1].epoch == session.plan.epochs


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
