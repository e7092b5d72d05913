import os
import sys

import pytest

from core.formats.path_facts import (
    entries_in,
    files_in,
    folders_in,
    is_file,
    is_folder,
    is_taken,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


@pytest.fixture
def places(tmp_path):
    """One of everything that can be at a path: (is a file, is a folder, is taken)."""
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for link, target in (
        ("link to file", "file"),
        ("link to folder", "folder"),
        ("dead link", "nowhere"),
        ("circle", "circle"),
    ):
        (tmp_path / link).symlink_to(tmp_path / target)
    return tmp_path, {
        "file": (True, False, True),
        "folder": (False, True, True),
        "pipe": (False, False, True),
        "link to file": (True, False, True),
        "link to folder": (False, True, True),
        "dead link": (False, False, True),
        "circle": (False, False, True),
        "nowhere": (False, False, False),
        "file/below": (False, False, False),
        "zero\0byte": (False, False, False),
        "x" * 5_000: (False, False, False),
    }


def test_that_whatever_is_at_a_path_is_told_without_raising(places):
    folder, expected = places
    found = {
        name: tuple(ask(folder / name) for ask in (is_file, is_folder, is_taken))
        for name in expected
    }
    assert found == expected


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "dead share")])
def test_that_what_may_not_be_looked_at_is_not_there(tmp_path, monkeypatch, error):
    def refuse(*_, **__):
        raise error

    (tmp_path / "file").write_bytes(b"x")
    for call in ("stat", "lstat", "scandir"):
        monkeypatch.setattr(f"core.formats.path_facts.os.{call}", refuse)
    assert not is_file(tmp_path / "file")
    assert not is_folder(tmp_path)
    assert not is_taken(tmp_path / "file")
    assert files_in(tmp_path, at_most=9) == []


def test_that_a_file_that_may_not_be_read_is_none(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setattr("core.formats.path_facts.os.access", lambda *_: False)
    assert not is_file(tmp_path / "file")
    assert not is_folder(tmp_path)


def test_that_a_folder_is_listed_by_name_and_to_a_limit(places):
    folder, _ = places
    assert [path.name for path in files_in(folder, at_most=99)] == ["file", "link to file"]
    assert [path.name for path in folders_in(folder, at_most=99)] == [
        "folder",
        "link to folder",
    ]
    assert len(entries_in(folder, at_most=3)) == 3
    assert entries_in(folder / "file", at_most=3) == []
