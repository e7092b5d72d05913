"""Names that are chosen in a dialog end as they should, and replace nothing unasked."""

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from gui.dialogs.file_dialogs import FileDialogs


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def ask(parent, tmp_path, suggestion):
    chosen = []
    FileDialogs(parent).ask_to_save("Save", suggestion, "Runs (*.glassbox)", chosen.append)
    dialog = dialog_of(parent)
    dialog.setDirectory(str(tmp_path))
    return dialog, chosen


def dialog_of(parent):
    return [one for one in parent.findChildren(QFileDialog) if one.isVisible()][-1]


def answer(dialog, name):
    dialog.findChild(QLineEdit).setText(name)
    dialog.accept()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mine", "mine.glassbox"),
        ("v1.2", "v1.2.glassbox"),
        ("mine.GLASSBOX", "mine.GLASSBOX"),
        ("mine.json", "mine.json.glassbox"),
    ],
)
def test_that_a_chosen_name_ends_in_our_suffix(parent, tmp_path, typed, name):
    dialog, chosen = ask(parent, tmp_path, "run.glassbox")
    answer(dialog, str(tmp_path / typed))
    assert chosen == [tmp_path / name]


def test_that_what_is_suggested_can_be_a_file(parent, tmp_path):
    dialog, _ = ask(parent, tmp_path, "a/b: c?.glassbox")
    assert dialog.findChild(QLineEdit).text() == "a-b- c-.glassbox"
    dialog.reject()


def test_that_a_file_the_ending_leads_to_is_asked_about(parent, tmp_path):
    (tmp_path / "v1.2.glassbox").write_bytes(b"x")
    dialog, chosen = ask(parent, tmp_path, "run.glassbox")
    answer(dialog, str(tmp_path / "v1.2"))
    assert chosen == []
    second = dialog_of(parent)
    assert second is not dialog
    assert second.findChild(QLineEdit).text() == "v1.2.glassbox"
    second.reject()


def test_that_an_existing_file_can_be_chosen_to_open_and_no_other(parent, tmp_path):
    there = tmp_path / "there.glassbox"
    there.write_bytes(b"x")
    chosen = []
    FileDialogs(parent).ask_to_open("Open", "Runs (*.glassbox)", chosen.append)
    dialog = dialog_of(parent)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    assert dialog.windowTitle() == "Open"
    answer(dialog, str(there))
    assert chosen == [there]


def test_that_a_dialog_that_is_given_up_chooses_nothing(parent, tmp_path):
    dialog, chosen = ask(parent, tmp_path, "run.glassbox")
    dialog.reject()
    assert chosen == []


def test_that_the_next_dialog_begins_where_something_was_chosen(parent, tmp_path):
    (tmp_path / "train.csv").write_text("label")
    dialogs, chosen = FileDialogs(parent), []
    dialogs.ask_to_open("Open", "All files (*)", chosen.append)
    answer(dialog_of(parent), str(tmp_path / "train.csv"))
    for ask in (
        lambda: dialogs.ask_to_open("Open", "All files (*)", chosen.append),
        lambda: dialogs.ask_to_save("Save", "answers.csv", "CSV (*.csv)", chosen.append),
    ):
        ask()
        dialog = dialog_of(parent)
        assert dialog.directory().absolutePath() == str(tmp_path)
        dialog.reject()
