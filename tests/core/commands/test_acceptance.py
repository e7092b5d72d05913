"""The promises about accuracy, on the real data; minutes, not seconds."""

import numpy as np
import pytest

from core.datasets.mnist import load_mnist
from tests.support.data_files import write_kaggle_csv

KAGGLE_ROWS = 42_000

pytestmark = [pytest.mark.slow, pytest.mark.alone]


@pytest.mark.timeout(1200)
def test_that_full_batch_descent_on_a_kaggle_csv_reaches_92_6_percent(run, tmp_path):
    train = load_mnist().train
    rows = np.random.default_rng(2024).permutation(len(train))[:KAGGLE_ROWS]
    source = write_kaggle_csv(
        tmp_path / "train.csv", train.images[rows, ..., 0], train.labels[rows]
    )
    code, report, _ = run(
        "train", "--preset", "seed-mlp", "--data", source, "--batch-size", "full",
        "--iterations", 1000, "--json",
    )  # fmt: skip
    assert code == 0
    assert report["steps"] == 1000
    assert report["test_accuracy"] is None
    assert report["validation_accuracy"] >= 0.926


@pytest.mark.timeout(1200)
def test_that_three_epochs_of_the_cnn_reach_97_5_percent_on_test_digits(run, tmp_path):
    out = tmp_path / "run.npz"
    code, report, _ = run(
        "train", "--preset", "seed-cnn", "--epochs", 3, "--out", out, "--json"
    )
    assert code == 0
    assert report["test_accuracy"] >= 0.975
    code, judged, _ = run("evaluate", out, "--json")
    assert code == 0
    assert judged["test_accuracy"] == report["test_accuracy"]


@pytest.mark.timeout(3600)
def test_that_the_best_preset_reaches_99_55_percent_on_test_digits(run):
    code, report, _ = run("train", "--preset", "mnist-best", "--seed", 1, "--json")
    assert code == 0
    assert report["test_accuracy"] >= 0.9955


@pytest.mark.timeout(1200)
def test_that_a_submission_for_28000_images_is_as_good_as_the_run(run, tmp_path):
    data = load_mnist()
    out, submission = tmp_path / "run.npz", tmp_path / "submission.csv"
    assert run("train", "--preset", "seed-cnn", "--epochs", 1, "--out", out)[0] == 0
    images = np.concatenate([data.test.images, data.train.images[:18_000]])[..., 0]
    labels = np.concatenate([data.test.labels, data.train.labels[:18_000]])
    source = write_kaggle_csv(tmp_path / "test.csv", images, None)
    assert run("predict", out, "--input", source, "--output", submission)[0] == 0
    lines = submission.read_text().splitlines()
    predicted = np.array([int(line.split(",")[1]) for line in lines[1:]])
    assert lines[0] == "ImageId,Label"
    assert [int(line.split(",")[0]) for line in lines[1:]] == list(range(1, 28_001))
    assert np.mean(predicted == labels) >= 0.95
