"""What a sweep tries first: the experiment as it is."""

import json

import pytest

from core.experiment import experiment_from_json, experiment_to_json
from core.sweeping.own_settings import own_settings
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.varied import varied
from core.sweeping.varied_fields import varied_fields
from tests.support.stubbed_sweeps import session
from tests.support.sweep_files import small_experiment, small_sweep, sweep_data

RATE = "optimizer.learning_rate"


def own(**space):
    paths = {path.replace("__", "."): one for path, one in space.items()}
    return own_settings(
        sweep_from_json(json.dumps(sweep_data(small_experiment(), space=paths)))
    )


def test_that_the_first_trial_is_the_experiment_as_it_is(tmp_path):
    made, pool = session(tmp_path, small_sweep(), trials=2)
    rows = made.run()
    assert rows[0].settings == {RATE: 0.1, "layers.0.filters": 2}
    assert rows[1].settings != rows[0].settings
    trained = experiment_from_json(pool.submitted[0].experiment)
    assert trained == small_sweep().experiment


def test_that_every_field_of_the_usual_space_has_its_own_value():
    experiment = small_experiment()
    seen = 0
    for field in varied_fields(experiment):
        data = sweep_data(experiment, space={field.path: field.usual_values()})
        spec = sweep_from_json(json.dumps(data))
        settings = own_settings(spec)
        if settings is not None:
            seen += 1
            again = varied(spec.experiment, spec.space, settings)
            assert experiment_to_json(again) == experiment_to_json(spec.experiment), field.path
    assert seen > 10


@pytest.mark.parametrize(
    ("space", "expected"),
    [
        ({"optimizer__learning_rate": {"low": 0.2, "high": 1}}, None),
        ({"optimizer__learning_rate": {"low": 0.1, "high": 1}}, {RATE: 0.1}),
        ({"optimizer__learning_rate": {"low": 0.04, "high": 1, "step": 0.03}}, {RATE: 0.1}),
        ({"optimizer__learning_rate": {"low": 0.05, "high": 1, "step": 0.03}}, None),
        ({"batch_size": {"choices": [8, None]}}, {"batch_size": 8}),
        ({"batch_size": {"choices": [16, 32]}}, None),
        ({"layers__0__filters": {"low": 1, "high": 9, "step": 4}}, None),
        ({"layers__1": {"choices": ["tanh", "relu"]}}, {"layers.1": "relu"}),
        (
            {
                "optimizer": {"choices": ["sgd", "adam"]},
                "optimizer__beta_1": {"low": 0.1, "high": 0.9},
            },
            {"optimizer": "sgd"},
        ),
        ({"early_stopping__patience": {"low": 1, "high": 5}}, None),
    ],
)
def test_that_only_what_the_space_has_is_tried(space, expected):
    assert own(**space) == expected
