"""Optimisers, schedules, stopping and augmentation from a terminal."""

import json

import numpy as np
import pytest

from core.augmentation.spec import AugmentationSpec
from core.commands.command_line import run_command
from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from core.optimizers.adam import AdamSpec
from core.optimizers.sgd import SGDSpec
from core.presets import MNIST_BEST, SEED_CNN
from core.schedules.cosine import CosineSpec
from core.schedules.reduce_on_plateau import ReduceOnPlateauSpec


@pytest.fixture
def train(run, tmp_path, idx_folder):
    def call(experiment, *options):
        file = tmp_path / "experiment.json"
        file.write_text(experiment_to_json(experiment))
        return run("train", "--experiment", file, "--data", idx_folder, "--json", *options)

    return call


def test_that_every_kind_of_setting_trains_saves_and_judges_the_same(train, run, tmp_path):
    out = tmp_path / "run.npz"
    experiment = SEED_CNN.replace(
        optimizer=AdamSpec(0.005),
        schedule=CosineSpec(warm_up=5, warm_up_unit="steps"),
        clip_norm=1.0,
        label_smoothing=0.1,
        keep_best=True,
        augmentation=AugmentationSpec(shift=1, rotate=10),
        epochs=3,
    )
    code, report, _ = train(experiment, "--out", out)
    assert code == 0
    assert report["test_accuracy"] > 0.6
    assert run("evaluate", out, "--json")[1]["test_accuracy"] == report["test_accuracy"]
    assert load_run(out).experiment.optimizer == experiment.optimizer


def test_that_an_early_stop_takes_fewer_steps_and_says_why(capsys, tmp_path, idx_folder):
    file = tmp_path / "experiment.json"
    experiment = SEED_CNN.replace(
        optimizer=SGDSpec(1e-9),
        early_stopping=EarlyStoppingSpec(patience=1, min_change=1.0),
        epochs=50,
    )
    file.write_text(experiment_to_json(experiment))
    arguments = ["train", "--experiment", str(file), "--data", str(idx_folder), "--json"]
    assert run_command(arguments) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("Stopped early: the validation loss did not get better")
    assert json.loads(printed[-1])["steps"] == 2 * 29


def test_that_the_best_weights_are_what_is_written_and_judged(train, run, tmp_path):
    out = tmp_path / "run.npz"
    # A rate so large that later weights are worse than earlier ones sooner or later.
    experiment = SEED_CNN.replace(
        optimizer=SGDSpec(0.9), validate_every=1, keep_best=True, epochs=3
    )
    code, report, _ = train(experiment, "--iterations", 40, "--out", out)
    assert code == 0
    judged = run("evaluate", out, "--json")[1]
    assert judged["validation_accuracy"] == report["validation_accuracy"]
    assert judged["test_accuracy"] == report["test_accuracy"]


def test_that_a_listener_without_validation_is_refused_before_training(
    refusal, tmp_path, idx_folder
):
    file = tmp_path / "experiment.json"
    experiment = SEED_CNN.replace(schedule=ReduceOnPlateauSpec(), validation_share=0.0)
    file.write_text(experiment_to_json(experiment))
    code, said = refusal("train", "--experiment", file, "--data", idx_folder)
    assert code == 1
    assert "needs images held back for validation: set Validation above 0 %" in said


@pytest.mark.slow
def test_that_the_best_preset_takes_steps_that_lower_the_loss(train):
    first = train(MNIST_BEST, "--iterations", 2)[1]
    later = train(MNIST_BEST, "--iterations", 30)[1]
    assert np.isfinite(later["train_loss"])
    assert later["train_loss"] < first["train_loss"]
