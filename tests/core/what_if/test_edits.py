"""Changes by hand: values that are applied to a copy."""

import math

import numpy as np
import pytest

from core.errors import SpecError
from core.index_words import count_from
from core.inspection.unknown_gradients import gradients_are_known
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.training.snapshot import load_values
from core.what_if.edits import NO_EDITS, Edits
from core.what_if.freeze import Freeze
from core.what_if.prune import Prune
from core.what_if.redraw import Redraw
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from core.what_if.units import all_units
from tests.support.what_if import BIAS, CNN, HIDDEN, KERNEL, LAST, snapshot_of

OUTLINES = CNN.outline()


def applied(*edits):
    return Edits(edits).apply(CNN, snapshot_of().values)


def test_that_a_number_is_set_and_nothing_else_and_only_in_a_copy():
    own = snapshot_of()
    kept = {path: array.copy() for path, array in own.values.items()}
    network, values = Edits((SetNumber(KERNEL, (1, 0, 0, 2), 0.25),)).apply(CNN, own.values)
    assert network == CNN
    different = [path for path in values if not np.array_equal(values[path], kept[path])]
    assert different == [KERNEL]
    assert np.argwhere(values[KERNEL] != kept[KERNEL]).tolist() == [[1, 0, 0, 2]]
    assert values[KERNEL][1, 0, 0, 2] == np.float32(0.25)
    assert all(np.array_equal(own.values[path], kept[path]) for path in kept)
    assert not any(array.flags.writeable for array in values.values())
    assert values[BIAS] is own.values[BIAS]  # what is not changed is not copied


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e39, -1e7])
def test_that_a_number_that_is_none_is_refused(value):
    with pytest.raises(SpecError, match="from −1,000,000 to 1,000,000"):
        SetNumber(KERNEL, (0, 0, 0, 0), value)


@pytest.mark.parametrize(
    "edit",
    [
        SetNumber("9.dense.weight", (0, 0), 1.0),
        SetNumber(KERNEL, (0, 0, 0, 9), 1.0),
        SetNumber(KERNEL, (0, 0), 1.0),
        SetNumber(KERNEL, (0, 0, 0, -1), 1.0),
        Silence(0, (3,)),
        Silence(2, (0,)),  # a pooling has no filters
        Silence(6, (0,)),  # the classes
        Freeze(1),
        Freeze(12),
        Freeze(0, (7,)),
        Redraw(2),
        Redraw(0, (5,)),
    ],
)
def test_that_what_a_network_does_not_have_is_refused_in_a_sentence(edit):
    with pytest.raises(SpecError) as refused:
        applied(edit)
    assert len(str(refused.value)) <= 300


def test_that_a_silenced_unit_is_0_behind_its_activation_and_its_weights_stay():
    network, values = applied(Silence(0, (1,)), Silence(4, (0, 2)))
    assert network.silenced == ((1, 1), (5, 0), (5, 2))
    own = snapshot_of().values
    assert all(values[path] is own[path] for path in own)
    built = build_network(network, rng=np.random.default_rng(0))
    load_values(built, values)
    x = np.random.default_rng(1).random((2, 8, 8, 1)).astype(np.float32)
    outputs = [x]
    for layer in built.layers:
        outputs.append(layer.forward(outputs[-1], training=False))
    assert outputs[1][..., 1].any()
    assert not outputs[2][..., 1].any()
    assert (outputs[5] != 0).all()
    assert not outputs[6][:, [0, 2]].any()
    assert (outputs[6][:, [1, 3, 4]] != 0).all()


def units_behind(*layers):
    found = all_units(NetworkSpec((12, 12, 1), (*layers, SoftmaxSpec())).outline())
    return [(units.layer, units.place, units.count, units.noun) for units in found]


def test_that_the_last_activation_behind_the_weights_is_where_it_is_silent():
    conv, flat, last = Conv2DSpec(3), FlattenSpec(), DenseSpec(4)
    assert units_behind(conv, ReLUSpec(), MaxPool2DSpec(), flat, last) == [(0, 1, 3, "filter")]
    assert units_behind(conv, BatchNormSpec(), ReLUSpec(), flat, last) == [(0, 2, 3, "filter")]
    assert units_behind(conv, LayerNormSpec(), ReLUSpec(), flat, last) == [(0, 2, 3, "filter")]
    assert units_behind(conv, flat, last) == [(0, 0, 3, "filter")]
    assert units_behind(conv, MaxPool2DSpec(), ReLUSpec(), flat, last) == [(0, 0, 3, "filter")]
    hidden = (flat, DenseSpec(6), SigmoidSpec(), DropoutSpec(0.5), last)
    assert units_behind(*hidden) == [(1, 2, 6, "unit")]
    assert units_behind(flat, last) == []


