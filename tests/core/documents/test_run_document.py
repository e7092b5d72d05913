"""A run as one file."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from core.documents.batch_rows import BATCH_ROW
from core.documents.labels import Labels
from core.documents.recipe import Origin, Recipe
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.documents.snapshot_memory import Held
from core.errors import LoadError, SpecError
from core.training.build import session_for
from core.training.events import ValidationFinished
from core.training.session_state import capture
from tests.support.random_runs import (
    begun,
    fingerprint,
    random_experiment,
    small_dataset,
    take_steps,
    told,
)

EXPERIMENT, DATASET = random_experiment(1), small_dataset(1)


def begin(path, experiment=EXPERIMENT):
    """Return a session and a document that is held for it."""
    session = session_for(experiment, DATASET)
    document = RunDocument.create(path, Recipe.for_run(experiment, DATASET), capture(session))
    document.begin_writing()
    return session, document


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.glassbox"


@pytest.fixture
def saved(path):
    """A document of seven steps."""
    session, document = begin(path)
    recorder = Recorder(session, document)
    for _ in range(7):
        recorder.record(list(session.run_step()))
    recorder.close()
    return path


def refusal(path):
    with pytest.raises(LoadError) as caught:
        RunDocument(path)
    text = str(caught.value)
    assert path.name in text
    assert len(text) <= 300
    assert "\n" not in text
    return text


def rows_from(first, count):
    rows = np.zeros(count, BATCH_ROW)
    rows["step"] = np.arange(first, first + count)
    rows["loss"] = np.sin(rows["step"])
    return rows


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
    assert told(got) == told(said)
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


def test_that_other_images_are_refused(saved):
    document = RunDocument(saved)
    document.recipe.check_dataset(small_dataset(1))
    with pytest.raises(LoadError, match="trained on 'noise'"):
        resume(document, small_dataset(2))
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


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "x" * 201}, {"name": "a", "notes": "x" * 100_001},
     {"name": "a", "tags": ("",)}, {"name": "a", "tags": ("t",) * 33}],
)  # fmt: skip
def test_that_labels_no_table_could_show_are_refused(wrong):
    with pytest.raises(SpecError, match="run: expected"):
        Labels(**wrong)


def test_that_creating_never_replaces_a_file_unless_told_to(saved):
    before = saved.read_bytes()
    recipe = Recipe.for_run(EXPERIMENT, DATASET)
    state = capture(session_for(EXPERIMENT, DATASET))
    with pytest.raises(FileExistsError, match="such a file already"):
        RunDocument.create(saved, recipe, state)
    assert saved.read_bytes() == before
    RunDocument.create(saved, recipe, state, replace=True).close()
    assert RunDocument(saved).recipe.run_id == recipe.run_id
    assert [file.name for file in saved.parent.iterdir()] == [saved.name]


def test_that_creating_in_a_missing_folder_says_so(tmp_path):
    with pytest.raises(OSError, match="cannot be opened"):
        begin(tmp_path / "nowhere" / "run.glassbox")


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


def test_that_missing_files_folders_and_foreign_files_are_refused(tmp_path, path):
    assert "no such file" in refusal(tmp_path / "nowhere.glassbox")
    folder = tmp_path / "folder.glassbox"
    folder.mkdir()
    assert "folder" in refusal(folder)
    for content in (b"", b"hello" * 1000, b"PK\3\4" + bytes(5000), bytes(8192)):
        path.write_bytes(content)
        assert "not a Glassbox run" in refusal(path)
    with pytest.raises(LoadError, match=r"a\?b: "):
        RunDocument("a\0b")


def test_that_another_programs_database_is_refused(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE run (id)")
    assert "not a Glassbox run" in refusal(path)


def test_that_a_run_of_a_newer_version_is_refused_and_left_alone(saved):
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("PRAGMA user_version = 9")
    before = saved.read_bytes()
    assert "newer Glassbox (its version is 9, this one reads up to 1)" in refusal(saved)
    assert saved.read_bytes() == before


def test_that_every_truncation_is_refused(saved):
    content = saved.read_bytes()
    for length in range(0, len(content) - 1, 1500):
        saved.write_bytes(content[:length])
        refusal(saved)


def test_that_an_enormous_file_is_refused_without_reading_it(path):
    with path.open("wb") as file:
        file.truncate(5 * 2**30)
    assert "at most 4,294,967,296 bytes" in refusal(path)


def test_that_a_trigger_hidden_in_a_file_is_refused(saved):
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute(
            "CREATE TRIGGER t AFTER INSERT ON batches BEGIN DELETE FROM snapshots; END"
        )
    assert "not those of a run" in refusal(saved)


def test_that_a_run_held_by_another_window_is_refused(saved):
    document = RunDocument(saved)
    document.begin_writing()
    assert "open in another window" in refusal(saved)
    document.close()
    RunDocument(saved).close()


def test_that_two_windows_cannot_write_one_run(saved):
    first, second = RunDocument(saved), RunDocument(saved)
    first.begin_writing()
    with pytest.raises(OSError, match="open in another window"):
        second.begin_writing()
    first.close()
    second.close()


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
    # going on from there is still the very same run
    whole, _ = begun(EXPERIMENT, DATASET, 9)
    session = resume(document, DATASET)
    document.begin_writing()
    recorder = Recorder(session, document)
    while session.step < 9:
        recorder.record(list(session.run_step()))
    recorder.close()
    assert fingerprint(session) == fingerprint(whole)
    document = RunDocument(saved)
    assert document.latest().step == 9
    assert document.history.batches()["step"].tolist() == list(range(1, 10))
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


@pytest.mark.parametrize("portions", [[1] * 30, [1023, 1, 1, 1024, 3000], [5000], [1024, 1024]])
def test_that_rows_come_back_however_they_were_portioned(path, portions):
    _, document = begin(path)
    step = 1
    for portion in portions:
        document.save(rows=rows_from(step, portion))
        step += portion
        assert document.history.last_step() == step - 1
    got = document.history.batches()
    assert got.tobytes() == rows_from(1, step - 1).tobytes()
    document.close()


@pytest.mark.parametrize("step", [0, 1, 700, 1023, 1024, 1025, 2048, 2999, 3000])
def test_that_rewinding_forgets_what_came_after(path, step):
    session, document = begin(path)
    events = [ValidationFinished(at, 1, 0.5, 0.5) for at in range(100, 3000, 100)]
    document.save(rows=rows_from(1, 3000), events=events)
    states = [replace(capture(session), step=at) for at in (600, 1200, 2400)]
    document.save([Held(state, is_pinned=True) for state in states])
    document.save((), rows_from(step + 1, 50), rewind_to=step)
    assert document.stored_steps().tolist() == [at for at in (0, 600, 1200, 2400) if at <= step]
    assert document.history.batches().tobytes() == rows_from(1, step + 50).tobytes()
    left = [event.step for event in document.history.events()]
    assert left == list(range(100, min(step + 1, 3000), 100))
    document.close()


def test_that_a_gap_in_the_history_is_refused(path):
    _, document = begin(path)
    document.save(rows=rows_from(1, 5))
    with pytest.raises(ValueError, match="expected step 6 to be next, received 8"):
        document.save(rows=rows_from(8, 2))
    assert document.history.last_step() == 5
    document.close()


def test_that_undefined_and_infinite_numbers_come_back(path):
    _, document = begin(path)
    rows = rows_from(1, 3)
    rows["loss"] = [np.nan, np.inf, -np.inf]
    events = [ValidationFinished(1, 1, float("nan"), float("inf"))]
    document.save(rows=rows, events=events)
    assert repr(document.history.events()) == repr(events)
    assert document.history.batches().tobytes() == rows.tobytes()
    document.close()


def test_that_a_hundred_thousand_steps_open_in_pieces_of_a_thousand(path):
    _, document = begin(path)
    document.save(rows=rows_from(1, 100_000))
    document.close()
    document = RunDocument(path)
    ((pieces,),) = document._file.rows("SELECT count(*) FROM batches")
    assert pieces == 98
    assert len(document.history.batches()) == 100_000
    assert path.stat().st_size < 6_000_000
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
