"""What is dropped onto the window is taken, or it is said why not."""

import pytest

from tests.support.made_up_digits import write_made_up_csv, write_made_up_idx
from tests.support.window_answers import becomes
from tests.support.window_driving import LONG
from tests.support.window_drop import drop


@pytest.mark.parametrize("kind", ["csv", "idx", "folder"])
def test_that_data_dropped_onto_the_window_is_loaded(qtbot, window_on_csv, tmp_path, kind):
    if kind == "csv":
        path = write_made_up_csv(tmp_path / "dropped" / "train.csv")
    else:
        path = write_made_up_idx(tmp_path / "dropped")
    path = path.parent if kind == "folder" else path
    assert drop(window_on_csv, path)
    loader = window_on_csv.lab.data_loader
    assert becomes(qtbot, window_on_csv, lambda: loader.loaded_source == str(path))


@pytest.mark.slow
def test_that_a_trained_run_dropped_onto_the_window_is_opened(
    qtbot, window_on_csv, trained_npz
):
    assert drop(window_on_csv, trained_npz)
    assert becomes(qtbot, window_on_csv, lambda: window_on_csv.lab.session.step == 3)


@pytest.mark.parametrize(
    "names", [("letter.docx",), ("one.txt", "two.txt")], ids=["one file", "two files"]
)
def test_that_it_is_said_what_cannot_be_taken(qtbot, window_on_csv, tmp_path, names):
    for name in names:
        (tmp_path / name).write_bytes(b"nothing that could be opened")
    said = window_on_csv.notice_bar
    is_welcome = drop(window_on_csv, *(tmp_path / name for name in names))
    if is_welcome:  # only opening it tells what it is
        qtbot.waitUntil(lambda: bool(said.text), timeout=LONG)
    assert said.text
    assert names[0] in said.text or len(names) > 1
