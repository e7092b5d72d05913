import json
import math

import numpy as np
import pytest

from core.commands.command_line import run_command
from core.datasets.loading import load_dataset
from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from core.presets import SEED_CNN, SEED_MLP
from core.training.build import session_for
from core.training.events import BatchFinished, EpochFinished, ValidationFinished

KEYS = {
    "train_loss", "validation_accuracy", "test_accuracy", "steps", "seconds",
    "images_per_second", "finished",
}  # fmt: skip


def test_that_the_report_holds_the_numbers_of_the_session(run, idx_folder):
    code, report, _ = run("train", "--data", idx_folder, "--epochs", 2, "--json")
    dataset = load_dataset(str(idx_folder))
    session = session_for(SEED_CNN.replace(epochs=2), dataset)
    events = list(session.run())
    validation = [event for event in events if isinstance(event, ValidationFinished)]
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    assert code == 0
    assert set(report) == KEYS
    assert report["steps"] == 2 * math.ceil(900 / 32)
    assert report["train_loss"] == pytest.approx(epochs[-1].loss)
    assert report["validation_accuracy"] == validation[-1].accuracy
    assert report["test_accuracy"] == session.evaluate(dataset.test, np.arange(300))[1]
    assert 0 < report["seconds"] < 60
    assert report["images_per_second"] >= 2 * 900 / report["seconds"]


@pytest.mark.parametrize("iterations", [1, 28, 29, 30, 40])
def test_that_iterations_are_optimiser_steps(run, idx_folder, tmp_path, iterations):
    out = tmp_path / "run.npz"
    _, report, _ = run(
        "train", "--data", idx_folder, "--iterations", iterations, "--out", out, "--json"
    )  # fmt: skip
    assert report["steps"] == iterations
    assert report["validation_accuracy"] is not None
    # 900 images in batches of 32 are 29 steps an epoch.
    assert load_run(out).step == iterations
    assert load_run(out).epoch == (1 if iterations <= 29 else 2)


def test_that_the_last_weights_are_judged_even_in_the_middle_of_an_epoch(run, idx_folder):
    _, report, _ = run("train", "--data", idx_folder, "--iterations", 33, "--json")
    session = session_for(SEED_CNN.replace(epochs=2), load_dataset(str(idx_folder)))
    events = [event for _ in range(33) for event in session.run_step()]
    _, accuracy = session.evaluate(session.data, session.validation_rows)
    judged_before = [event for event in events if isinstance(event, ValidationFinished)]
    second_epoch = [event.loss for event in events if isinstance(event, BatchFinished)][29:]
    assert accuracy != judged_before[-1].accuracy
    assert report["validation_accuracy"] == accuracy
    assert report["train_loss"] == pytest.approx(sum(second_epoch) / 4)


def test_that_full_batch_is_one_step_an_epoch(run, idx_folder):
    arguments = ("--data", idx_folder, "--batch-size", "full", "--epochs", 3, "--json")
    assert run("train", *arguments)[1]["steps"] == 3


def test_that_options_change_the_preset_and_are_stored_in_the_run(idx_folder, tmp_path):
    out = tmp_path / "run.npz"
    code = run_command(
        ["train", "--preset", "seed-mlp", "--data", str(idx_folder), "--batch-size", "50",
         "--learning-rate", "0.05", "--seed", "11", "--epochs", "1", "--out", str(out)]
    )  # fmt: skip
    stored = load_run(out).experiment
    assert code == 0
    assert stored.network == SEED_MLP.network
    assert stored.optimizer.learning_rate == 0.05
    assert (stored.batch_size, stored.seed, stored.epochs) == (50, 11, 1)
    assert stored.data == str(idx_folder)


def test_that_an_experiment_file_gives_the_same_bits_as_its_preset(idx_folder, tmp_path):
    file = tmp_path / "experiment.json"
    file.write_text(experiment_to_json(SEED_CNN))
    common = ["--data", str(idx_folder), "--iterations", "5"]
    outs = [tmp_path / "one.npz", tmp_path / "two.npz", tmp_path / "other.npz"]
    sources = (["--experiment", str(file)], ["--preset", "seed-cnn"], ["--seed", "8"])
    for source, out in zip(sources, outs, strict=True):
        assert run_command(["train", *source, *common, "--out", str(out)]) == 0
    one, two, other = (path.read_bytes() for path in outs)
    assert one == two
    assert one != other


def test_that_a_report_without_test_images_says_null(run, tmp_path, idx_folder):
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        (tmp_path / name).write_bytes((idx_folder / name).read_bytes())
    _, report, _ = run("train", "--data", tmp_path, "--iterations", 2, "--json")
    assert report["test_accuracy"] is None
    assert report["validation_accuracy"] is not None


