"""Data with choices, through every command that meets it."""

import csv
import json

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription
from core.documents.stored_run import StoredRun
from core.experiment import Experiment, experiment_to_json
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec

COLORS = {"beach": (230, 200, 120), "night": (20, 20, 60), "wood": (40, 140, 50)}


def write_photos(folder, count=24):
    """Write noisy photos in colour, a folder for each class, no two of one size."""
    rng = np.random.default_rng(8)
    for name, color in COLORS.items():
        (folder / name).mkdir(parents=True)
        for at in range(count):
            shape = (60 + at, 90 - at, 3)
            pixels = np.clip(np.array(color) + rng.normal(0, 25, shape), 0, 255)
            path = folder / name / f"{at:03}.jpg"
            Image.fromarray(pixels.astype(np.uint8)).save(path, quality=95)
    return folder


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    return write_photos(tmp_path_factory.mktemp("data") / "photos")


@pytest.fixture(scope="module")
def recipe(tmp_path_factory, photos):
    """An experiment file: standardised colour photos of 12×16, a fifth of them for testing."""
    data = DataDescription(
        str(photos), size=(12, 16), fit="crop", channels=3, normalise="standardise", split=0.25
    )
    network = NetworkSpec((12, 16, 3), (FlattenSpec(), DenseSpec(3), SoftmaxSpec()))
    experiment = Experiment(network, SGDSpec(0.05), data=data, batch_size=9, epochs=4)
    path = tmp_path_factory.mktemp("recipe") / "photos.json"
    path.write_text(experiment_to_json(experiment))
    return path


@pytest.fixture
def trained(run, recipe, tmp_path):
    out = tmp_path / "photos.glassbox"
    code, report, _ = run("train", "--experiment", recipe, "--out", out, "--json")
    assert code == 0
    assert report["test_accuracy"] == 1
    return out


def test_that_a_described_set_trains_is_shown_and_judged_by_name(run, trained, photos):
    _, shown, _ = run("show", trained, "--json")
    assert shown["experiment"]["glassbox_experiment"] == 2
    assert shown["experiment"]["data"]["source"] == str(photos)
    assert shown["experiment"]["data"]["size"] == [12, 16]
    _, judged, _ = run("evaluate", trained, "--json")
    assert judged["images"] == 18
    assert [one["name"] for one in judged["per_class"]] == list(COLORS)
    assert judged["accuracy"] == 1


def test_that_photos_are_predicted_as_photos_and_by_name(run, trained, photos, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    for name in COLORS:
        Image.open(photos / name / "007.jpg").resize((200, 300)).save(folder / f"{name}.png")
    out = tmp_path / "said.csv"
    assert run("predict", trained, "--input", folder, "--output", out)[0] == 0
    with out.open(newline="") as file:
        said = {row["file"]: row["label"] for row in csv.DictReader(file)}
    assert said == {f"{name}.png": name for name in COLORS}


def test_that_the_numbers_of_standardising_are_kept_and_exported(run, trained, tmp_path):
    with StoredRun(trained) as stored:
        values, experiment = dict(stored.last.values), stored.experiment
    assert experiment.network.layers[0].KIND == "batch_norm"
    assert 0.2 < values["0.batch_norm.running_mean"].mean() < 0.6
    assert run("export", trained, tmp_path / "photos.npz")[0] == 0
    with np.load(tmp_path / "photos.npz") as archive:
        kept = archive["0.batch_norm.running_mean"]
        recipe = json.loads(str(archive["experiment"]))
    np.testing.assert_array_equal(kept, values["0.batch_norm.running_mean"])
    assert recipe["data"]["normalise"] == "standardise"


def test_that_a_run_goes_on_with_its_choices_where_its_photos_were_moved(
    run, trained, photos, tmp_path
):
    moved = tmp_path / "moved"
    moved.symlink_to(photos)
    code, report, _ = run("resume", trained, "--data", moved, "--epochs", 1, "--json")
    assert code == 0
    assert report["test_accuracy"] == 1
    assert run("evaluate", trained, "--data", moved, "--json")[1]["images"] == 18
    how = ("--sample", "test:3", "--method", "gradient")
    maps = [tmp_path / "there.npy", tmp_path / "moved.npy"]
    assert run("explain", trained, *how, "--out", maps[0])[0] == 0
    assert run("explain", trained, *how, "--out", maps[1], "--data", moved)[0] == 0
    there, there_too = map(np.load, maps)
    assert there.shape == (12, 16, 3)
    np.testing.assert_array_equal(there, there_too)


def test_that_a_wrong_choice_in_a_file_is_named(refusal, recipe, tmp_path):
    plain = json.loads(recipe.read_text())
    plain["data"]["fit"] = "squeeze"
    (tmp_path / "wrong.json").write_text(json.dumps(plain))
    code, said = refusal("train", "--experiment", tmp_path / "wrong.json")
    assert code == 1
    assert "data: fit must be one of fit, crop, stretch, received 'squeeze'" in said
