"""Two runs take their steps in turns, from the same batches, each as it would alone."""

import math
from dataclasses import replace

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
from core.twins.twin_session import MOST_MADE_UP, TwinSession
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
    while twins.lead.finished is None:
        twins.take_step()
    steps = math.ceil(40 / 8) * 3
    assert len(seen[0]) == len(seen[1]) == steps
    assert all(np.array_equal(a, b) for a, b in zip(*seen, strict=True))
    assert any(not np.array_equal(seen[0][0], rows) for rows in seen[0][1:])


@pytest.mark.parametrize("changes", SECONDS.values(), ids=SECONDS.keys())
def test_that_each_of_a_pair_gets_the_bits_it_would_get_alone(changes):
    twins = twin_sessions(**changes)
    twins.notes[0].watch(make_dataset().train.images[3])
    alone = [make_session(), make_session(**changes)]
    for _ in range(9):
        twins.take_step()
        for one in alone:
            list(one.run_step())
    assert [fingerprint(twins.lead), fingerprint(twins.twins[0])] == list(
        map(fingerprint, alone)
    )
    assert fingerprint(twins.lead) != fingerprint(twins.twins[0])


def test_that_the_distance_of_weights_is_what_a_loop_over_all_weights_says():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    for _ in range(4):
        twins.take_step()
    expected = dict.fromkeys(twins.notes[0].layers, 0.0)
    theirs = dict(twins.twins[0].network.named_parameters())
    for path, parameter in twins.lead.network.named_parameters():
        pairs = zip(parameter.value.flat, theirs[path].value.flat, strict=True)
        for a, b in pairs:
            expected[int(path.split(".")[0])] += (float(b) - float(a)) ** 2
    curves = twins.notes[0].curves()
    assert curves.steps.tolist() == [0, 1, 2, 3, 4]
    assert twins.notes[0].layers == (0, 1, 4)
    assert curves.distances[:, 0].tolist() == [0, 0, 0]
    found = dict(zip(twins.notes[0].layers, curves.distances[:, -1].tolist(), strict=True))
    assert found == pytest.approx({at: math.sqrt(x) for at, x in expected.items()}, rel=1e-5)
    assert curves.whole[-1] == pytest.approx(math.sqrt(sum(expected.values())), rel=1e-5)


def test_that_the_losses_of_both_are_those_of_their_own_steps():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    alone = [make_session(), make_session(optimizer=SGDSpec(0.4))]
    losses = []
    for _ in range(3):
        twins.take_step()
        losses.append([next(iter(one.run_step())).loss for one in alone])
    curves = twins.notes[0].curves()
    assert np.stack([curves.first, curves.second], 1)[1:].tolist() == losses
    assert math.isnan(curves.first[0])