def test_that_nothing_held_back_gives_no_validation_accuracy(run, idx_folder, tmp_path):
    file = tmp_path / "experiment.json"
    file.write_text(experiment_to_json(SEED_CNN.replace(validation_share=0.0)))
    _, report, _ = run(
        "train", "--experiment", file, "--data", idx_folder, "--iterations", 2, "--json"
    )
    assert report["validation_accuracy"] is None


def test_that_progress_goes_to_standard_error_only(capsys, idx_folder):
    assert run_command(["train", "--data", str(idx_folder), "--epochs", "1", "--json"]) == 0
    printed = capsys.readouterr()
    assert "epoch 1/1" in printed.err
    assert "100%" in printed.err
    assert "epoch" not in printed.out
    json.loads(printed.out.splitlines()[-1])


def test_that_a_divergence_is_explained_and_nothing_is_written(refusal, idx_folder, tmp_path):
    out = tmp_path / "run.npz"
    code, said = refusal("train", "--data", idx_folder, "--learning-rate", "1e9", "--out", out)
    assert code == 1
    assert "diverged at step" in said
    assert "conv2d" in said or "dense" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "expected_code", "reason"),
    [
        (["--preset", "resnet"], 2, "invalid choice"),
        (["--preset", "seed-cnn", "--experiment", "a.json"], 2, "not allowed with"),
        (["--epochs", "1", "--iterations", "1"], 2, "not allowed with"),
        (["--epochs", "many"], 2, "expected a whole number, received 'many'"),
        (["--epochs", "0"], 1, "epochs must be a whole number from 1"),
        (["--iterations", "0"], 1, "iterations must be a whole number from 1"),
        (["--iterations", "-5"], 1, "iterations must be a whole number from 1"),
        (["--batch-size", "half"], 2, "expected a whole number, received 'half'"),
        (["--batch-size", "0"], 1, "batch_size must be"),
        (["--learning-rate", "fast"], 2, "expected a number"),
        (["--learning-rate", "0"], 1, "learning_rate must be"),
        (["--learning-rate=-1"], 1, "learning_rate must be"),
        (["--learning-rate", "nan"], 1, "learning_rate must be"),
        (["--learning-rate", "inf"], 1, "learning_rate must be"),
        (["--seed", "-1"], 1, "seed must be"),
        (["--seed", "9" * 30], 1, "seed must be"),
        (["--data", "nowhere.csv"], 1, "nowhere.csv: there is no such file or folder"),
        (["--data", ""], 1, "data: source must be the name or the place of data"),
        (["--experiment", "nowhere.json"], 1, "nowhere.json: there is no such file"),
        (["--out", "nowhere/run.npz"], 1, "the folder to write it into does not exist"),
        (["--out", "."], 1, "received a folder"),
        (["--colour", "blue"], 2, "unrecognized arguments"),
    ],
)
def test_that_wrong_usage_is_one_sentence(refusal, arguments, expected_code, reason):
    code, said = refusal("train", *arguments)
    assert code == expected_code
    assert reason in said


def test_that_a_batch_larger_than_the_data_is_refused(refusal, idx_folder):
    code, said = refusal("train", "--data", idx_folder, "--batch-size", 901)
    assert code == 1
    assert "only 900 training images" in said


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([{"kind": "dense", "units": 10}], "add a flatten"),
        ([{"kind": "conv2d", "filters": 0}], "filters"),
        ([{"kind": "conv2d", "filters": 1, "kernel_size": 30}], "does not fit"),
        ([{"kind": "flatten"}], "Softmax"),
        (
            [{"kind": "flatten"}, {"kind": "dense", "units": 9}, {"kind": "softmax"}],
            "10 classes",
        ),
        ([], "at least one layer"),
    ],
)  # fmt: skip
def test_that_an_impossible_network_is_one_sentence(
    refusal, idx_folder, tmp_path, layers, reason
):
    data = json.loads(experiment_to_json(SEED_CNN))
    data["network"]["layers"] = layers
    file = tmp_path / "experiment.json"
    file.write_text(json.dumps(data))
    code, said = refusal("train", "--experiment", file, "--data", idx_folder)
    assert code == 1
    assert reason in said


def test_that_images_of_another_size_are_refused(refusal, tmp_path):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(
        bytes.fromhex("00000803 00000002 00000002 00000002") + bytes(8)
    )
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(
        bytes.fromhex("00000801 00000002 0001")
    )  # fmt: skip
    code, said = refusal("train", "--data", tmp_path)
    assert code == 1
    assert "2×2" in said
