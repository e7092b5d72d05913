"""What is said of runs that a crash left behind."""

import os
import shutil

import pytest

from core.documents.run_document import RunDocument
from gui.documents.lost_runs import find_lost_run
from tests.support.random_runs import random_experiment, small_dataset
from tests.support.run_files import write_run


@pytest.fixture
def lost(tmp_path):
    """Return a function that leaves what a process killed at a step leaves."""
    folder, dataset = tmp_path / "runs", small_dataset(1)
    folder.mkdir()

    def leave(name, step, age=0):
        live = tmp_path / f"live {name}" / f"{name}.glassbox"
        _, recorder = write_run(live, random_experiment(1), dataset, step, close=False)
        recorder.save()
        for file in live.parent.iterdir():
            copy = shutil.copy(file, folder)
            os.utime(copy, (1e9 - age, 1e9 - age))
        recorder.close()
        return folder / live.name

    return leave


def found_in(folder):
    return find_lost_run(folder, progress=lambda share, text: None, cancelled=lambda: False)


def test_that_a_run_is_offered_at_the_last_step_that_was_saved(lost):
    path = lost("mine", 3)
    found = found_in(path.parent)
    assert found.path == path
    assert found.sentence == (
        "The run recipe 1 was not closed properly: recovered up to step 3."
    )
    document = RunDocument(path)
    assert document.latest().step == 3
    document.close()


def test_that_of_several_the_newest_is_offered_and_the_others_are_counted(lost):
    lost("older", 2, age=1000)
    path = lost("newer", 3)
    lost("oldest", 1, age=9000)
    found = found_in(path.parent)
    assert found.path == path
    assert found.sentence.endswith("recovered up to step 3. 2 more are in runs.")


def test_that_nothing_is_said_of_a_folder_without_lost_runs(tmp_path):
    assert found_in(tmp_path) is None
    assert found_in(tmp_path / "none") is None


def test_that_a_run_that_cannot_be_recovered_is_one_sentence(lost):
    path = lost("mine", 3)
    size = path.stat().st_size
    path.write_bytes(b"x" * size)
    found = found_in(path.parent)
    assert found.path is None
    assert found.sentence.startswith("A run cannot be recovered. mine")
    assert len(found.sentence) <= 300
    assert path.read_bytes() == b"x" * size
