"""A run goes on another way from one of its steps."""

import numpy as np
import pytest

from core.documents.time_machine import TimeMachine
from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import SpecError
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
from core.training.session_state import BEST, capture, resumed_session
from core.training.snapshot import take_snapshot
from tests.support.quick_sample import quick_sample
from tests.support.random_runs import (
    fingerprint,
    take_steps,
)
from tests.support.recalled_runs import assert_same, recorded


@pytest.mark.parametrize("seed", quick_sample(range(10), 3))
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
@pytest.mark.parametrize(
    "step",
    [pytest.param(0, marks=pytest.mark.slow), 7, pytest.param(12, marks=pytest.mark.slow)],
)
def test_that_a_changed_branch_acts_at_the_same_weights_and_runs_to_its_end(name, step):
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


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        ({"optimizer": SGDSpec(0.01)}, True),
        ({"label_smoothing": 0.2}, False),
        ({"loss": "mean_squared_error"}, False),
        ({"keep_best": False}, False),
    ],
)
def test_that_the_best_weights_are_kept_only_if_they_were_judged_by_the_same_loss(
    changes, is_kept
):
    experiment, dataset, recorder, _ = recorded(
        4, keep_best=True, label_smoothing=0.0, validate_every=1, early_stopping=None,
        batch_size=6, loss="categorical_cross_entropy",
    )  # fmt: skip
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    _, state = machine.branch(3, **changes)
    has_best = state.best is not None and state.best.step > 0
    assert has_best == is_kept
    assert any(name.startswith(BEST) for name in state.arrays) == is_kept
