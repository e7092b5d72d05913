"""Thrown away, and fetched back."""

from pathlib import Path

import pytest

from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from core.documents.trash import (
    TrashContents,
    empty_trash,
    fetch_back,
    throw_away,
    trash_of,
)
from tests.support.short_runs import digits, open_and_train, train_run


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture
def run(tmp_path, dataset):
    return train_run(tmp_path / "runs one.glassbox", dataset, 2)


def test_that_a_run_goes_to_the_trash_and_comes_back_bit_for_bit(run):
    content = run.read_bytes()
    thrown = throw_away(run)
    assert not run.exists()
    assert thrown.trashed == run.parent / "trash" / run.name
    assert fetch_back(thrown) == run
    assert run.read_bytes() == content
    assert not thrown.trashed.exists()


def test_that_nothing_in_the_trash_is_replaced(run):
    content = run.read_bytes()
    first = throw_away(run)
    run.write_bytes(b"another")
    second = throw_away(run)
    assert first.trashed.read_bytes() == content
    assert second.trashed.read_bytes() == b"another"
    run.write_bytes(b"a third")
    assert fetch_back(first) == run.with_name("runs one 2.glassbox")
    assert run.read_bytes() == b"a third"


def test_that_damaged_files_can_be_thrown_away_too(tmp_path):
    path = tmp_path / "bad.glassbox"
    path.write_bytes(b"no run at all")
    wal = tmp_path / "bad.glassbox-wal"
    wal.write_bytes(b"neither")
    thrown = throw_away(path)
    assert not path.exists()
    assert not wal.exists()
    fetch_back(thrown)
    assert wal.read_bytes() == b"neither"


def test_that_an_open_run_stays_where_it_is(run, dataset):
    document = open_and_train(run, dataset, 2)
    with pytest.raises(OSError, match="another window"):
        throw_away(run)
    document.save()
    document.close()
    assert read_summary(run).steps == 4


def test_that_a_run_a_crash_left_open_is_whole_in_the_trash(run, dataset, tmp_path):
    document = open_and_train(run, dataset, 2)
    left = tmp_path / "left.glassbox"
    for suffix in ("", "-wal"):
        (tmp_path / f"left.glassbox{suffix}").write_bytes(
            run.with_name(run.name + suffix).read_bytes()
        )
    document.close()
    thrown = throw_away(left)
    assert [file.name for file in thrown.trashed.parent.iterdir()] == ["left.glassbox"]
    RunDocument(thrown.trashed).close()
    assert read_summary(thrown.trashed).steps == 4


def test_that_folders_and_nothing_are_refused(tmp_path):
    (tmp_path / "x.glassbox").mkdir()
    for name in ("x.glassbox", "y.glassbox"):
        with pytest.raises(OSError, match="expected a run"):
            throw_away(tmp_path / name)


def test_that_an_emptied_trash_is_said(run):
    thrown = throw_away(run)
    thrown.trashed.unlink()
    with pytest.raises(OSError, match="not in the trash"):
        fetch_back(thrown)


def test_that_a_trash_is_counted_and_emptied_of_runs_alone(tmp_path):
    assert trash_of(tmp_path) == TrashContents()
    assert empty_trash(tmp_path).text == "empty"
    (tmp_path / "stays.glassbox").write_bytes(b"x")
    trash = tmp_path / "trash"
    (trash / "folder.glassbox").mkdir(parents=True)
    (trash / "letter.txt").write_bytes(b"mine")
    kept = tmp_path / "kept.txt"
    kept.write_bytes(b"kept")
    (trash / "link.glassbox").symlink_to(kept)
    for name, size in (("a.glassbox", 2**20), ("b 2.GLASSBOX", 2**21), ("a.glassbox-wal", 512)):
        (trash / name).write_bytes(bytes(size))
    link = (trash / "link.glassbox").lstat().st_size
    found = trash_of(tmp_path)
    assert found == TrashContents(3, 3 * 2**20 + 512 + link)
    assert found.text == "3 runs, 3.0 MB"
    assert empty_trash(tmp_path) == found
    assert sorted(path.name for path in trash.iterdir()) == ["folder.glassbox", "letter.txt"]
    assert kept.read_bytes() == b"kept"
    assert (tmp_path / "stays.glassbox").exists()
    assert trash_of(tmp_path) == TrashContents()


def test_that_one_file_that_stays_keeps_no_other_in_the_trash(tmp_path, monkeypatch):
    (tmp_path / "trash").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "trash" / f"{name}.glassbox").write_bytes(b"x")
    unlink = Path.unlink

    def refusing(path, *arguments, **options):
        if path.name == "b.glassbox":
            raise PermissionError(13, "Permission denied")
        unlink(path, *arguments, **options)

    monkeypatch.setattr(Path, "unlink", refusing)
    with pytest.raises(OSError, match=r"not everything can be removed \(Permission denied\)"):
        empty_trash(tmp_path)
    assert trash_of(tmp_path).runs == 1
