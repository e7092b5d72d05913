"""A run is called by what it is and what differs, and no two are called the same."""

from dataclasses import replace

import pytest

from core.documents.labels import MAX_NAME, Labels
from core.documents.recipe import Origin, Recipe
from core.documents.run_names import new_run_path
from core.documents.run_title import branch_title, recipe_title, run_title
from core.layers.catalog import STANDARDISER
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.network_spec import NetworkSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.sgd import SGDSpec
from core.presets import PRESETS, SEED_CNN

MLP = NetworkSpec(
    (28, 28, 1), (FlattenSpec(), DenseSpec(64), ReLUSpec(), DenseSpec(32), DenseSpec(10))
)
FROZEN = replace(
    SEED_CNN.network,
    layers=(replace(SEED_CNN.network.layers[0], frozen=True), *SEED_CNN.network.layers[1:]),
)
WIDER = replace(
    SEED_CNN.network,
    layers=(replace(SEED_CNN.network.layers[0], filters=16), *SEED_CNN.network.layers[1:]),
)
STANDARDISED = NetworkSpec((28, 28, 1), (STANDARDISER, *SEED_CNN.network.layers))


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_that_a_preset_as_it_is_is_called_by_its_name(name):
    assert run_title(PRESETS[name], "MNIST") == name


@pytest.mark.parametrize(
    ("changes", "step", "expected"),
    [
        ({"optimizer": SGDSpec(0.5)}, 120, "seed-cnn · learning rate 0.5 · from step 120"),
        ({}, 1200, "seed-cnn · from step 1,200"),
        ({"network": MLP}, None, "MLP 64-32 · MNIST"),
        ({"network": WIDER}, None, "CNN 16 · MNIST"),
        ({"network": FROZEN}, 7, "seed-cnn · 1 layer frozen · from step 7"),
        ({"network": STANDARDISED}, None, "CNN 8 · MNIST · standardised"),
        ({"batch_size": None}, None, "seed-cnn · full batch"),
        ({"optimizer": AdamSpec(), "seed": 8}, None,
         "seed-cnn · learning rate 0.001 · Adam · seed 8"),
        ({"data": "/somewhere/train.csv"}, None, "seed-cnn · MNIST"),
        ({"name": "my own", "seed": 9}, None, "my own"),
        ({"name": "experiment", "network": MLP}, None, "MLP 64-32 · MNIST"),
        ({"epochs": 9, "seed": 9, "batch_size": 9, "clip_norm": 1.0, "validate_every": 9}, None,
         "seed-cnn · batch size 9 · epochs 9 · seed 9 · 2 more changes"),
    ],
)  # fmt: skip
def test_that_a_run_is_called_by_what_it_is_and_what_differs(changes, step, expected):
    assert run_title(SEED_CNN.replace(**changes), "MNIST", step) == expected


def test_that_no_name_is_too_long_for_a_label_or_a_file(tmp_path):
    name = run_title(SEED_CNN.replace(name="n" * 4000), "MNIST", 5)
    assert Labels(name).name == name
    assert len(branch_title(name, 7)) <= MAX_NAME
    assert branch_title("mine · from step 5", 7) == "mine · from step 7"
    path = new_run_path(tmp_path, "seed-cnn · learning rate 0.5 · from step 1,200")
    assert path.name.startswith("seed-cnn learning rate 0.5 from step 1-200 ")


def test_that_the_title_of_a_branch_names_its_step():
    parent = Origin("1" * 32, "whatever", 120)
    branch = Recipe("0" * 32, "1", SEED_CNN, "MNIST", "", {}, parent)
    assert recipe_title(branch) == "seed-cnn · from step 120"
