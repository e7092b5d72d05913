"""What a sweep can vary of an experiment, and what it would try."""

import json

import pytest

from core.experiment import experiment_to_json
from core.optimizers.catalog import OPTIMIZERS
from core.presets import PRESETS
from core.schedules.catalog import SCHEDULES
from core.sweeping.setting_values import Choices
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.varied_fields import field_title, varied_fields


def spec_of(experiment, fields):
    space = {field.path: field.usual_values() for field in fields}
    data = {"experiment": json.loads(experiment_to_json(experiment)), "space": space}
    return sweep_from_json(json.dumps(data))


def variants():
    for name, preset in PRESETS.items():
        yield pytest.param(preset, id=name)
    seed = PRESETS["seed-cnn"]
    for kind, made in OPTIMIZERS.items():
        yield pytest.param(seed.replace(optimizer=made()), id=kind)
    for kind, made in SCHEDULES.items():
        yield pytest.param(seed.replace(schedule=made()), id=kind)


@pytest.mark.parametrize("experiment", list(variants()))
def test_that_what_is_tried_usually_is_a_sweep_and_spans_what_is_now(experiment):
    for field in varied_fields(experiment):
        if field.path in ("epochs", "seed"):
            continue  # with keys of their own
        (setting,) = spec_of(experiment, [field]).space
        values = setting.values
        if isinstance(values, Choices):
            assert len(values.values) > 1, field.path
        else:
            assert values.low < values.high, field.path
            if isinstance(field.value, int | float) and field.value:
                assert values.low <= field.value <= max(values.high, field.value), field.path


@pytest.mark.parametrize("name", ["seed-cnn"])
def test_that_titles_are_used_once_and_say_of_which_layer(name):
    fields = varied_fields(PRESETS[name])
    titles = [field.title for field in fields]
    assert len(set(titles)) == len(titles)
    assert field_title("layers.0.filters", PRESETS[name]) == "filters of layer 0"
    assert field_title("network.layers.0.filters", PRESETS[name]) == "filters of layer 0"
    assert field_title("layers.9.units", PRESETS[name]) == "units of layer 9"


def test_that_a_rate_is_tried_by_ratio_around_itself():
    (rate,) = (one for one in varied_fields(PRESETS["seed-cnn"]) if "learning_rate" in one.path)
    tried = rate.usual_values()
    assert tried["log"] is True
    assert tried["low"] * 10 == pytest.approx(rate.value)
    assert tried["high"] == pytest.approx(rate.value * 10)