WRONG = {
    "seed": ({"seed": 5}, "same training images|same order"),
    "batch": ({"batch_size": 4}, "the same batch size in all, received 8 and 4"),
    "split": ({"validation_share": 0.4}, "same training images"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG.keys())
def test_that_runs_of_other_batches_are_refused_and_can_be_brought_together(changes, said):
    dataset = make_dataset()
    second = EXPERIMENT.replace(optimizer=SGDSpec(0.3), **changes)
    first = session_for(EXPERIMENT, dataset)
    with pytest.raises(SpecError, match=said):
        TwinSession(first, [session_for(second, dataset)], [TwinNotes(())])
    mended = twin_of(EXPERIMENT, second)
    assert mended == EXPERIMENT.replace(optimizer=SGDSpec(0.3))
    TwinSession(first, [session_for(mended, dataset)], [TwinNotes(())])


def test_that_sessions_of_other_images_are_refused():
    first = session_for(EXPERIMENT, make_dataset())
    with pytest.raises(SpecError, match="same training images"):
        TwinSession(first, [session_for(EXPERIMENT, make_dataset())], [TwinNotes(())])


@pytest.mark.parametrize("ahead", [(0, 3), (3, 0), (2, 5), (30, 1)])
def test_that_one_that_is_behind_makes_up_for_it_and_both_get_the_bits_they_would_get_alone(
    ahead,
):
    dataset, longer = make_dataset(), EXPERIMENT.replace(epochs=9)
    recipes = longer, longer.replace(optimizer=SGDSpec(0.3))
    runs = [session_for(one, dataset) for one in recipes]
    for session, steps in zip(runs, ahead, strict=True):
        for _ in range(steps):
            list(session.run_step())
    twins = TwinSession(runs[0], [runs[1]], [TwinNotes((0, 1, 4))])
    last = max(ahead) + 2
    most = 0
    while min(one.step for one in runs) < last:
        before = [one.step for one in runs]
        twins.take_step()
        most = max(most, *(one.step - b for one, b in zip(runs, before, strict=True)))
    assert [one.step for one in runs] == [last, last]
    assert twins.notes[0].curves().steps.tolist() == [max(ahead), last - 1, last]
    assert most <= MOST_MADE_UP + 1  # one far behind does not make up for all at once
    for session, recipe in zip(runs, recipes, strict=True):
        alone = session_for(recipe, dataset)
        while alone.step < last:
            list(alone.run_step())
        assert fingerprint(alone) == fingerprint(session)


def test_that_one_of_another_order_is_refused_when_both_meet():
    dataset = make_dataset()
    first = session_for(EXPERIMENT, dataset)
    other = session_for(EXPERIMENT, dataset)
    list(other.run_step())
    other.progress.load_state(
        replace(
            other.progress.state(),
            generator=session_for(EXPERIMENT.replace(seed=5), dataset)
            .progress.state()
            .generator,
        )
    )
    twins = TwinSession(first, [other], [TwinNotes(())])
    with pytest.raises(SpecError, match="received another seed"):
        twins.take_step()


RATES = (0.05, 0.1, 0.4, 0.6)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_that_several_twins_get_the_same_batches_and_their_own_bits(count):
    dataset = make_dataset()
    recipes = [EXPERIMENT.replace(optimizer=SGDSpec(rate)) for rate in RATES[:count]]
    lead, *others = (session_for(one, dataset) for one in recipes)
    notes = [TwinNotes((0, 1, 4)) for _ in others]
    for one in notes:
        one.watch(dataset.train.images[3])
    twins = TwinSession(lead, others, notes)
    for _ in range(6):
        twins.take_step()
    for at, recipe in enumerate(recipes):
        alone = session_for(recipe, dataset)
        losses = [next(iter(alone.run_step())).loss for _ in range(6)]
        assert fingerprint(alone) == fingerprint((lead, *others)[at])
        if at:
            curves = notes[at - 1].curves()
            assert curves.second[1:].tolist() == losses
            assert curves.first.tolist()[1:] == notes[0].curves().first.tolist()[1:]
            pair = twin_sessions(dataset, recipes[0], optimizer=recipe.optimizer)
            pair.notes[0].watch(dataset.train.images[3])
            for _ in range(6):
                pair.take_step()
            assert pair.notes[0].found == notes[at - 1].found
            assert np.array_equal(pair.notes[0].curves().distances, curves.distances)


@pytest.mark.parametrize("count", [1, 5])
def test_that_too_few_or_too_many_are_refused(count):
    dataset = make_dataset()
    lead, *others = (session_for(EXPERIMENT, dataset) for _ in range(count))
    with pytest.raises(SpecError, match=f"expected 2 to 4 runs, received {count}"):
        TwinSession(lead, others, [TwinNotes(()) for _ in others])


def test_that_one_of_three_that_breaks_is_left_behind_and_says_why():
    dataset = make_dataset()
    lead, b, c = (session_for(EXPERIMENT, dataset) for _ in range(3))
    twins = TwinSession(lead, [b, c], [TwinNotes((0,)), TwinNotes((0,))])
    twins.take_step()
    next(iter(b.network.named_parameters())).parameter.value[...] = np.nan
    while lead.finished is None:
        twins.take_step()
    assert (lead.step, c.step) == (15, 15)
    assert b.step < 15
    assert [one.last_step for one in twins.notes] == [b.step, 15]
    assert twins.notes[0].endings == (lead.finished.explanation, b.finished.explanation)
    assert b.finished.explanation


def test_that_a_step_that_the_second_gave_up_is_made_up_for_before_the_next():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    gives_up = [True]
    taker = twins._takers[1]
    twins._takers = (
        twins._takers[0],
        lambda stop: [] if gives_up[0] else taker(stop),
    )
    assert twins.take_step()
    assert (twins.lead.step, twins.twins[0].step, twins.notes[0].last_step) == (1, 0, 0)
    assert twins.take_step() == []
    assert twins.lead.step == 1
    gives_up[0] = False
    twins.take_step()
    assert (twins.lead.step, twins.twins[0].step) == (2, 2)
    assert twins.notes[0].curves().steps.tolist() == [0, 1, 2]


def test_that_the_first_goes_on_alone_when_the_second_has_broken():
    twins = twin_sessions(optimizer=SGDSpec(0.4))
    twins.take_step()
    next(iter(twins.twins[0].network.named_parameters())).parameter.value[...] = np.nan
    while twins.lead.finished is None:
        twins.take_step()
    assert twins.twins[0].finished is not None
    assert twins.lead.step == 15 > twins.twins[0].step
    assert twins.notes[0].last_step == twins.twins[0].step


def test_that_a_second_one_that_has_broken_may_be_taken_along_from_any_step():
    dataset = make_dataset()
    first, second = session_for(EXPERIMENT, dataset), session_for(EXPERIMENT, dataset)
    next(iter(second.network.named_parameters())).parameter.value[...] = np.nan
    while second.finished is None:
        list(second.run_step())
    for _ in range(3):
        list(first.run_step())
    twins = TwinSession(first, [second], [TwinNotes(())])
    assert twins.take_step()
    assert (first.step, twins.notes[0].last_step) == (4, -1)


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
