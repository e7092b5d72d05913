"""The pictures a style sheet names lie where no other user can be in the way."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from gui.theme import icons


@pytest.fixture
def anew():
    icons.icon_file.cache_clear()
    yield
    icons.icon_file.cache_clear()
    icons._own_folder.cache_clear()


def test_that_a_folder_of_somebody_else_in_the_shared_place_is_no_trouble(
    qtbot, tmp_path, monkeypatch, anew
):
    (tmp_path / "glassbox-icons").write_text("somebody else was here first")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = Path(icons.icon_file("open", "#123456"))
    assert "#123456" in path.read_text()
    assert tmp_path not in path.parents


def test_that_a_home_that_cannot_be_written_to_is_no_trouble(
    qtbot, tmp_path, monkeypatch, anew
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda _: str(tmp_path / "file" / "cache")
    )
    path = Path(icons.icon_file("open", "#123456"))
    assert "#123456" in path.read_text()


def test_that_a_file_that_was_cut_short_is_written_anew(qtbot, anew):
    path = Path(icons.icon_file("open", "#654321"))
    path.write_text("<svg")
    icons.icon_file.cache_clear()
    assert "#654321" in Path(icons.icon_file("open", "#654321")).read_text()
