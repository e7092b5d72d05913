"""In what recipes differ."""

import pytest

from core.documents.recipe import Recipe
from core.documents.recipe_differences import (
    ABSENT,
    experiment_settings,
    recipe_differences,
)
from core.early_stopping_spec import EarlyStoppingSpec
from core.fields import field_rules
from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.sgd import SGDSpec
from core.option_words import option_words
from core.presets import PRESETS, SEED_CNN
from core.schedules.step_decay import StepDecaySpec

BASE = SEED_CNN.replace(optimizer=SGDSpec(0.1))


def recipe(digest="d" * 64, **changes):
    return Recipe("0" * 32, "2026", BASE.replace(**changes), "MNIST", digest, {})


def table(*recipes):
    found = recipe_differences(recipes)
    return {
        title: tuple(values[place] for values in found.values)
        for place, title in enumerate(found.titles)
    }


def test_that_equal_recipes_differ_in_nothing():
    assert table(recipe(), recipe(name="another name")) == {}


@pytest.mark.parametrize("count", [0, 1])
def test_that_fewer_than_two_recipes_differ_in_nothing(count):
    assert recipe_differences([recipe()] * count).titles == ()


@pytest.mark.parametrize(
    ("changes", "title", "values"),
    [
        ({"optimizer": SGDSpec(0.05)}, "Learning rate", ("0.1", "0.05")),
        ({"optimizer": SGDSpec(0.1000000001)}, "Learning rate", ("0.1", "0.1000000001")),
        ({"batch_size": None}, "Batch size", ("32", "full batch")),
        ({"seed": 12345}, "Seed", ("7", "12345")),
        ({"epochs": 1000}, "Epochs", ("3", "1,000")),
        ({"clip_norm": 1.0}, "Clip gradients", ("off", "1")),
        ({"keep_best": True}, "Keep the best", ("off", "on")),
        ({"validate_every": None}, "Validate every", ("200", "epoch")),
        ({"digest": "e" * 64}, "Images", ("dddddddd", "eeeeeeee")),
    ],
)
def test_that_one_change_is_one_column(changes, title, values):
    assert table(recipe(), recipe(**changes)) == {title: values}


def test_that_another_optimiser_brings_its_own_settings():
    found = table(recipe(), recipe(optimizer=OPTIMIZERS["adam"](0.1)))
    assert found["Optimiser"] == ("SGD", "Adam")
    assert "Learning rate" not in found
    assert found["Memory β₁"][0] == ABSENT


def test_that_parts_that_are_off_have_no_settings():
    found = table(recipe(), recipe(early_stopping=EarlyStoppingSpec(3)))
    assert found["Early stopping"] == ("off", "on")
    assert found["Early stopping: patience"] == (ABSENT, "3")
    found = table(recipe(), recipe(schedule=StepDecaySpec(2, 0.5)))
    assert found["Schedule"][0] == "Constant"


def test_that_options_are_written_as_they_are_chosen_and_never_as_in_code():
    for preset in PRESETS.values():
        settings = experiment_settings(preset)
        for key, (_, text) in settings.items():
            assert "_" not in text, f"{preset.name}: {key} = {text}"
        assert settings["loss"][1] == LOSSES[preset.loss].TITLE
    layers = experiment_settings(PRESETS["seed-cnn"])["network"][1]
    assert layers.endswith("Dense 10 Glorot uniform · Softmax")
    for kind in LAYER_KINDS.values():
        for rule in field_rules(kind).values():
            for option in getattr(rule, "options", ()):
                words = option_words(option)
                assert "_" not in words
                assert words[0].isupper()


def test_that_layers_are_one_column():
    found = recipe_differences(
        [Recipe("0" * 32, "", e, "MNIST", "", {}) for e in PRESETS.values()]
    )
    layers = found.titles.index("Layers")
    assert found.values[0][layers].startswith("Conv2D 8 · ReLU · MaxPool2D")
    assert found.titles[0] == "Learning rate"
    assert len(set(found.keys)) == len(found.keys)
