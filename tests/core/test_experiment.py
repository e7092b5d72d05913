"""Experiments as JSON, with everything they can hold."""

import json

import pytest

from core.augmentation.spec import AugmentationSpec
from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.optimizers.catalog import OPTIMIZERS
from core.presets import SEED_CNN
from core.schedules.catalog import SCHEDULES

NEW_KEYS = (
    "schedule", "clip_norm", "early_stopping", "keep_best", "augmentation", "label_smoothing",
)  # fmt: skip


def changed(experiment, change):
    data = json.loads(experiment_to_json(experiment))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
@pytest.mark.parametrize("schedule", list(SCHEDULES))
def test_that_every_optimizer_and_schedule_comes_back_equal(optimizer, schedule):
    experiment = SEED_CNN.replace(
        optimizer=OPTIMIZERS[optimizer](learning_rate=0.0123),
        schedule=SCHEDULES[schedule](),
        clip_norm=2.5,
        keep_best=True,
        label_smoothing=0.1,
        early_stopping=EarlyStoppingSpec(patience=4, watch="accuracy"),
        augmentation=AugmentationSpec(shift=2, rotate=12.5, elastic=0.5, noise=0.05),
    )
    assert experiment_from_json(experiment_to_json(experiment)) == experiment


def test_that_a_file_of_the_first_version_still_loads_with_the_new_settings_off():
    def forget(data):
        for key in NEW_KEYS:
            del data[key]
        for layer in data["network"]["layers"]:
            layer.pop("l2", None)

    loaded = experiment_from_json(changed(SEED_CNN, forget))
    assert loaded == SEED_CNN
    assert loaded.augmentation.is_off
    assert loaded.clip_norm is None
    assert loaded.early_stopping is None
    assert loaded.schedule.KIND == "constant"


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        (
            "schedule",
            {"kind": "sawtooth"},
            "schedule: unknown kind 'sawtooth'; known: constant",
        ),
        ("schedule", "cosine", "schedule: expected an object, received 'cosine'"),
        ("schedule", {"kind": "cosine", "warmup": 1}, "cosine: unknown key 'warmup'"),
        ("schedule", {"kind": "step", "every": 0}, "step: every must be a whole number from 1"),
        ("optimizer", {"kind": "adamw"}, "optimizer: unknown kind 'adamw'"),
        ("optimizer", {"kind": "adam", "beta_1": 1}, "adam: beta_1 must be a number from 0"),
        ("clip_norm", 0, "experiment: clip_norm must be a number above 0"),
        ("clip_norm", True, "experiment: clip_norm must be"),
        ("keep_best", 1, "experiment: keep_best must be true or false, received 1"),
        ("early_stopping", {"patience": 0}, "early_stopping: patience must be a whole number"),
        ("early_stopping", [], "early_stopping: expected an object"),
        (
            "augmentation",
            {"rotate": 999},
            "augmentation: rotate must be a number from 0 to 180",
        ),
        ("augmentation", {"flip": 1}, "augmentation: unknown key 'flip'"),
        ("augmentation", None, "augmentation: expected an object"),
        ("label_smoothing", 1.0, "experiment: label_smoothing must be a number from 0 to 0.9"),
    ],
)
def test_that_impossible_settings_are_refused_by_name_and_range(key, value, sentence):
    def spoil(data):
        data[key] = value

    with pytest.raises(SpecError) as caught:
        experiment_from_json(changed(SEED_CNN, spoil))
    assert sentence in str(caught.value)


def test_that_equal_experiments_are_equal_and_hashable():
    again = experiment_from_json(experiment_to_json(SEED_CNN))
    assert again == SEED_CNN
    assert hash(again) == hash(SEED_CNN)
    assert isinstance(again, Experiment)
