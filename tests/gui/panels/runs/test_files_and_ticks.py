"""Files that come and go, runs that are open, and runs whose curves are shown."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from core.presets import SEED_CNN
from gui.lab.run_shelf import RunShelf
from gui.panels.runs.runs_panel import NO_RUNS, RunsPanel
from tests.support.moments import make_lab_state
from tests.support.people import click, press, text_of
from tests.support.runs_panel import (
    WAIT,
    cells,
    click_row,
    double_click,
    edit_and_enter,
    index_of,
    names,
    settle,
    view_of,
)
from tests.support.short_runs import open_and_train


def tick(panel, name):
    """Click the box before a name."""
    view = view_of(panel)
    index = index_of(panel, name)
    view.scrollTo(index)
    rect = view.visualRect(index)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(rect.left() + 13, rect.center().y()),
    )


def test_that_ticked_runs_tell_their_curves_until_they_are_unticked(panel, folder, qtbot):
    overlays = []
    panel.overlays.changed.connect(overlays.append)
    tick(panel, "base")
    tick(panel, "slow")
    qtbot.waitUntil(lambda: bool(overlays) and len(overlays[-1]) == 2, timeout=WAIT)
    base, slow = overlays[-1]
    assert (base.name, slow.name) == ("base", "slow")
    assert base.color_index != slow.color_index
    document = RunDocument(folder / "slow.glassbox")
    expected = document.history.batches()["loss"].tolist()
    document.close()
    assert slow.history.batches["loss"].tolist() == expected
    tick(panel, "base")
    qtbot.waitUntil(lambda: [one.name for one in overlays[-1]] == ["slow"], timeout=WAIT)
    assert overlays[-1][0].color_index == slow.color_index  # its colour stays


def test_that_a_deleted_run_takes_its_curves_with_it(panel, qtbot):
    overlays = []
    panel.overlays.changed.connect(overlays.append)
    tick(panel, "other seed")
    qtbot.waitUntil(lambda: bool(overlays) and len(overlays[-1]) == 1, timeout=WAIT)
    click_row(panel, "other seed", "Steps")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: overlays[-1] == [], timeout=WAIT)


def test_that_a_run_is_ticked_with_the_keyboard_and_the_open_one_is_not(panel, qtbot):
    panel.shelf.set_open_run(panel.shelf.rows[0].path)
    view = view_of(panel)
    view.setFocus()
    for row in panel.shelf.rows:
        view.setCurrentIndex(index_of(panel, row.name))
        qtbot.keyClick(view, Qt.Key.Key_T)
    others = {row.path for row in panel.shelf.rows[1:]}
    assert set(panel.ticked) == others
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert set(panel.ticked) == others - {row.path}


def test_that_the_open_run_is_marked_and_cannot_be_ticked_or_deleted(
    panel, folder, dataset, qtbot
):
    path = folder / "other.glassbox"
    document = open_and_train(path, dataset, 3)
    panel.shelf.set_open_run(path, document)
    settle(qtbot, panel)
    qtbot.waitUntil(lambda: index_of(panel, "other seed", "Steps").data() == "7", timeout=WAIT)
    index = index_of(panel, "other seed")
    assert index.data(Qt.ItemDataRole.FontRole).bold()
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    tick(panel, "other seed")
    assert panel.ticked == []
    click_row(panel, "other seed")
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    assert "cannot be deleted" in text_of(panel, "runs_panel_notice_text")
    assert path.exists()
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    edit_and_enter(panel, "still open")
    qtbot.waitUntil(lambda: "still open" in names(panel), timeout=WAIT)
    assert document.labels.name == "still open"
    panel.shelf.set_open_run(path, None)
    document.close()
    panel.shelf.look_soon()
    settle(qtbot, panel)
    assert read_summary(path).labels.name == "still open"


def spoil(folder, content):
    (folder / "truncated.glassbox").write_bytes(content[: len(content) // 2])
    (folder / "foreign.glassbox").write_bytes(b"PK\x03\x04" * 2000)
    (folder / "empty.glassbox").write_bytes(b"")
    (folder / "a folder.glassbox").mkdir()
    (folder / "nowhere.glassbox").symlink_to(folder / "gone")
    flipped = bytearray(content)
    flipped[60:64] = (99).to_bytes(4, "big")  # SQLite's user version
    (folder / "newer.glassbox").write_bytes(flipped)


def test_that_bad_files_are_rows_with_a_sentence(open_runs, folder, qtbot):
    spoil(folder, (folder / "base.glassbox").read_bytes())
    panel = open_runs(folder)
    found = [text for _, text in cells(panel) if "glassbox —" in text]
    assert len(found) == 6
    said = "\n".join(sorted(found))
    for part in (
        "a folder.glassbox — Expected a file, received a folder",
        "empty.glassbox — This is not a Glassbox run",
        "foreign.glassbox — This is not a Glassbox run",
        "newer.glassbox — This run was saved by a newer Glassbox",
        "nowhere.glassbox — There is no such file",
        "truncated.glassbox — This file is damaged",
    ):
        assert part in said
    assert len(names(panel)) == 11
    bad = next(text for text in found if text.startswith("foreign"))
    double_click(panel, bad)
    assert "not a Glassbox run" in text_of(panel, "runs_panel_notice_text")
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    assert view_of(panel).findChild(QLineEdit) is None
    click_row(panel, bad)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bad not in names(panel), timeout=WAIT)
    assert (folder / "trash" / "foreign.glassbox").exists()
    directory = next(text for text in found if text.startswith("a folder"))
    click_row(panel, directory)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(
        lambda: "received a folder" in text_of(panel, "runs_panel_notice_text"), timeout=WAIT
    )


def test_that_files_that_come_and_go_are_noticed(panel, folder, made, qtbot):
    shutil.copy(made / "base.glassbox", folder / "new.glassbox")
    qtbot.waitUntil(lambda: {"base", "base (2)"} <= set(names(panel)), timeout=WAIT)
    (folder / "new.glassbox").unlink()
    qtbot.waitUntil(lambda: "base (2)" not in names(panel), timeout=WAIT)
    assert names(panel).count("base") == 1


def test_that_a_run_from_elsewhere_is_listed_and_only_taken_off_the_list(
    panel, made, tmp_path, qtbot
):
    elsewhere = shutil.copy(made / "base.glassbox", tmp_path / "mine.glassbox")
    panel.shelf.add(elsewhere)
    qtbot.waitUntil(lambda: len(names(panel)) == 6, timeout=WAIT)
    place = [row.path for row in panel.shelf.rows if not row.is_here]
    assert place == [elsewhere]
    view = view_of(panel)
    index = panel._list._index_of(elsewhere)
    click(view.viewport(), view.visualRect(index))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(panel)) == 5, timeout=WAIT)
    assert elsewhere.exists()
    assert "stays where it is" in text_of(panel, "runs_panel_notice_text")
    press(panel, "runs_panel_notice_undo")
    qtbot.waitUntil(lambda: len(names(panel)) == 6, timeout=WAIT)


@pytest.mark.parametrize("place", [None, "not there"])
def test_that_no_folder_and_an_empty_one_say_how_runs_come_about(open_runs, tmp_path, place):
    panel = open_runs(None if place is None else tmp_path / place)
    assert text_of(panel, "runs_panel_message") == NO_RUNS


def test_that_a_hidden_panel_reads_nothing(folder, qtbot):
    shelf = RunShelf(folder)
    panel = RunsPanel(make_lab_state(experiment=SEED_CNN), shelf)
    shelf.setParent(panel)
    qtbot.addWidget(panel)
    panel.shelf.look_soon()
    assert not panel.shelf.is_busy
    assert not panel.shelf._timer.isActive()
    panel.shelf.shut_down()
