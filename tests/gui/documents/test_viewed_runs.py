"""Runs that are opened to be looked at, as they cannot be trained here."""

import pytest

from core.datasets.loading import load_dataset
from core.training import memory_estimate
from gui.documents.run_opening import open_run
from gui.documents.viewed_run import ViewedRun
from tests.support.made_up_digits import write_made_up_csv
from tests.support.run_files import write_run


@pytest.fixture
def run_path(tmp_path, small_experiment):
    data = write_made_up_csv(tmp_path / "train.csv")
    path = tmp_path / "runs" / "run.glassbox"
    experiment = small_experiment.replace(data=str(data))
    write_run(path, experiment, load_dataset(str(data)), 3)
    return path


def opened(path):
    return open_run(path, None, progress=lambda *_: None, cancelled=lambda: False)


def test_that_a_run_that_needs_more_memory_than_there_is_can_be_looked_at(
    monkeypatch, run_path
):
    monkeypatch.setattr(memory_estimate, "free_memory", lambda: 2**20)
    before = run_path.read_bytes()
    run = opened(run_path)
    assert isinstance(run, ViewedRun)
    assert not run.lacks_images
    assert "It can only be looked at." in run.sentence
    assert "MB" in run.sentence
    assert run.latest.step == 3
    for step in run.memory.stored_steps().tolist():
        assert run.machine.at(step).snapshot.step == step
    assert run_path.read_bytes() == before


def test_that_everything_that_was_stored_is_at_hand_without_the_file(run_path, tmp_path):
    (tmp_path / "train.csv").unlink()
    run = opened(run_path)
    run_path.unlink()
    assert run.lacks_images
    assert [event.step for event in run.history.events(3)][-1] == 3
    assert run.memory.stored_steps().tolist()[-1] == 3
    assert run.machine.at(3).snapshot.values.keys() == run.start.values.keys()
