import os

import pytest

from core.formats.atomic_file import AtomicFile
from core.formats.atomic_write import write_atomically


def test_that_the_file_appears_when_it_is_whole_and_nothing_lies_beside_it(tmp_path):
    path = tmp_path / "run.json"
    path.write_bytes(b"old")
    written = AtomicFile(path)
    written.file.write(b"new")
    assert path.read_bytes() == b"old"
    written.commit()
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["run.json"]
    written.abandon()
    assert path.read_bytes() == b"new"


def break_off(path):
    with AtomicFile(path) as written:
        written.file.write(b"half")
        raise ZeroDivisionError


@pytest.mark.parametrize("content", [b"old", None])
def test_that_an_error_while_writing_leaves_what_was_there(tmp_path, content):
    path = tmp_path / "run.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ZeroDivisionError):
        break_off(path)
    assert os.listdir(tmp_path) == ([] if content is None else ["run.json"])
    assert content is None or path.read_bytes() == content


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_that_a_disk_that_fails_leaves_what_was_there(tmp_path, monkeypatch, failing):
    path = tmp_path / "run.json"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError("full")

    monkeypatch.setattr(f"core.formats.atomic_file.os.{failing}", fail)
    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="full"):
        write_atomically(path, b"new")
    assert os.listdir(tmp_path) == ["run.json"]
    assert path.read_bytes() == b"old"


def test_that_a_missing_folder_is_an_error_at_once(tmp_path):
    with pytest.raises(FileNotFoundError):
        AtomicFile(tmp_path / "nowhere" / "run.json")


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_that_the_mode_of_a_replaced_file_stays(tmp_path, mode):
    path = tmp_path / "run.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert path.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_that_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "run.json", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "run.json").stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_that_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
