"""Promises of `Layer.replica`, checked on every layer a file can name."""

import numpy as np
import pytest

from core.buffers import Buffers
from tests.support.layer_cases import LAYER_CASES
from tests.support.layer_steps import (
    Step,
    assert_same_bits,
    example,
    gradients_of,
    state_of,
)


def arrays_of(thing, seen=None):
    """Yield every array that can be reached from an object."""
    seen = set() if seen is None else seen
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, np.ndarray):
        yield thing
    elif isinstance(thing, dict):
        for entry in thing.values():
            yield from arrays_of(entry, seen)
    elif isinstance(thing, list | tuple):
        for entry in thing:
            yield from arrays_of(entry, seen)
    elif type(thing).__module__.startswith("core."):
        names = [*getattr(thing, "__slots__", ()), *getattr(thing, "__dict__", ())]
        for name in names:
            yield from arrays_of(getattr(thing, name), seen)


def test_that_a_replica_does_the_same_step_bit_for_bit(case, rng):
    layer, x, grad = example(case, rng, np.float32)
    replica = layer.replica()
    assert_same_bits(Step(replica).run(x, grad), Step(layer).run(x, grad))


def test_that_a_replica_has_the_very_same_values(case, rng):
    layer, x, _ = example(case, rng)
    layer.forward(x, training=True)
    replica = layer.replica()
    for name, parameter in layer.parameters.items():
        assert replica.parameters[name].value is parameter.value
        parameter.value += 1  # what an optimiser does
    np.testing.assert_array_equal(
        replica.forward(x, training=False), layer.forward(x, training=False)
    )


def test_that_a_replica_shares_no_other_memory(case, rng):
    assert not shared_memory(*example(case, rng))


def test_that_shared_working_memory_would_be_noticed(rng, monkeypatch):
    """The negative control of the test before."""
    monkeypatch.setattr(Buffers, "__deepcopy__", lambda self, memo: self)
    assert shared_memory(*example(LAYER_CASES["dense"], rng))


def shared_memory(layer, x, grad):
    """Return arrays that a layer's replica has in common with it, besides the values."""
    Step(layer).run(x, grad)
    replica = layer.replica()
    Step(replica).run(x.copy(), grad.copy())
    values = {id(parameter.value) for parameter in layer.parameters.values()}
    own = [array for array in arrays_of(layer) if id(array) not in values]
    return [
        array
        for array in arrays_of(replica)
        if id(array) not in values and any(np.may_share_memory(array, other) for other in own)
    ]


def test_that_a_layer_does_not_notice_what_its_replica_does(case, rng):
    layer, x, grad = example(case, rng)
    layer.forward(x, training=True)
    replica = layer.replica()
    before = gradients_of(layer) | state_of(layer)
    replica.forward(2 * x, training=True)
    replica.backward(3 * grad)
    assert_same_bits(gradients_of(layer) | state_of(layer), before)
    expected, _, _ = example(case, np.random.default_rng(20240607))
    expected.forward(x, training=True)
    np.testing.assert_array_equal(layer.backward(grad), expected.backward(grad))
    assert_same_bits(gradients_of(layer), gradients_of(expected))


@pytest.mark.parametrize("setting", ["l2", "is_frozen"])
def test_that_a_replica_keeps_how_each_parameter_is_trained(case, rng, setting):
    layer = case.make(rng, np.float32)
    for parameter in layer.parameters.values():
        setattr(parameter, setting, 0.25 if setting == "l2" else True)
    replica = layer.replica()
    for name, parameter in layer.parameters.items():
        assert getattr(replica.parameters[name], setting) == getattr(parameter, setting)