def test_that_drawing_again_is_as_the_initialiser_draws_and_the_same_every_time():
    own = snapshot_of().values
    _, values = applied(Redraw(0, (1,), 4))
    assert np.array_equal(values[KERNEL][..., [0, 2]], own[KERNEL][..., [0, 2]])
    assert (values[KERNEL][..., 1] != own[KERNEL][..., 1]).all()
    assert values[BIAS][1] == 0 != own[BIAS][1]
    again = applied(Redraw(0, (1,), 4))[1]
    other = applied(Redraw(0, (1,), 5))[1]
    assert np.array_equal(again[KERNEL], values[KERNEL])
    assert (other[KERNEL][..., 1] != values[KERNEL][..., 1]).all()
    whole = applied(Redraw(4, (), 1))[1]
    assert whole[HIDDEN].std() == pytest.approx(np.sqrt(2 / 27), rel=0.25)  # He
    assert not whole["4.dense.bias"].any()


def test_that_pruning_takes_exactly_the_smallest_and_no_bias():
    own = snapshot_of().values
    sizes = np.sort(np.concatenate([np.abs(own[p]).ravel() for p in (KERNEL, HIDDEN, LAST)]))
    for share in (0.0, 0.25, 0.5, 1.0):
        network, values = applied(Prune(share))
        assert network.keeps_zeros
        count = int(share * len(sizes))
        zeros = sum(int((values[path] == 0).sum()) for path in (KERNEL, HIDDEN, LAST))
        assert zeros == count
        left = np.concatenate([np.abs(values[p]).ravel() for p in (KERNEL, HIDDEN, LAST)])
        assert left[left > 0].min(initial=np.inf) >= (sizes[count - 1] if count else 0)
        assert values[BIAS] is own[BIAS]
    assert not applied(Prune(0.5, keeps_zeros=False))[0].keeps_zeros
    for share in (-0.1, 1.1, math.nan):
        with pytest.raises(SpecError, match="from 0 to 1"):
            Prune(share)


def test_that_freezing_marks_units_or_the_layer():
    assert applied(Freeze(0, (2, 1)))[0].frozen_units == ((0, 1), (0, 2))
    assert applied(Freeze(4))[0].layers[4].is_frozen


def test_that_what_is_changed_again_takes_the_place_of_what_was_changed_last():
    first, second = SetNumber(BIAS, (0,), 1.0), SetNumber(BIAS, (0,), 2.0)
    other = SetNumber(BIAS, (1,), 2.0)
    edits = NO_EDITS.with_edit(first).with_edit(second)
    assert edits.items == (second,)
    assert len(edits.with_edit(other).with_edit(first)) == 3
    assert NO_EDITS.with_edit(Prune(0.1)).with_edit(Prune(0.2)).items == (Prune(0.2),)
    assert edits.with_edit(other).without(0).items == (other,)
    assert not NO_EDITS
    assert hash(Edits((first,))) == hash(Edits((first,)))


def test_that_a_changed_snapshot_has_no_gradients_of_the_run():
    network, changed = Edits((Silence(0, (0,)),)).snapshot_of(CNN, snapshot_of())
    assert network.silenced
    assert not gradients_are_known(changed)
    assert changed.record is None


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (SetNumber(KERNEL, (1, 2, 0, 1), -0.5), "weight (1, 2) set to −0.5"),
        (Silence(0, (1,)), "filter 1 of Conv2D silenced"),
        (Silence(0, (0, 1, 2)), "all 3 filters of Conv2D silenced"),
        (Silence(4, (1, 2, 3)), "units 1…3 of Dense 4 silenced"),
        (Freeze(0), "layer Conv2D frozen"),
        (Redraw(4, (3,)), "unit 3 of Dense 4 drawn again"),
        (Redraw(6, (3,)), "class 3 of Dense 6 drawn again"),
        (Prune(0.5), "the smallest 50 % of the weights set to 0, and kept at 0"),
        (Prune(0.5, keeps_zeros=False), "of the weights set to 0, free to learn again"),
    ],
)
def test_that_every_change_is_said_in_words(edit, says):
    assert edit.words(OUTLINES).endswith(says)


def test_that_words_count_as_people_do():
    count_from(1)
    try:
        assert Silence(0, (1,)).words(OUTLINES) == "filter 2 of Conv2D silenced"
    finally:
        count_from(0)
