"""A run is bound to its images, not to the place where they lay."""

import shutil

import pytest

from core.datasets.loading import load_dataset
from tests.support.made_up_digits import write_made_up_csv
from tests.support.run_files import write_run
from tests.support.window_answers import becomes, offered
from tests.support.window_driving import LONG

TRAIN = ("train", "--preset", "seed-mlp", "--iterations", 3, "--batch-size", 8)


@pytest.fixture
def old_place(tmp_path):
    return write_made_up_csv(tmp_path / "old" / "train.csv")


@pytest.fixture
def recorded_run(tmp_path, old_place, made_up_experiment):
    """A run of three steps whose images lie in `old_place`."""
    path = tmp_path / "runs of mine" / "run.glassbox"
    write_run(
        path,
        made_up_experiment.replace(data=str(old_place)),
        load_dataset(str(old_place)),
        3,
    )
    return path


def opens(qtbot, window, run):
    window.documents.open_run(run)
    return becomes(qtbot, window, lambda: window.lab.run_keeper.path == run)


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a run whose images are in memory, read from another place, is not opened",
)
def test_that_a_run_is_opened_with_the_same_images_from_another_place(
    qtbot, open_window, made_up_experiment, old_place, recorded_run, tmp_path
):
    new_place = tmp_path / "moved.csv"
    old_place.rename(new_place)
    window = open_window(made_up_experiment.replace(data=str(new_place)))
    loader = window.lab.data_loader
    qtbot.waitUntil(lambda: loader.loaded_source == str(new_place), timeout=LONG)
    assert opens(qtbot, window, recorded_run)
    assert window.lab.session.step == 3


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="images that were moved together with the run are not looked for beside it",
)
def test_that_images_are_looked_for_beside_the_run(
    qtbot, build_without_data, old_place, recorded_run
):
    shutil.move(old_place, recorded_run.parent / old_place.name)
    window = build_without_data()
    assert opens(qtbot, window, recorded_run)
    assert window.lab.session.step == 3


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a run whose images are gone is not even opened for looking",
)
def test_that_a_run_whose_images_are_gone_is_opened_for_looking(
    qtbot, window_on_csv, old_place, recorded_run
):
    before = recorded_run.read_bytes()
    old_place.unlink()
    window_on_csv.documents.open_run(recorded_run)
    qtbot.waitUntil(lambda: bool(window_on_csv.notice_bar.text), timeout=LONG)
    assert offered(window_on_csv) == "Locate the data…"
    moment = window_on_csv.state.moment
    assert becomes(qtbot, window_on_csv, lambda: moment.moment.snapshot.step == 3)
    assert recorded_run.read_bytes() == before


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a relative name of the data is looked up wherever the command happens to run",
)
def test_that_a_relative_name_of_the_data_means_the_place_of_the_training(
    tmp_path, monkeypatch, old_place, command
):
    monkeypatch.chdir(old_place.parent)
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place.name, "--out", out)[0] == 0
    monkeypatch.chdir(tmp_path)
    code, _, said = command("evaluate", out)
    assert code == 0, said


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="that the data of a run is gone is reported as if the user had asked for the file",
)
def test_that_missing_data_is_told_with_its_place_and_the_way_on(
    tmp_path, monkeypatch, old_place, command
):
    monkeypatch.chdir(old_place.parent)
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place.name, "--out", out)[0] == 0
    old_place.unlink()
    code, printed, said = command("evaluate", out)
    assert code == 1
    assert printed == ""
    sentence = said.splitlines()[-1]
    assert sentence.startswith("glassbox evaluate: ")
    assert "run.npz" in sentence
    assert str(old_place) in sentence
    assert "--data" in sentence


def test_that_a_run_is_judged_on_images_that_are_named(tmp_path, old_place, csv_file, command):
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place, "--out", out)[0] == 0
    old_place.unlink()
    assert command("evaluate", out, "--data", csv_file)[0] == 0
