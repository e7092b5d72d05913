"""Menus, lists and names survive folders nobody may look into and names nobody can store."""

import os
from pathlib import Path

import pytest

from core.documents.run_names import new_run_path
from core.formats.file_name import free_path
from gui.documents import recent_menu
from gui.lab.run_work import free_copy_name, read_rows

LONGEST_NAME = 255


@pytest.mark.parametrize(
    "name", ["数" * 100, "😀" * 60, "é" * 300, "x" * 5000, "", "a" * 59 + "数"]
)
def test_that_a_run_of_any_name_gets_a_file_with_room_for_what_stands_beside_it(tmp_path, name):
    path = new_run_path(tmp_path, name)
    assert len(f"{path.stem} (1000){path.suffix}-journal".encode()) <= LONGEST_NAME
    path.touch()


def test_that_names_no_disk_takes_are_only_free_names(tmp_path):
    path = tmp_path / ("x" * 300 + ".glassbox")
    assert free_path(path) == path
    assert free_copy_name(path).suffix == ".glassbox"


@pytest.mark.parametrize("length", [246, 247, 250, 255])
def test_that_a_long_name_is_a_row_of_the_list_as_any_other(tmp_path, length):
    (tmp_path / ("x" * (length - 9) + ".glassbox")).write_bytes(b"no run")
    (tmp_path / "short.glassbox").write_bytes(b"no run")
    rows = read_rows(tmp_path, (), {}, (), lambda: False).rows
    assert len(rows) == 2
    assert all(row.trouble for row in rows)


def test_that_the_menu_of_recent_runs_survives_what_cannot_be_looked_at(
    qtbot, settings, tmp_path
):
    there = tmp_path / "there.glassbox"
    there.touch()
    (tmp_path / "file").touch()
    for path in (there, tmp_path / "file" / "x.glassbox", tmp_path / ("x" * 400), Path("a\0b")):
        settings.add_recent_run(path)
    menu = recent_menu.RecentMenu(settings, lambda _: None, None)
    qtbot.addWidget(menu)
    menu.fill()
    assert [action.data() for action in menu.actions()] == [os.fspath(there)]
