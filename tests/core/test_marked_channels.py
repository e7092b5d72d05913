"""Filters and units of a network that are silenced, or frozen."""

import json

import numpy as np
import pytest

from core.errors import SpecError
from core.experiment import experiment_from_json, experiment_to_json
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import (
    NetworkSpec,
    build_network,
    network_spec_from_json,
    network_spec_to_json,
)
from core.optimizers.catalog import OPTIMIZERS
from core.presets import PRESETS, SEED_CNN
from core.training.objective import Objective

CNN = SEED_CNN.network


def with_channels(**channels):
    return NetworkSpec(CNN.input_shape, CNN.layers, **channels)


def test_that_a_plain_network_is_written_as_it_always_was():
    assert json.loads(network_spec_to_json(CNN)).keys() == {"input_shape", "layers"}


def test_that_what_is_silenced_and_frozen_is_written_and_read_in_order_and_once():
    spec = with_channels(silenced=((1, 5), (1, 2), (1, 5)), frozen_units=[[0, 3]])
    assert spec.silenced == ((1, 2), (1, 5))
    assert network_spec_from_json(network_spec_to_json(spec)) == spec
    experiment = SEED_CNN.replace(network=spec)
    assert experiment_from_json(experiment_to_json(experiment)) == experiment
    outlines = spec.outline()
    assert (outlines[1].silenced, outlines[0].frozen_units) == ((2, 5), (3,))


@pytest.mark.parametrize(
    ("channels", "says"),
    [
        ({"silenced": ((9, 0),)}, "no layer"),
        ({"silenced": ((1, 8),)}, "expected one of 8 channels, received 8"),
        ({"silenced": ((2, 0),)}, "cannot be silenced"),  # the pooling picks winners
        ({"silenced": ((4, 0),)}, "cannot be silenced"),  # the classes
        ({"silenced": ((5, 0),)}, "cannot be silenced"),
        ({"frozen_units": ((1, 0),)}, "nothing to freeze"),
    ],
)
def test_that_channels_that_are_not_there_are_refused(channels, says):
    with pytest.raises(SpecError, match=says):
        with_channels(**channels).outline()


@pytest.mark.parametrize(
    "given", ["abc", [1], [[1]], [["a", 0]], [[1, -1]], [[1, 0.5]], [[True, 0]], [None]]
)
def test_that_a_file_with_nonsense_for_channels_is_refused_in_a_sentence(given):
    data = json.loads(network_spec_to_json(CNN)) | {"silenced": given}
    with pytest.raises(SpecError, match="silenced"):
        network_spec_from_json(json.dumps(data))


def numbers(seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((6, 28, 28, 1)).astype(np.float32), rng.integers(0, 10, 6)


def test_that_a_silenced_network_trains_and_leaves_the_silent_filter_as_it_is():
    network = build_network(with_channels(silenced=((1, 2),)), rng=np.random.default_rng(7))
    weight = network.layers[0].parameters["weight"]
    before = weight.value.copy()
    objective = Objective(network, CategoricalCrossEntropy())
    optimizer = SEED_CNN.optimizer.build(network.trained_parameters())
    for _ in range(3):
        objective.value_and_gradients(*numbers())
        assert not weight.gradient[..., 2].any()
        optimizer.step()
    moved = (weight.value != before).any(axis=(0, 1, 2))
    assert not moved[2]
    assert moved.sum() > 4  # some never fire on noise


@pytest.mark.parametrize("kind", sorted(OPTIMIZERS))
def test_that_every_optimiser_leaves_frozen_units_as_they_are_and_moves_all_others(kind):
    spec = with_channels(frozen_units=((0, 1), (4, 3)))
    free = build_network(CNN, rng=np.random.default_rng(7))
    held = build_network(spec, rng=np.random.default_rng(7))
    for network in (free, held):
        objective = Objective(network, CategoricalCrossEntropy())
        optimizer = OPTIMIZERS[kind]().build(network.trained_parameters())
        objective.value_and_gradients(*numbers())
        optimizer.step()
    first = build_network(CNN, rng=np.random.default_rng(7))
    frozen = {"0.conv2d.weight": 1, "0.conv2d.bias": 1, "4.dense.weight": 3, "4.dense.bias": 3}
    for (path, own), (_, other), (_, start) in zip(
        held.named_parameters(), free.named_parameters(), first.named_parameters(), strict=True
    ):
        unit = frozen[path]
        assert np.array_equal(own.value[..., unit], start.value[..., unit]), path
        others = [at for at in range(own.value.shape[-1]) if at != unit]
        assert np.array_equal(own.value[..., others], other.value[..., others]), path


def test_that_presets_have_no_marks():
    assert all(not one.network.silenced for one in PRESETS.values())
