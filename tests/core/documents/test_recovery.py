"""What a crash leaves, and what the next start makes of it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.documents.document_file import DocumentFile
from core.documents.new_file import PART_SUFFIX, make_document
from core.documents.recipe import Recipe
from core.documents.recovery import recover_folder
from core.documents.run_document import RunDocument
from core.errors import LoadError
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.random_runs import random_experiment, small_dataset

DRIVER = Path(__file__).parents[2] / "support" / "killed_training.py"


def document_at(path):
    experiment, dataset = random_experiment(1), small_dataset(1)
    state = capture(session_for(experiment, dataset))
    return RunDocument.create(path, Recipe.for_run(experiment, dataset), state)


def crashed(folder):
    """Leave a run as a killed process does."""
    document = document_at(folder / "before.glassbox")
    document.begin_writing()
    document.save()
    for suffix in ("", "-wal"):
        shutil.copy(folder / f"before.glassbox{suffix}", folder / f"run.glassbox{suffix}")
    document.close()
    (folder / "before.glassbox").unlink()
    return folder / "run.glassbox"


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def kill_and_look(folder, rounds, seed):
    folder.mkdir()
    answer = subprocess.run(
        [sys.executable, str(DRIVER), str(folder), str(rounds), str(seed)],
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return json.loads(answer.stdout)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_that_killed_runs_are_whole_again_at_the_next_start(tmp_path):
    found = kill_and_look(tmp_path / "runs", 12, 1)
    assert found["troubles"] == []
    assert found["was_exact"]
    assert found["trained"] > 0


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_that_two_hundred_killed_runs_are_whole_again_at_the_next_start(tmp_path):
    found = kill_and_look(tmp_path / "runs", 200, 2)
    assert found["troubles"] == []
    assert found["was_exact"]
    assert found["saved"] > 100


def test_that_an_interrupted_run_is_named_and_made_one_file(tmp_path):
    path = crashed(tmp_path)
    reader = RunDocument(path)  # leaves an index beside the file
    reader.close()
    recovery = recover_folder(tmp_path)
    assert recovery.interrupted == (path,)
    assert names(tmp_path) == ["run.glassbox"]
    assert recover_folder(tmp_path).interrupted == ()


def test_that_a_change_that_was_half_made_is_read_as_undone_and_then_undone(tmp_path):
    path = tmp_path / "run.glassbox"
    document_at(path).close()
    whole = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")  # changed pages reach the file early
        connection.execute("BEGIN")
        connection.execute("DELETE FROM tensors")
        connection.execute("INSERT INTO events (content) VALUES (zeroblob(100000))")
        half = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    for name, content in half.items():
        (tmp_path / name).write_bytes(content)
    assert half[path.name] != whole
    document = RunDocument(path)
    assert document.latest().step == 0
    document.close()
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == half
    assert recover_folder(tmp_path).interrupted == (path,)
    assert names(tmp_path) == [path.name]
    RunDocument(path).close()


def test_that_a_run_that_is_going_on_is_left_alone(tmp_path):
    document = document_at(tmp_path / "run.glassbox")
    document.begin_writing()
    before = names(tmp_path)
    recovery = recover_folder(tmp_path)
    assert (recovery.interrupted, recovery.damaged) == ((), {})
    assert names(tmp_path) == before
    document.save()
    document.close()


def test_that_a_damaged_run_is_reported_and_left_exactly_as_it_is(tmp_path):
    path = crashed(tmp_path)
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    recovery = recover_folder(tmp_path)
    assert path in recovery.damaged
    assert "run.glassbox" in recovery.damaged[path]
    assert path.read_bytes() == before["run.glassbox"]


def test_that_half_made_documents_go_but_not_one_that_is_being_made(tmp_path):
    abandoned = tmp_path / f".0123{PART_SUFFIX}"
    abandoned.write_bytes(b"half")
    (tmp_path / f".0123{PART_SUFFIX}-journal").write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    seen = []

    def fill(connection):
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE t (x)")
        recover_folder(tmp_path)
        seen.extend(names(tmp_path))
        connection.execute("COMMIT")

    make_document(tmp_path / "run.glassbox", fill)
    assert any(name.endswith(PART_SUFFIX) for name in seen)
    assert abandoned.name not in seen
    assert names(tmp_path) == ["run.glassbox"]


def test_that_a_document_whose_part_was_taken_away_is_made_anew(tmp_path):
    made = []

    def fill(connection):
        connection.execute("CREATE TABLE t (x)")
        made.append(1)
        if len(made) == 1:
            for part in tmp_path.glob(f".*{PART_SUFFIX}"):
                part.unlink()

    make_document(tmp_path / "run.glassbox", fill)
    assert len(made) == 2
    assert names(tmp_path) == ["run.glassbox"]


def test_that_a_document_that_cannot_be_filled_leaves_nothing(tmp_path):
    def fill(connection):
        connection.execute("CREATE TABLE t (x)")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with pytest.raises(OSError, match=r"run.glassbox: the disk is full"):
        make_document(tmp_path / "run.glassbox", fill)
    assert names(tmp_path) == []


def test_that_a_name_left_over_from_naming_goes_without_touching_the_run(tmp_path):
    document_at(tmp_path / "run.glassbox").close()
    os.link(tmp_path / "run.glassbox", tmp_path / f".77{PART_SUFFIX}")
    before = (tmp_path / "run.glassbox").read_bytes()
    recover_folder(tmp_path)
    assert names(tmp_path) == ["run.glassbox"]
    assert (tmp_path / "run.glassbox").read_bytes() == before


def test_that_a_folder_that_is_not_there_has_nothing_to_recover(tmp_path):
    assert recover_folder(tmp_path / "nowhere").interrupted == ()


def test_that_a_file_that_cannot_be_written_is_still_read(tmp_path, monkeypatch):
    document_at(tmp_path / "run.glassbox").close()

    def refuse(path):
        raise OSError("run.glassbox: this file may only be read")

    monkeypatch.setattr("core.documents.document_file.connect_for_writing", refuse)
    file = DocumentFile(tmp_path / "run.glassbox")
    with pytest.raises(OSError, match="may only be read"):
        file.begin_writing()
    assert file.rows("SELECT count(*) FROM run") == [(1,)]
    file.close()


def test_that_a_writer_who_ends_meanwhile_is_no_failure_and_leaves_no_copy(
    tmp_path, monkeypatch
):
    document_at(tmp_path / "run.glassbox").close()
    journal = tmp_path / "run.glassbox-journal"
    shelters = tmp_path / "shelters"
    shelters.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(shelters))
    copy = shutil.copy

    def ending(source, target):
        if Path(source) == journal:
            journal.unlink()  # as it does at the end of a transaction
        return copy(source, target)

    journal.write_bytes(b"")
    monkeypatch.setattr(shutil, "copy", ending)
    document = RunDocument(tmp_path / "run.glassbox")
    assert document.latest().step == 0
    document.close()
    journal.write_bytes(b"")

    def denied(source, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "copy", denied)
    with pytest.raises(LoadError, match="Permission denied"):
        RunDocument(tmp_path / "run.glassbox")
    assert list(shelters.iterdir()) == []
