import json

import pytest

from core.commands.command_line import run_command
from tests.support.data_files import real_digits, write_idx_folder, write_kaggle_csv


@pytest.fixture(scope="session")
def idx_folder(tmp_path_factory):
    """1,000 real digits to train on, 300 to test on."""
    return write_idx_folder(tmp_path_factory.mktemp("data") / "digits", 1000, 300)


@pytest.fixture(scope="session")
def unlabelled_csv(tmp_path_factory):
    """100 real digits without labels, as Kaggle's test.csv."""
    images, _ = real_digits()
    return write_kaggle_csv(tmp_path_factory.mktemp("data") / "test.csv", images[-100:], None)


@pytest.fixture(scope="session")
def run_path(tmp_path_factory, idx_folder):
    """A run of seed-cnn after 20 steps."""
    path = tmp_path_factory.mktemp("run") / "run.npz"
    arguments = ["train", "--data", str(idx_folder), "--iterations", "20", "--out", str(path)]
    assert run_command(arguments) == 0
    return path


@pytest.fixture
def run(capsys):
    """Run a command; return its exit code, its JSON (or None) and its standard error."""

    def call(*arguments):
        code = run_command([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        lines = printed.out.splitlines()
        report = json.loads(lines[-1]) if "--json" in arguments and code == 0 else None
        return code, report, printed.err

    return call


@pytest.fixture
def refusal(run):
    """Run a command that must fail; return its exit code and the last line it says."""

    def call(*arguments):
        code, _, said = run(*arguments)
        assert code != 0
        assert "Traceback" not in said
        assert said.endswith("\n")
        line = said.splitlines()[-1]
        assert line.startswith("glassbox")
        assert len(line) <= 400
        return code, line

    return call
