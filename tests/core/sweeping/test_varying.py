"""Settings put into an experiment, and which of them apply."""

import json

import pytest

from core.errors import SpecError
from core.sweeping.grid import grid_of
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.varied import chosen_settings, varied
from tests.support.sweep_files import small_experiment, sweep_data


def sweep(space, **changes):
    data = sweep_data(small_experiment(), space=space, **changes)
    return sweep_from_json(json.dumps(data))


def test_that_each_setting_arrives_at_its_place_and_nothing_else_changes():
    settings = {
        "optimizer.learning_rate": 0.3,
        "layers.0.filters": 5,
        "network.layers.0.kernel_size": 2,
        "batch_size": None,
        "augmentation.rotate": 4.0,
        "early_stopping.patience": 2,
    }
    spec = sweep({name: {"choices": [value]} for name, value in settings.items()})
    made = varied(spec.experiment, spec.space, settings)
    assert made.optimizer.learning_rate == 0.3
    assert made.network.layers[0].filters == 5
    assert made.network.layers[0].kernel_size == (2, 2)
    assert made.batch_size is None
    assert made.augmentation.rotate == 4.0
    assert made.early_stopping.patience == 2
    back = made.replace(
        network=spec.experiment.network, optimizer=spec.experiment.optimizer, batch_size=8,
        augmentation=spec.experiment.augmentation, early_stopping=None,
    )  # fmt: skip
    assert back == spec.experiment


def test_that_a_part_of_another_kind_keeps_the_fields_both_kinds_have():
    spec = sweep(
        {
            "optimizer": {"choices": ["adam"]},
            "layers.0": {"choices": ["max_pool2d", "layer_norm"]},
        }
    )
    made = varied(spec.experiment, spec.space, {"optimizer": "adam"})
    assert (made.optimizer.KIND, made.optimizer.learning_rate) == ("adam", 0.1)
    made = varied(spec.experiment, spec.space, {"layers.0": "max_pool2d"})
    assert made.network.layers[0].padding == spec.experiment.network.layers[0].padding
    assert made.network.layers[0].pool_size == (2, 2)


def test_that_a_setting_is_chosen_only_where_the_kind_has_a_use_for_it():
    spec = sweep(
        {
            "optimizer.momentum": {"choices": [0.5, 0.9]},
            "optimizer.kind": {"choices": ["sgd", "momentum"]},
            "layers.1.negative_slope": {"choices": [0.1, 0.2]},
            "layers.1.kind": {"choices": ["relu", "leaky_relu"]},
        },
        sampler="grid",
    )
    combinations = grid_of(spec)
    assert len(combinations) == len({json.dumps(one, sort_keys=True) for one in combinations})
    # worked by hand: (sgd, or momentum with one of two) times (relu, or leaky with one of two)
    assert len(combinations) == 3 * 3
    for one in combinations:
        assert ("optimizer.momentum" in one) == (one["optimizer.kind"] == "momentum")
        assert ("layers.1.negative_slope" in one) == (one["layers.1.kind"] == "leaky_relu")
        varied(spec.experiment, spec.space, one)


def test_that_the_grid_has_every_value_of_a_range_with_steps():
    space = {
        "layers.0.filters": {"low": 2, "high": 9, "step": 3},
        "augmentation.rotate": {"low": 0, "high": 0.35, "step": 0.1},
    }
    made = grid_of(sweep(space, sampler="grid"))
    assert {one["layers.0.filters"] for one in made} == {2, 5, 8}
    assert {one["augmentation.rotate"] for one in made} == {0.0, 0.1, 0.2, 0.3}
    assert len(made) == 12


def test_that_what_does_not_fit_together_says_so():
    spec = sweep({"layers.0.kernel_size": {"low": 1, "high": 9}})
    assert chosen_settings(spec.space, spec.experiment, lambda one: 9) == {
        "layers.0.kernel_size": 9
    }
    assert spec.run_experiment({"layers.0.kernel_size": 6}, 3).seed == 3
    with pytest.raises(SpecError, match="layer 0"):
        spec.run_experiment({"layers.0.kernel_size": 7}, 3)
