"""A run on screen becomes a Kaggle submission by one menu entry."""

import numpy as np
import pytest

from core.commands.command_line import run_command
from core.documents.run_document import RunDocument
from gui.actions.action_id import ActionId
from tests.support.data_files import real_digits, write_kaggle_csv
from tests.support.run_files import the_run_in, train_to
from tests.support.window_answers import becomes
from tests.support.window_driving import LONG

ACTION = ActionId.RUN_SUBMISSION


@pytest.fixture
def table(tmp_path):
    return write_kaggle_csv(tmp_path / "test.csv", real_digits()[0][:50], None)


def answer(window, source, output):
    """Let the next file dialogs answer with these paths."""

    class Chooser:
        def ask_to_open(self, title, name_filter, then):
            then(source)

        def ask_to_save(self, title, suggestion, name_filter, then):
            then(output)

    window.outside.submissions.file_dialogs = Chooser()


@pytest.mark.slow
def test_that_a_run_on_screen_predicts_what_its_file_does(
    qtbot, window, runs_folder, tmp_path, table
):
    train_to(qtbot, window, 3)
    output = tmp_path / "submission.csv"
    answer(window, table, output)
    window.actions_by_id[ACTION].trigger()
    assert becomes(qtbot, window, lambda: output.exists())
    qtbot.waitUntil(lambda: "50 predictions" in window.notice_bar.text, timeout=LONG)
    window.close()
    lines = output.read_text().splitlines()
    assert lines[0] == "ImageId,Label"
    assert len(lines) == 51
    run, expected = the_run_in(runs_folder), tmp_path / "expected.csv"
    arguments = ["predict", run, "--input", table, "--output", expected]
    assert run_command(list(map(str, arguments))) == 0
    assert output.read_text() == expected.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("target", ["run", pytest.param("images", marks=pytest.mark.slow)])
def test_that_nothing_it_is_made_of_is_replaced(qtbot, window, runs_folder, table, target):
    train_to(qtbot, window, 1)
    output = table if target == "images" else the_run_in(runs_folder)
    before = table.read_bytes()
    answer(window, table, output)
    window.actions_by_id[ACTION].trigger()
    qtbot.waitUntil(lambda: "would overwrite" in window.notice_bar.text, timeout=LONG)
    assert table.read_bytes() == before
    train_to(qtbot, window, 2)
    window.close()
    document = RunDocument(the_run_in(runs_folder))
    assert document.latest().step == 2
    document.close()


@pytest.mark.slow
def test_that_a_bad_table_is_one_sentence_and_nothing_is_asked_before_the_first_step(
    qtbot, window, tmp_path
):
    assert not window.actions_by_id[ACTION].isEnabled()
    train_to(qtbot, window, 1)
    broken = write_kaggle_csv(tmp_path / "broken.csv", np.zeros((2, 28, 28), np.uint8), None)
    broken.write_text(broken.read_text() + "1,2\n")
    answer(window, broken, tmp_path / "out.csv")
    window.actions_by_id[ACTION].trigger()
    qtbot.waitUntil(lambda: "broken.csv, line 4" in window.notice_bar.text, timeout=LONG)
    assert not (tmp_path / "out.csv").exists()
