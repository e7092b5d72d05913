"""The trash in sight, and folders of runs that are too full, damaged, locked or gone."""

import os
from dataclasses import replace
from pathlib import PosixPath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel

from core.documents.run_summary import read_summary
from gui.lab import run_work, runs_in_folder
from gui.lab.run_row import RunRow
from gui.lab.run_work import read_rows
from gui.panels.runs.tree_model import RunTreeModel
from gui.theme.theme import DARK, CurrentTheme
from tests.support.people import find, press, text_of
from tests.support.runs_panel import WAIT, click_row, names, settle, view_of


def delete(qtbot, panel, name):
    click_row(panel, name)
    QTest.keyClick(view_of(panel), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: name not in names(panel), timeout=WAIT)
    settle(qtbot, panel)


def answer(panel, what):
    questions = panel.findChildren(QDialog, "trash_question")
    (question,) = [one for one in questions if one.isVisible()]
    button = question.findChild(QAbstractButton, f"trash_question_{what}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return question.findChild(QLabel, "trash_question_text").text()


def test_that_the_trash_is_in_sight_and_emptied_after_one_question(qtbot, panel, folder):
    trash = find(panel, "runs_panel_trash", QAbstractButton)
    assert not trash.isVisible()
    for name in ("twig", "big batches"):
        delete(qtbot, panel, name)
    assert trash.isVisible()
    size = sum(path.stat().st_size for path in (folder / "trash").iterdir()) / 2**20
    assert trash.text() == f"Trash: 2 runs, {size:.1f} MB"
    press(panel, "runs_panel_trash")
    assert answer(panel, "leave") == f"Remove 2 runs, {size:.1f} MB for good?"
    settle(qtbot, panel)
    assert len(list((folder / "trash").iterdir())) == 2
    press(panel, "runs_panel_trash")
    answer(panel, "act")
    qtbot.waitUntil(lambda: not trash.isVisible(), timeout=WAIT)
    assert list((folder / "trash").iterdir()) == []
    assert "2 runs" in text_of(panel, "runs_panel_notice_text")
    assert not find(panel, "runs_panel_notice_undo").isVisible()
    assert len(names(panel)) == 3


def listing(folder, known=(), others=()):
    known = {row.path: row for row in known}
    return read_rows(folder, others, known, (), lambda: False)


def test_that_files_that_are_no_runs_are_counted_in_one_line(folder, open_runs):
    assert listing(folder).trouble == ""
    (folder / "bad.glassbox").write_bytes(b"x" * 5000)
    assert listing(folder).trouble == "1 file cannot be read as a run."
    (folder / "worse.glassbox").mkdir()
    panel = open_runs(folder)
    assert text_of(panel, "runs_panel_trouble") == "2 of 7 files cannot be read as runs."


def test_that_damaged_files_are_read_once_and_passing_troubles_again(folder, monkeypatch):
    for number in range(5):
        (folder / f"bad {number}.glassbox").write_bytes(b"x" * 5000)
    read = []

    def counted(path):
        read.append(path.name)
        return read_summary(path)

    monkeypatch.setattr(run_work, "read_summary", counted)
    first = listing(folder).rows
    assert len(read) == 10
    passing = [
        replace(row, trouble="This run is open in another window")
        if row.path.name == "bad 3.glassbox"
        else row
        for row in first
    ]
    read.clear()
    again = listing(folder, passing).rows
    assert read == ["bad 3.glassbox"]
    assert [row.path for row in again] == [row.path for row in first]
    (folder / "bad 1.glassbox").write_bytes(b"y" * 6000)
    read.clear()
    listing(folder, again)
    assert read == ["bad 1.glassbox"]


def test_that_of_too_many_the_newest_are_listed_and_the_rest_is_said(folder, monkeypatch):
    monkeypatch.setattr(runs_in_folder, "MAX_RUNS", 3)
    for age, name in enumerate(("twig", "base", "other", "slow", "big")):
        os.utime(folder / f"{name}.glassbox", (10_000 - age, 10_000 - age))
    found = listing(folder)
    assert [row.path.stem for row in found.rows] == ["base", "other", "twig"]
    assert found.trouble.startswith("2 are not listed: only the ")


def test_that_a_folder_that_is_gone_or_no_folder_is_said(tmp_path, folder):
    assert listing(tmp_path / "not yet").trouble == ""
    known = listing(folder).rows
    folder.rename(tmp_path / "elsewhere")
    found = listing(folder, known)
    assert (found.rows, found.trouble) == ([], "The folder runs is not there any more.")
    folder.write_bytes(b"")
    assert listing(folder).trouble == "The folder runs cannot be read (Not a directory)."


def test_that_a_locked_folder_is_said(folder, monkeypatch):
    def locked(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(runs_in_folder.os, "scandir", locked)
    assert listing(folder).trouble == "The folder runs cannot be read (Permission denied)."


def test_that_a_run_that_was_saved_does_not_build_the_list_anew(folder):
    rows = listing(folder).rows
    model = RunTreeModel(CurrentTheme(DARK))
    model.show_rows(rows)
    builds, changes = [], []
    model.modelReset.connect(lambda: builds.append(1))
    model.dataChanged.connect(lambda first, _last, _roles: changes.append(first.row()))
    summary = replace(rows[0].summary, steps=12345)
    saved = [replace(rows[0], summary=summary, stamp=(1, 1)), *rows[1:]]
    model.show_rows(saved)
    assert (len(builds), len(changes)) == (0, 1)
    assert model.index_of(rows[0].path, "steps").data() == "12,345"
    model.show_rows(saved[1:])
    assert len(builds) == 1
    assert not model.index_of(rows[0].path).isValid()


class CountedPath(PosixPath):
    """Counts how often paths are compared."""

    compared = 0

    def __eq__(self, other):
        CountedPath.compared += 1
        return super().__eq__(other)

    __hash__ = PosixPath.__hash__


@pytest.mark.parametrize("count", [50, 400])
def test_that_the_work_of_listing_grows_with_the_runs_and_no_faster(folder, qtbot, count):
    from gui.panels.runs.run_list import RunList

    summary = read_summary(folder / "base.glassbox")
    rows = [
        RunRow(CountedPath(f"/runs/{n}.glassbox"), summary, "", True, (n, n))
        for n in range(count)
    ]
    shown = RunList(CurrentTheme(DARK), "list")
    qtbot.addWidget(shown.view)
    shown.show_rows(rows)
    shown.view.selectAll()
    CountedPath.compared = 0
    shown.show_rows([*rows[:-1], replace(rows[-1], stamp=(0, 1))])
    shown.show_rows(rows[1:])
    assert CountedPath.compared < 16 * count
