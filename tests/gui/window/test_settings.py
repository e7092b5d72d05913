"""What is decided once for all runs, in the hands of a person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit

from core.datasets.streaming.policy import (
    USUAL,
    StreamingPolicy,
    current_policy,
    use_policy,
)
from gui.actions.action_id import ActionId
from gui.settings import RUNS_VARIABLE, Settings
from tests.support.window_driving import LONG


class Chooser:
    """Stands for the dialog in which a person chooses a folder."""

    def __init__(self, folder):
        self.folder = folder

    def ask_for_folder(self, title, start, then):
        self.start = start
        then(self.folder)


def opened(window):
    window.actions_by_id[ActionId.APP_SETTINGS].trigger()
    dialogs = window.findChildren(QDialog, "settings_dialog")
    (dialog,) = [one for one in dialogs if one.isVisible()]
    return dialog


def part(dialog, name, kind=QAbstractButton):
    return dialog.findChild(kind, f"settings_{name}")


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_number(line, text):
    line.selectAll()
    QTest.keyClicks(line, text)


@pytest.mark.slow
def test_that_a_budget_is_shown_changed_remembered_and_used(build_without_data, settings):
    window = build_without_data()
    dialog = opened(window)
    line = part(dialog, "budget", QLineEdit)
    assert part(dialog, "budget_none").isChecked()
    assert not line.isEnabled()
    assert window.lab.run_keeper.budget is None
    part(dialog, "budget_none").click()
    type_number(line, "300")
    assert settings.budget_mb == 300
    assert window.lab.run_keeper.budget == 300 * 2**20
    type_number(line, "0")
    assert line.property("invalid")
    assert settings.budget_mb == 52  # what stood there before all that was typed
    type_number(line, "300")
    dialog.reject()
    next_start = build_without_data()
    assert next_start.lab.run_keeper.budget == 300 * 2**20
    again = opened(next_start)
    assert part(again, "budget", QLineEdit).text() == "300"
    part(again, "budget_none").click()
    assert Settings(settings._store).budget_mb is None
    again.reject()


def test_that_a_spoilt_budget_is_the_usual(settings):
    for spoilt in ("", "x", "-4", "0", "99999999", ["1"], b"7"):
        settings._store.setValue("recording/budget_mb", spoilt)
        assert settings.budget_mb is None


@pytest.mark.slow
def test_that_a_run_yet_to_begin_takes_the_folder_and_budget_chosen_now(
    qtbot, window, monkeypatch, tmp_path, runs_folder, settings
):
    dialog = opened(window)
    assert not part(dialog, "choose_folder").isEnabled()
    assert part(dialog, "folder_given", QLabel).isVisible()
    dialog.reject()
    monkeypatch.delenv(RUNS_VARIABLE)
    folder = tmp_path / "elsewhere"
    window.settings_actions.file_dialogs = chooser = Chooser(folder)
    dialog = opened(window)
    assert part(dialog, "folder", QLabel).toolTip() == str(runs_folder)
    part(dialog, "budget_none").click()
    type_number(part(dialog, "budget", QLineEdit), "7")
    click(part(dialog, "choose_folder"))
    assert chooser.start == runs_folder
    assert part(dialog, "folder", QLabel).toolTip() == str(folder)
    dialog.reject()
    assert settings.runs_folder == folder
    window.actions_by_id[ActionId.TRAINING_STEP_BATCH].trigger()
    qtbot.waitUntil(lambda: window.lab.run_keeper.path is not None, timeout=LONG)
    assert window.lab.run_keeper.path.parent == folder
    assert window.lab.run_keeper.recorder._room._chosen == 7 * 2**20


@pytest.mark.slow
def test_that_the_settings_show_the_trash_and_empty_it(qtbot, build_without_data, runs_folder):
    trash = runs_folder / "trash"
    trash.mkdir(parents=True)
    (trash / "old.glassbox").write_bytes(bytes(3 * 2**20))
    dialog = opened(build_without_data())
    text = part(dialog, "trash", QLabel)
    qtbot.waitUntil(lambda: text.text() == "1 run, 3.0 MB, still on the disk", timeout=LONG)
    click(part(dialog, "empty_trash"))
    question = dialog.findChild(QDialog, "trash_question")
    click(question.findChild(QAbstractButton, "trash_question_act"))
    qtbot.waitUntil(lambda: text.text() == "Empty", timeout=LONG)
    assert list(trash.iterdir()) == []
    assert not part(dialog, "empty_trash").isEnabled()
    dialog.reject()


@pytest.mark.slow
def test_that_the_images_of_large_sets_are_shown_emptied_and_given_their_share(
    qtbot, build_without_data, settings, tmp_path, monkeypatch
):
    monkeypatch.setenv("GLASSBOX_CACHE", str(tmp_path))
    kept = tmp_path / "images" / f"{'0' * 40}-1.pixels"
    kept.parent.mkdir()
    kept.write_bytes(b"x" * (3 * 2**20))
    dialog = opened(build_without_data())
    text = part(dialog, "images_kept", QLabel)
    qtbot.waitUntil(lambda: text.text() == "On the disk: 1 data set, 3.0 MB", timeout=LONG)
    click(part(dialog, "empty_images"))
    qtbot.waitUntil(lambda: text.text() == "On the disk: empty", timeout=LONG)
    assert not kept.exists()
    assert not part(dialog, "empty_images").isEnabled()
    assert part(dialog, "images_share", QLineEdit).text() == "25"
    assert part(dialog, "images_room", QLineEdit).text() == "20"
    type_number(part(dialog, "images_share", QLineEdit), "10")
    type_number(part(dialog, "images_room", QLineEdit), "3")
    assert current_policy() == StreamingPolicy(0.1, 3 * 2**30)
    type_number(part(dialog, "images_share", QLineEdit), "90")
    assert part(dialog, "images_share", QLineEdit).property("invalid")
    assert current_policy().share == 0.25  # what stood there before all that was typed
    type_number(part(dialog, "images_share", QLineEdit), "9")
    dialog.reject()
    use_policy(USUAL)
    again = opened(build_without_data())
    assert current_policy() == settings.streaming == StreamingPolicy(0.09, 3 * 2**30)
    assert part(again, "images_room", QLineEdit).text() == "3"
    again.reject()
    use_policy(USUAL)


def test_that_a_spoilt_share_of_memory_is_the_usual(settings):
    assert settings.streaming == USUAL
    settings.streaming = StreamingPolicy(0.5, 2**30)
    assert settings.streaming == StreamingPolicy(0.5, 2**30)
    for spoilt in ("", "x", "0", "51", "nan", "inf", ["1"]):
        settings._store.setValue("images/percent", spoilt)
        assert settings.streaming == USUAL
