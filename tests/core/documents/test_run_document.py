"""A run as one file."""

import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from core.documents.labels import Labels
from core.documents.recipe import Origin, Recipe
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.documents.snapshot_memory import Held
from core.errors import LoadError
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.random_runs import (
    fingerprint,
    take_steps,
    without_times,
)
from tests.support.run_documents import DATASET, EXPERIMENT, begin, rows_from


def test_that_everything_a_run_said_comes_back(path):
    session, document = begin(path)
    recorder = Recorder(session, document)
    said = []
    while session.finished is None:
        events = list(session.run_step())
        said += events
        recorder.record(events)
    recorder.close()
    document = RunDocument(path)
    got = list(document.history.said())
    assert without_times(got) == without_times(said)
    batches = document.history.batches()
    assert batches["seconds"].tolist() == [e.seconds for e in said if hasattr(e, "seconds")]
    assert len(document.history.history().batches) == session.step
    document.close()


def test_that_a_closed_document_is_one_single_file(saved):
    assert [file.name for file in saved.parent.iterdir()] == [saved.name]
    versions = saved.read_bytes()[18:20]  # 2 would ask readers for a second file
    assert versions == b"\1\1"


def test_that_an_open_document_is_written_in_write_ahead_mode(path):
    _, document = begin(path)
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "run.glassbox",
        "run.glassbox-wal",
    ]
    document.close()


def test_that_reading_changes_no_byte_and_leaves_nothing_behind(saved):
    before = saved.read_bytes()
    document = RunDocument(saved)
    document.history.history()
    resume(document, DATASET)
    assert not document.is_writing
    with pytest.raises(OSError, match="reading only"):
        document.save()
    document.close()
    assert saved.read_bytes() == before
    assert [file.name for file in saved.parent.iterdir()] == [saved.name]


def test_that_the_recipe_says_what_the_run_was_made_from(path):
    parent = Origin("0" * 32, "the first", 12)
    recipe = Recipe.for_run(EXPERIMENT, DATASET, parent)
    state = capture(session_for(EXPERIMENT, DATASET))
    RunDocument.create(path, recipe, state, labels=Labels("mine", "a note", ("x", "y"))).close()
    document = RunDocument(path)
    assert document.recipe == recipe
    assert document.recipe.parent == parent
    assert document.recipe.versions["numpy"] == np.__version__
    assert document.labels == Labels("mine", "a note", ("x", "y"))
    document.close()


def test_that_labels_can_be_changed_while_reading_and_while_training(saved):
    document = RunDocument(saved)
    document.relabel(Labels("new name", "", ("good",)))
    assert not document.is_writing
    document.close()
    document = RunDocument(saved)
    assert document.labels == Labels("new name", "", ("good",))
    document.begin_writing()
    document.relabel(document.labels.renamed("newer"))
    assert document.is_writing
    document.close()
    document = RunDocument(saved)
    assert document.labels.name == "newer"
    document.close()


def test_that_a_copy_is_the_same_run_and_a_twin_is_another(saved):
    document = RunDocument(saved)
    document.begin_writing()  # also while it is held
    copy = document.copy_to(saved.with_name("copy.glassbox"))
    twin = document.copy_to(saved.with_name("twin.glassbox"), as_twin=True)
    assert copy.recipe == document.recipe
    assert twin.recipe.run_id != document.recipe.run_id
    assert twin.recipe.experiment == document.recipe.experiment
    for other in (copy, twin):
        assert fingerprint(resume(other, DATASET)) == fingerprint(resume(document, DATASET))
        assert list(other.history.said()) == list(document.history.said())
        other.close()
    with pytest.raises(FileExistsError):
        document.copy_to(saved.with_name("copy.glassbox"))
    document.close()
    names = sorted(file.name for file in saved.parent.iterdir())
    assert names == ["copy.glassbox", "run.glassbox", "twin.glassbox"]


def test_that_the_last_good_snapshot_is_offered(saved):
    with closing(sqlite3.connect(saved)) as connection, connection:
        (last,) = connection.execute("SELECT max(step) FROM snapshots").fetchone()
        connection.execute(
            "UPDATE tensors SET content = zeroblob(length(content)) WHERE step = ?", (last,)
        )
    document = RunDocument(saved)
    steps = document.stored_steps().tolist()
    assert document.latest().step == steps[-2]
    assert document.damaged == (last,)
    with pytest.raises(LoadError, match="step 7 is damaged"):
        document.read(last)
    document.close()


def test_that_a_run_without_a_good_snapshot_says_so(saved):
    with closing(sqlite3.connect(saved)) as connection, connection:
        connection.execute("UPDATE tensors SET content = zeroblob(length(content))")
    document = RunDocument(saved)
    with pytest.raises(LoadError, match="every snapshot of this run is damaged"):
        document.latest()
    document.close()


def test_that_a_file_deleted_while_it_is_open_is_noticed(saved):
    document = RunDocument(saved)
    document.begin_writing()
    saved.unlink()
    with pytest.raises(OSError, match="deleted, moved or replaced"):
        document.save()
    rescued = document.copy_to(saved.with_name("rescued.glassbox"))
    assert rescued.latest().step == 7
    rescued.close()
    document.close()


def test_that_what_a_killed_writer_left_is_read(saved, tmp_path):
    document = RunDocument(saved)
    document.begin_writing()
    document.save(events=[RunMark(7, 1, MarkKind.NOTE, "before the crash")])
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{saved}{suffix}", crashed)
    document.close()
    document = RunDocument(crashed / saved.name)
    assert document.history.events()[-1].text == "before the crash"
    document.close()


def test_that_what_a_killed_writer_left_is_read_where_nothing_can_be_written(
    saved, tmp_path, monkeypatch
):
    document = RunDocument(saved)
    document.begin_writing()
    document.save(events=[RunMark(7, 1, MarkKind.NOTE, "before the crash")])
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{saved}{suffix}", crashed)
    document.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    before = sorted(file.name for file in crashed.iterdir())
    document = RunDocument(crashed / saved.name)
    assert document.history.events()[-1].text == "before the crash"
    document.close()
    assert sorted(file.name for file in crashed.iterdir()) == before


def test_that_a_disk_that_is_full_leaves_the_document_as_it_was(saved):
    document = RunDocument(saved)
    document.begin_writing()
    connection = document._file._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    session = resume(document, DATASET)
    take_steps(session, 3)
    with pytest.raises(OSError, match="the disk is full"):
        document.save([Held(capture(session), is_pinned=True)], rows_from(8, 3000))
    assert document.latest().step == 7
    assert document.history.last_step() == 7
    connection.execute("PRAGMA max_page_count = 100000")
    document.save([Held(capture(session), is_pinned=True)], rows_from(8, 3))
    assert document.latest().step == 10
    document.close()


def test_that_the_budget_is_kept(path):
    session, document = begin(path)
    states = []
    for _ in range(12):
        take_steps(session, 1)
        states.append(Held(capture(session), is_pinned=False))
    size = states[0].state.size
    document.save(states, spacing=1, budget=5 * size)
    steps = document.stored_steps().tolist()
    assert steps[0] == 0
    assert steps[-1] == session.step
    assert sum(snapshot.size for snapshot in document.contents()) <= 5 * size
    document.close()
