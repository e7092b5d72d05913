"""What evaluate says about each part of the data and each moment of a run."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.experiment import experiment_to_json
from core.presets import SEED_MLP
from core.training.build import session_for
from core.training.events import ValidationFinished

KEYS = {
    "train_loss", "validation_accuracy", "test_accuracy", "steps", "seconds",
    "images_per_second", "finished", "part", "step", "accuracy", "loss", "images",
    "confusion", "top_confusions", "per_class", "calibration_error", "top_mistakes",
}  # fmt: skip


@pytest.fixture(scope="module")
def experiment(idx_folder):
    """Judges best at step 12, and is worse at the last."""
    return SEED_MLP.replace(
        batch_size=100,
        epochs=3,
        keep_best=True,
        validate_every=2,
        data=str(idx_folder),
        seed=2,
        optimizer=replace(SEED_MLP.optimizer, learning_rate=0.6),
    )


@pytest.fixture
def document(run, experiment, tmp_path):
    recipe, out = tmp_path / "recipe.json", tmp_path / "run.glassbox"
    recipe.write_text(experiment_to_json(experiment))
    assert run("train", "--experiment", recipe, "--iterations", 20, "--out", out)[0] == 0
    return out


def session_at(experiment, step):
    """Train up to a step; return the session and the best validation so far."""
    session = session_for(experiment, load_dataset(experiment.data))
    judged = []
    while session.step < step:
        judged += [e for e in session.run_step() if isinstance(e, ValidationFinished)]
    return session, max(judged, key=lambda event: (event.accuracy, -event.loss), default=None)


def test_that_the_best_is_judged_unless_somebody_asks_for_another_step(
    run, document, experiment
):
    _, best = session_at(experiment, 20)
    code, report, _ = run("evaluate", document, "--part", "validation", "--json")
    assert code == 0
    assert best.step < 20
    assert set(report) == KEYS
    assert (report["step"], report["accuracy"]) == (best.step, best.accuracy)
    assert report["loss"] == pytest.approx(best.loss)
    assert report["steps"] == 20


@pytest.mark.parametrize(
    "step",
    [0, pytest.param(1, marks=pytest.mark.slow), 13, pytest.param(20, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("part", ["training", "validation", "test"])
def test_that_every_part_is_judged_at_every_step(run, document, experiment, part, step):
    session, _ = session_at(experiment, step)
    dataset = load_dataset(experiment.data)
    data, rows = {
        "training": (dataset.train, session.train_rows),
        "validation": (dataset.train, session.validation_rows),
        "test": (dataset.test, np.arange(300)),
    }[part]
    loss, accuracy = session.evaluate(data, rows)
    _, report, _ = run("evaluate", document, "--part", part, "--step", step, "--json")
    assert report["loss"] == pytest.approx(loss, rel=1e-12)
    assert (report["accuracy"], report["images"]) == (accuracy, len(rows))
    assert (report["part"], report["step"]) == (part, step)
    confusion = np.array(report["confusion"])
    assert confusion.sum() == len(rows)
    assert np.trace(confusion) / len(rows) == accuracy
    assert [figures["support"] for figures in report["per_class"]] == confusion.sum(1).tolist()
    assert [figures["class"] for figures in report["per_class"]] == list(range(10))
    for mistake in report["top_mistakes"]:
        row = rows[mistake["index"]]
        assert data.labels[row] == mistake["label"] != mistake["predicted"]


def test_that_test_images_are_judged_if_there_are_any(run, document):
    _, report, _ = run("evaluate", document, "--json")
    assert (report["part"], report["images"]) == ("test", 300)
    assert report["accuracy"] == report["test_accuracy"]


@pytest.mark.parametrize("step", [21, -1])
def test_that_a_step_that_never_was_is_refused(refusal, document, step):
    code, said = refusal("evaluate", document, f"--step={step}")
    assert code == 1
    assert "from 0 to 20" in said


def test_that_weights_alone_know_one_step(run, refusal, run_path):
    assert run("evaluate", run_path, "--step", 20, "--json")[1]["step"] == 20
    code, said = refusal("evaluate", run_path, "--step", 19)
    assert code == 1
    assert "step 20 alone" in said


def test_that_predictions_are_those_of_the_best(run, document, experiment, tmp_path):
    from tests.support.data_files import real_digits, write_kaggle_csv

    images, _ = real_digits()
    source = write_kaggle_csv(tmp_path / "test.csv", images[:200], None)
    output = tmp_path / "submission.csv"
    code, report, _ = run("predict", document, "--input", source, "--output", output, "--json")
    assert code == 0
    assert report["images"] == 200
    _, best = session_at(experiment, 20)
    session, _ = session_at(experiment, best.step)
    x = images[:200].reshape(200, 28, 28, 1).astype(np.float32) / 255
    expected = session.network.forward(x, training=False).argmax(axis=1)
    lines = output.read_text().splitlines()[1:]
    assert [int(line.split(",")[1]) for line in lines] == expected.tolist()
