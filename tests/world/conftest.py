"""Fixtures for what the world does to Glassbox."""

import pytest

from core.commands.command_line import run_command
from core.presets import SEED_MLP
from tests.gui.conftest import (
    build_without_data,
    makes_late_panels,
    mnist_is_unpacked_once,
    no_thread_outlives_its_test,
    no_window_outlives_its_test,
    open_window,
    pace,
    pytest_runtest_logfinish,
    pytest_runtest_logstart,
    runs_folder,
    settings,
    window,
)
from tests.support.made_up_digits import write_made_up_csv
from tests.support.window_driving import LONG

__all__ = [
    "build_without_data",
    "makes_late_panels",
    "mnist_is_unpacked_once",
    "no_thread_outlives_its_test",
    "no_window_outlives_its_test",
    "open_window",
    "pace",
    "pytest_runtest_logfinish",
    "pytest_runtest_logstart",
    "runs_folder",
    "settings",
    "window",
]

TRAIN = ["train", "--preset", "seed-mlp", "--iterations", "3", "--batch-size", "8"]


@pytest.fixture(scope="session")
def csv_file(tmp_path_factory):
    """Forty made-up digits, as Kaggle's train.csv."""
    return write_made_up_csv(tmp_path_factory.mktemp("data") / "train.csv")


@pytest.fixture(scope="session")
def trained_npz(tmp_path_factory, csv_file):
    """What train --out writes after three steps; not to be written to."""
    path = tmp_path_factory.mktemp("run") / "run.npz"
    assert run_command([*TRAIN, "--data", str(csv_file), "--out", str(path)]) == 0
    return path


@pytest.fixture
def command(capsys):
    """Run a command in this process; return its exit code and what it says on each stream."""

    def call(*arguments):
        capsys.readouterr()
        code = run_command([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return code, printed.out, printed.err

    return call


@pytest.fixture(scope="session")
def made_up_experiment(csv_file):
    """A small network on the made-up digits, in steps of eight images."""
    return SEED_MLP.replace(data=str(csv_file), batch_size=8)


@pytest.fixture
def window_on_csv(qtbot, open_window, made_up_experiment):
    """A window in which the made-up digits can be trained on."""
    window = open_window(made_up_experiment)
    qtbot.waitUntil(lambda: window.state.moment.moment is not None, timeout=LONG)
    return window
