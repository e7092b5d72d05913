"""Which settings matter, of trials whose values are made up."""

import json

import numpy as np
import pytest

from core.sweeping.importance import importances
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.trial_row import TrialRow, TrialState
from tests.support.sweep_files import small_experiment, sweep_data

SPACE = {
    "optimizer.kind": {"choices": ["sgd", "momentum"]},
    "optimizer.learning_rate": {"low": 0.001, "high": 1, "log": True},
    "optimizer.momentum": {"low": 0.1, "high": 0.9},
    "layers.0.filters": {"low": 1, "high": 32},
    "batch_size": {"choices": [8, 16, None]},
}


def rows_of(value, count=60):
    rng = np.random.default_rng(5)
    rows = []
    for number in range(count):
        settings = {
            "optimizer.kind": ["sgd", "momentum"][rng.integers(2)],
            "optimizer.learning_rate": float(10 ** rng.uniform(-3, 0)),
            "layers.0.filters": int(rng.integers(1, 33)),
            "batch_size": [8, 16, None][rng.integers(3)],
        }
        if settings["optimizer.kind"] == "momentum":
            settings["optimizer.momentum"] = float(rng.uniform(0.1, 0.9))
        noise = 0.01 * rng.normal()
        rows.append(TrialRow(number, TrialState.FINISHED, settings, value(settings) + noise))
    return rows


def sweep(**changes):
    data = sweep_data(small_experiment(), space=SPACE, **changes)
    return sweep_from_json(json.dumps(data))


def planted_rate(settings):
    return -abs(np.log10(settings["optimizer.learning_rate"]) + 1.5)


@pytest.mark.slow
def test_that_the_planted_setting_matters_most():
    shares = importances(sweep(), rows_of(planted_rate))
    assert next(iter(shares)) == "optimizer.learning_rate"
    assert shares["optimizer.learning_rate"] > 0.5
    assert abs(sum(shares.values()) - 1) < 1e-9
    losses = rows_of(lambda settings: -planted_rate(settings))
    shares = importances(sweep(objective="validation_loss"), losses)
    assert next(iter(shares)) == "optimizer.learning_rate"
    shares = importances(sweep(), rows_of(lambda one: float(one["batch_size"] == 16)))
    assert next(iter(shares)) == "batch_size"


def test_that_too_little_says_nothing():
    assert importances(sweep(), []) == {}
    assert importances(sweep(), rows_of(planted_rate, 4)) == {}
    pruned = [TrialRow(n, TrialState.PRUNED, {"batch_size": 8}) for n in range(9)]
    assert importances(sweep(), pruned) == {}
