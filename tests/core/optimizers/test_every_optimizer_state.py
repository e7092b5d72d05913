"""The memory of every optimiser can be saved and gone on with."""

import numpy as np
import pytest

from core.optimizers.catalog import OPTIMIZERS
from tests.support.optimizer_cases import SPECS, STEPS, every_kind, named, take_steps


@every_kind
def test_that_a_saved_state_goes_on_bit_for_bit(kind):
    whole = SPECS[kind].build(expected := named(np.float32, count=2))
    take_steps(whole, 0, STEPS)
    first = SPECS[kind].build(before := named(np.float32, count=2))
    take_steps(first, 0, 7)
    state = {name: array.copy() for name, array in first.state().items()}
    second = SPECS[kind].build(after := named(np.float32, count=2))
    for (_, old), (_, new) in zip(before, after, strict=True):
        new.value[...] = old.value
    second.load_state(state, step_count=first.step_count)
    take_steps(second, 7, STEPS)
    for (_, one), (_, other) in zip(expected, after, strict=True):
        np.testing.assert_array_equal(one.value, other.value)


@every_kind
def test_that_an_optimizer_taken_back_in_time_repeats_every_bit(kind):
    optimizer = SPECS[kind].build(parameters := named(np.float32))
    value = parameters[0].parameter.value
    take_steps(optimizer, 0, 7)
    state = {name: array.copy() for name, array in optimizer.state().items()}
    then = value.copy()
    take_steps(optimizer, 7, STEPS)
    first = value.copy()
    optimizer.load_state(state, step_count=7)
    value[...] = then
    take_steps(optimizer, 7, STEPS)
    np.testing.assert_array_equal(value, first)


@pytest.mark.parametrize("kind", [kind for kind in OPTIMIZERS if kind != "sgd"])
def test_that_a_state_that_is_forgotten_is_noticed_by_the_numbers(kind):
    """The negative control of the test above."""
    whole = SPECS[kind].build(expected := named(np.float32))
    take_steps(whole, 0, STEPS)
    first = SPECS[kind].build(parameters := named(np.float32))
    take_steps(first, 0, 7)
    second = SPECS[kind].build(parameters)
    take_steps(second, 7, STEPS)
    assert np.any(expected[0].parameter.value != parameters[0].parameter.value)


def test_that_a_state_of_other_names_or_shapes_is_refused():
    adam = SPECS["adam"].build(named())
    state = dict(adam.state())
    with pytest.raises(ValueError, match="Adam: expected the arrays it keeps"):
        adam.load_state({}, step_count=1)
    with pytest.raises(ValueError, match="extra"):
        adam.load_state({**state, "extra": state["mean/0.dense.weight"]}, step_count=1)
    state["mean/0.dense.weight"] = np.zeros(4)
    with pytest.raises(ValueError, match=r"mean/0\.dense\.weight must have shape \(5,\)"):
        adam.load_state(state, step_count=1)
    assert adam.step_count == 0
