"""Every field of ``evaluate --json``, worked out again from the weights by plain loops."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.datasets.split import split_rows
from core.documents.stored_run import StoredRun
from core.experiment import experiment_to_json
from core.network_spec import build_network
from core.presets import SEED_MLP
from core.training.snapshot import load_values
from tests.support.data_files import write_idx_folder


@pytest.fixture(scope="module")
def made(tmp_path_factory, idx_folder):
    """A run document with a best step before the last, written by the command."""
    from core.commands.command_line import run_command

    folder = tmp_path_factory.mktemp("contract")
    experiment = SEED_MLP.replace(
        batch_size=100,
        epochs=2,
        keep_best=True,
        validate_every=2,
        data=str(idx_folder),
        seed=2,
        optimizer=replace(SEED_MLP.optimizer, learning_rate=0.6),
    )
    recipe, out = folder / "recipe.json", folder / "run.glassbox"
    recipe.write_text(experiment_to_json(experiment))
    assert (
        run_command(["train", "--experiment", str(recipe), "--out", str(out), "--quiet"]) == 0
    )
    return out, experiment


def outputs_of(path, experiment, images):
    """Return what the best weights of a run make of images, all at once."""
    with StoredRun(path) as run:
        network = build_network(experiment.network, rng=np.random.default_rng(0))
        load_values(network, run.best.values)
    x = images.reshape(len(images), *experiment.network.input_shape).astype(np.float32) / 255
    return network.forward(x, training=False).astype(float)


def calibration_error(sure, right, bins=15):
    """Go through the fifteen bins one after the other."""
    error = 0.0
    for b in range(bins):
        inside = [n for n, one in enumerate(sure) if b / bins < one <= (b + 1) / bins]
        if inside:
            gap = sum(right[n] for n in inside) - sum(sure[n] for n in inside)
            error += abs(gap) / len(sure)
    return error


def rows_of(part, dataset, experiment):
    count = len(dataset.train)
    training, validation = split_rows(count, experiment.validation_share, experiment.seed)
    return {"training": training, "validation": validation, "test": np.arange(300)}[part]


@pytest.mark.parametrize("part", ["test", "validation"])
def test_that_every_field_is_what_the_weights_say(run, made, part):
    path, experiment = made
    code, report, _ = run("evaluate", path, "--part", part, "--json")
    assert code == 0
    dataset = load_dataset(experiment.data)
    data = dataset.test if part == "test" else dataset.train
    rows = rows_of(part, dataset, experiment)
    labels = data.labels[rows].tolist()
    outputs = outputs_of(path, experiment, data.images[rows])
    said = outputs.argmax(axis=1).tolist()
    right = [a == b for a, b in zip(said, labels, strict=True)]
    losses = [-math.log(outputs[n, label]) for n, label in enumerate(labels)]
    sure = outputs.max(axis=1).tolist()
    pairs = list(zip(labels, said, strict=True))

    assert report["images"] == len(rows)
    assert report["accuracy"] == sum(right) / len(rows) == report[f"{part}_accuracy"]
    assert report["loss"] == pytest.approx(sum(losses) / len(rows), rel=1e-5)
    matrix = [[pairs.count((true, other)) for other in range(10)] for true in range(10)]
    assert report["confusion"] == matrix
    assert report["calibration_error"] == pytest.approx(
        calibration_error(sure, right), abs=1e-6
    )

    wrong = sorted(
        ((matrix[a][b], -a, -b) for a in range(10) for b in range(10) if a != b), reverse=True
    )
    expected = [
        {"true": -a, "predicted": -b, "count": count} for count, a, b in wrong[:10] if count
    ]
    assert report["top_confusions"] == expected
    for c, figures in enumerate(report["per_class"]):
        hits, called = matrix[c][c], sum(matrix[true][c] for true in range(10))
        support = sum(matrix[c])
        assert figures.keys() == {"class", "name", "precision", "recall", "f1", "support"}
        assert (figures["class"], figures["name"], figures["support"]) == (c, str(c), support)
        assert figures["precision"] == (hits / called if called else None)
        assert figures["recall"] == (hits / support if support else None)
        f1 = 2 * hits / (called + support) if called + support else None
        assert figures["f1"] == (None if f1 is None else pytest.approx(f1))

    mistakes = sorted((n for n, fine in enumerate(right) if not fine), key=lambda n: -losses[n])
    found = report["top_mistakes"]
    assert len(found) == min(20, len(mistakes))
    for mistake in found:
        n = mistake["index"]
        assert mistake.keys() == {"index", "label", "predicted", "probability", "loss"}
        assert (mistake["label"], mistake["predicted"]) == pairs[n]
        assert mistake["probability"] == pytest.approx(sure[n], rel=1e-5)
        assert mistake["loss"] == pytest.approx(losses[n], rel=1e-4)
    assert [one["loss"] for one in found] == sorted(
        (one["loss"] for one in found), reverse=True
    )
    assert found[0]["index"] == mistakes[0]


def test_that_a_mistake_is_found_again_by_the_command_that_explains_it(run, made, tmp_path):
    path, _ = made
    _, report, _ = run("evaluate", path, "--part", "validation", "--json")
    worst = report["top_mistakes"][0]
    sample, out = f"validation:{worst['index']}", tmp_path / "map.npy"
    arguments = ("--sample", sample, "--method", "gradient", "--out", out, "--json")
    _, explained, _ = run("explain", path, *arguments)
    assert explained["target"] == worst["predicted"]  # by default, what the network says


def test_that_the_best_step_and_the_test_images_are_judged_by_default(run, made):
    path, _ = made
    _, report, _ = run("evaluate", path, "--json")
    _, shown, _ = run("show", path, "--json")
    assert report["part"] == "test"
    assert report["step"] == shown["best_step"] < report["steps"] == shown["steps"]
    for name in ("train_loss", "images_per_second", "finished"):
        assert report[name] is None


def test_that_without_test_images_the_validation_images_are_judged(run, made, tmp_path):
    folder = write_idx_folder(tmp_path / "few", 50, 0)
    _, report, _ = run("evaluate", made[0], "--data", folder, "--json")
    assert (report["part"], report["images"], report["test_accuracy"]) == (
        "validation",
        5,
        None,
    )
    assert report["accuracy"] == report["validation_accuracy"]


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [(11, "10"), (1, None)],
)
def test_that_other_class_counts_and_one_class_are_judged_or_refused_in_a_sentence(
    run, refusal, made, tmp_path, labels, sentence
):
    folder = write_idx_folder(tmp_path / "odd", 50, 20, labels=np.arange(70) % labels)
    if sentence is not None:
        assert sentence in refusal("evaluate", made[0], "--data", folder)[1]
        return
    _, report, _ = run("evaluate", made[0], "--data", folder, "--json")
    assert sum(map(sum, report["confusion"])) == report["images"] == 20
    assert [one["recall"] for one in report["per_class"][1:]] == [None] * 9


def test_that_a_diverged_run_has_null_where_there_is_no_number(run, run_path, tmp_path):
    with np.load(run_path, allow_pickle=False) as archive:
        arrays = dict(archive)
    weights = [name for name, array in arrays.items() if array.dtype == np.float32]
    assert weights
    arrays.update({name: np.full_like(arrays[name], np.nan) for name in weights})
    broken = tmp_path / "broken.npz"
    np.savez(broken, **arrays)
    code, report, _ = run("evaluate", broken, "--json")
    assert code == 0
    assert report["loss"] is None
    assert report["calibration_error"] is None
    assert report["top_mistakes"][0]["probability"] is None
    assert np.array(report["confusion"]).sum() == report["images"]
