"""Two runs take their steps in turns, from the same batches, each as it would alone."""

import math

import numpy as np
import pytest

from core.errors import SpecError
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.momentum import MomentumSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.twins.same_batches import twin_of
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import TwinSession
from core.twins.weight_distance import comparable_layers
from tests.support.sessions import fingerprint, make_dataset, make_session
from tests.support.twins import EXPERIMENT, recording, twin_sessions

SECONDS = {
    "rate": {"optimizer": SGDSpec(0.5)},
    "momentum": {"optimizer": MomentumSpec(0.05)},
    "clipped": {"clip_norm": 0.1},
    "smoothed": {"label_smoothing": 0.2},
}


@pytest.mark.parametrize("changes", SECONDS.values(), ids=SECONDS.keys())
def test_that_twins_see_the_same_images_in_every_step(changes):
    twins = twin_sessions(**changes)
    seen = recording(twins)
    while twins.first.finished is None:
        twins.take_step()
    steps = math.ceil(40 / 8) * 3
    assert len(seen[0]) == len(seen[1]) == steps
    assert all(np.array_equal(a, b) for a, b in zip(*seen, strict=True))
    assert any(not np.array_equal(seen[0][0], rows) for rows in seen[0][1:])


@pytest.mark.parametrize("changes", SECONDS.values(), ids=SECONDS.keys())
def test_that_each_of_a_pair_gets_the_bits_it_would_get_alone(changes):
    twins = twin_sessions(**changes)
    twins.notes.watch(make_dataset().train.images[3])
    alone = [make_session(), make_session(**changes)]
    for _ in range(9):
        twins.take_step()
        for one in alone:
            list(one.run_step())
    assert [fingerprint(twins.first), fingerprint(twins.second)] == list(
        map(fingerprint, alone)
    )
    assert fingerprint(twins.first) != fingerprint(twins.second)


def test_that_the_distance_of_weights_is_what_a_loop_over_all_weights_says():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    for _ in range(4):
        twins.take_step()
    expected = dict.fromkeys(twins.notes.layers, 0.0)
    theirs = dict(twins.second.network.named_parameters())
    for path, parameter in twins.first.network.named_parameters():
        pairs = zip(parameter.value.flat, theirs[path].value.flat, strict=True)
        for a, b in pairs:
            expected[int(path.split(".")[0])] += (float(b) - float(a)) ** 2
    curves = twins.notes.curves()
    assert curves.steps.tolist() == [0, 1, 2, 3, 4]
    assert twins.notes.layers == (0, 1, 4)
    assert curves.distances[:, 0].tolist() == [0, 0, 0]
    found = dict(zip(twins.notes.layers, curves.distances[:, -1].tolist(), strict=True))
    assert found == pytest.approx({at: math.sqrt(x) for at, x in expected.items()}, rel=1e-5)
    assert curves.whole[-1] == pytest.approx(math.sqrt(sum(expected.values())), rel=1e-5)


def test_that_the_losses_of_both_are_those_of_their_own_steps():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    alone = [make_session(), make_session(optimizer=SGDSpec(0.4))]
    losses = []
    for _ in range(3):
        twins.take_step()
        losses.append([next(iter(one.run_step())).loss for one in alone])
    curves = twins.notes.curves()
    assert np.stack([curves.first, curves.second], 1)[1:].tolist() == losses
    assert math.isnan(curves.first[0])


WRONG = {
    "seed": ({"seed": 5}, "same training images|same order"),
    "batch": ({"batch_size": 4}, "the same batch size in both, received 8 and 4"),
    "split": ({"validation_share": 0.4}, "same training images"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG.keys())
def test_that_runs_of_other_batches_are_refused_and_can_be_brought_together(changes, said):
    dataset = make_dataset()
    second = EXPERIMENT.replace(optimizer=SGDSpec(0.3), **changes)
    first = session_for(EXPERIMENT, dataset)
    with pytest.raises(SpecError, match=said):
        TwinSession(first, session_for(second, dataset), TwinNotes(()))
    mended = twin_of(EXPERIMENT, second)
    assert mended == EXPERIMENT.replace(optimizer=SGDSpec(0.3))
    TwinSession(first, session_for(mended, dataset), TwinNotes(()))


def test_that_sessions_at_other_steps_or_of_other_images_are_refused():
    dataset = make_dataset()
    first, second = session_for(EXPERIMENT, dataset), session_for(EXPERIMENT, dataset)
    list(second.run_step())
    with pytest.raises(SpecError, match="the same step in both, received 0 and 1"):
        TwinSession(first, second, TwinNotes(()))
    with pytest.raises(SpecError, match="same training images"):
        TwinSession(first, session_for(EXPERIMENT, make_dataset()), TwinNotes(()))


def test_that_a_step_that_the_second_gave_up_is_made_up_for_before_the_next():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    gives_up = [True]
    taker = twins._takers[1]
    twins._takers = (
        twins._takers[0],
        lambda stop: [] if gives_up[0] else taker(stop),
    )
    assert twins.take_step()
    assert (twins.first.step, twins.second.step, twins.notes.last_step) == (1, 0, 0)
    assert twins.take_step() == []
    assert twins.first.step == 1
    gives_up[0] = False
    twins.take_step()
    assert (twins.first.step, twins.second.step) == (2, 2)
    assert twins.notes.curves().steps.tolist() == [0, 1, 2]


def test_that_the_first_goes_on_alone_when_the_second_has_broken():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    twins.take_step()
    next(iter(twins.second.network.named_parameters())).parameter.value[...] = np.nan
    while twins.first.finished is None:
        twins.take_step()
    assert twins.second.finished is not None
    assert twins.first.step == 15 > twins.second.step
    assert twins.notes.last_step == twins.second.step


def test_that_a_second_one_that_has_broken_may_be_taken_along_from_any_step():
    dataset = make_dataset()
    first, second = session_for(EXPERIMENT, dataset), session_for(EXPERIMENT, dataset)
    next(iter(second.network.named_parameters())).parameter.value[...] = np.nan
    while second.finished is None:
        list(second.run_step())
    for _ in range(3):
        list(first.run_step())
    twins = TwinSession(first, second, TwinNotes(()))
    assert twins.take_step()
    assert (first.step, twins.notes.last_step) == (4, -1)


def test_that_layers_are_compared_where_their_weights_have_the_same_shapes():
    ours = NetworkSpec(
        (6, 6, 1),
        (FlattenSpec(), DenseSpec(5), ReLUSpec(), DenseSpec(4), DenseSpec(2), SoftmaxSpec()),
    )
    theirs = NetworkSpec(
        (6, 6, 1),
        (FlattenSpec(), DenseSpec(5), SigmoidSpec(), DenseSpec(3), DenseSpec(2), SoftmaxSpec()),
    )
    assert comparable_layers(ours, theirs) == (1,)
    assert comparable_layers(ours, ours) == (1, 3, 4)
