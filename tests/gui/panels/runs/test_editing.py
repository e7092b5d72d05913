"""Renaming, tagging, duplicating and deleting runs, as a person does."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from gui.panels.runs.runs_panel import NO_RUNS
from tests.support.people import find, press, text_of
from tests.support.runs_panel import (
    WAIT,
    cells,
    click_row,
    column_of,
    edit_and_enter,
    editor_of,
    names,
    settle,
    type_into,
    view_of,
)


def test_that_f2_renames_in_place(panel, folder, qtbot):
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, "seed eight")
    qtbot.waitUntil(lambda: "seed eight" in names(panel), timeout=WAIT)
    assert read_summary(folder / "other.glassbox").labels.name == "seed eight"
    assert panel.selected == [folder / "other.glassbox"]


def test_that_an_empty_name_changes_nothing_and_one_too_long_is_refused(panel, folder, qtbot):
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, " ")
    settle(qtbot, panel)
    assert "other seed" in names(panel)
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, "x" * 201)
    qtbot.waitUntil(
        lambda: "1 to 200 characters" in text_of(panel, "runs_panel_notice_text"), timeout=WAIT
    )
    assert read_summary(folder / "other.glassbox").labels.name == "other seed"


def test_that_the_list_waits_until_a_name_is_typed(panel, folder, qtbot):
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    QTest.keyClicks(editor_of(panel), "half")
    document = RunDocument(folder / "base.glassbox")
    document.relabel(document.labels.renamed("renamed elsewhere"))
    document.close()
    panel.shelf.look()
    settle(qtbot, panel)
    assert editor_of(panel).text() == "half"
    assert "base" in names(panel)
    edit_and_enter(panel, "half a name")
    qtbot.waitUntil(
        lambda: {"half a name", "renamed elsewhere"} <= set(names(panel)), timeout=WAIT
    )


def test_that_tags_are_written_between_commas(panel, folder, qtbot):
    click_row(panel, "base")
    find(panel, "runs_panel_menu_tags", QAction).trigger()
    edit_and_enter(panel, "good, for monday,, good")
    qtbot.waitUntil(lambda: "good, for monday" in column_of(panel, "Tags"), timeout=WAIT)
    assert read_summary(folder / "base.glassbox").labels.tags == ("good", "for monday")
    type_into(panel, "monday")
    assert names(panel) == ["base"]


def test_that_a_duplicate_is_a_run_of_its_own(panel, folder, qtbot):
    click_row(panel, "base")
    press(panel, "runs_panel_duplicate")
    qtbot.waitUntil(lambda: "base copy" in names(panel), timeout=WAIT)
    copy = read_summary(folder / "base copy.glassbox")
    original = read_summary(folder / "base.glassbox")
    assert copy.recipe.run_id != original.recipe.run_id
    assert copy.recipe.experiment == original.recipe.experiment
    assert (copy.steps, copy.start_digest) == (original.steps, original.start_digest)
    qtbot.waitUntil(lambda: panel.selected == [folder / "base copy.glassbox"], timeout=WAIT)


def test_that_delete_moves_to_the_trash_and_undo_fetches_back(panel, folder, qtbot):
    content = (folder / "slow.glassbox").read_bytes()
    click_row(panel, "slow")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "slow" not in names(panel), timeout=WAIT)
    assert not (folder / "slow.glassbox").exists()
    assert (folder / "trash" / "slow.glassbox").read_bytes() == content
    assert text_of(panel, "runs_panel_notice_text") == "Deleted “slow”."
    assert (0, "twig") in cells(panel)  # what it was branched from is not there any more
    assert "step 8 of “slow”" in column_of(panel, "Branched at")
    press(panel, "runs_panel_notice_undo")
    qtbot.waitUntil(lambda: (1, "slow") in cells(panel), timeout=WAIT)
    assert (folder / "slow.glassbox").read_bytes() == content
    assert (2, "twig") in cells(panel)
    assert find(panel, "runs_panel_notice").isHidden()


def test_that_ctrl_z_in_the_list_fetches_back_what_was_deleted_there(panel, folder, qtbot):
    click_row(panel, "slow")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "slow" not in names(panel), timeout=WAIT)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "slow" in names(panel), timeout=WAIT)
    assert (folder / "slow.glassbox").exists()


def test_that_ctrl_z_after_a_refused_delete_is_kept_from_the_experiment(panel):
    click_row(panel, "slow")
    panel.shelf.failed.emit("slow is the run that is open.")
    key = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, *key)
    asked.ignore()
    QApplication.sendEvent(view_of(panel), asked)
    assert asked.isAccepted()  # or the window's Undo would take it
    QTest.keyClick(view_of(panel), *key)
    assert "slow is the run that is open." in text_of(panel, "runs_panel_notice_text")


def test_that_several_runs_are_deleted_and_fetched_back_together(panel, qtbot):
    click_row(panel, "base")
    QTest.keyClick(view_of(panel), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(panel.selected) == 5
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(
        lambda: text_of(panel, "runs_panel_message") == NO_RUNS and not names(panel),
        timeout=WAIT,
    )
    press(panel, "runs_panel_notice_undo")
    qtbot.waitUntil(lambda: len(names(panel)) == 5, timeout=WAIT)


def test_that_the_run_on_screen_is_not_deleted_when_nothing_writes_it(panel, folder, qtbot):
    panel.shelf.set_open_run(folder / "base.glassbox")
    click_row(panel, "base")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    assert "cannot be deleted" in text_of(panel, "runs_panel_notice_text")
    settle(qtbot, panel)
    assert (folder / "base.glassbox").exists()


def test_that_all_of_the_selected_runs_are_deleted_or_none(panel, folder, qtbot):
    (folder / "z folder.glassbox").mkdir()
    panel.shelf.look()
    qtbot.waitUntil(lambda: any("z folder" in name for name in names(panel)), timeout=WAIT)
    click_row(panel, "base")
    QTest.keyClick(view_of(panel), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    notice = "runs_panel_notice_text"
    qtbot.waitUntil(lambda: "received a folder" in text_of(panel, notice), timeout=WAIT)
    settle(qtbot, panel)
    assert len(list(folder.glob("*.glassbox"))) == 6
    assert len(names(panel)) == 6
