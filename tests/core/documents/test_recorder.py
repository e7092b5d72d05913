"""Writing a run down while it trains."""

import sqlite3

import pytest

from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind
from core.errors import OrderError
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.random_runs import (
    begun,
    fingerprint,
    take_steps,
    without_times,
)
from tests.support.recorded_sessions import DATASET, EXPERIMENT


class FakeClock:
    """A second passes with every step that is taken."""

    def __init__(self, session):
        self.session = session

    def __call__(self):
        return float(self.session.step)


class FaultyConnection:
    """Passes everything on, but lets some writes fail as a full disk does."""

    def __init__(self, connection, fails):
        self.connection = connection
        self.fails = fails
        self.writes = 0

    def execute(self, sql, *values):
        self._count(sql)
        return self.connection.execute(sql, *values)

    def executemany(self, sql, values):
        self._count(sql)
        return self.connection.executemany(sql, values)

    def __getattr__(self, name):
        return getattr(self.connection, name)

    def _count(self, sql):
        if sql.split()[0] not in ("SELECT", "PRAGMA", "ROLLBACK"):
            self.writes += 1
            if self.fails(self.writes):
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error


def begin(folder, experiment=EXPERIMENT):
    session = session_for(experiment, DATASET)
    path = folder / "run.glassbox"
    document = RunDocument.create(path, Recipe.for_run(experiment, DATASET), capture(session))
    document.begin_writing()
    return session, document


def train(session, recorder, steps=10**6):
    """Train on, recorded; return what was said and every warning that could be seen."""
    said, warnings = [], []
    for _ in range(steps):
        if session.finished is not None:
            break
        events = list(session.run_step())
        recorder.record(events)
        said += events
        if recorder.warning and recorder.warning not in warnings:
            warnings.append(recorder.warning)
    return said, warnings


def contents_of(path):
    """Return what matters of a closed document."""
    document = RunDocument(path)
    try:
        session = resume(document, DATASET)
        return fingerprint(session), without_times(document.history.said())
    finally:
        document.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What a run that nothing disturbed leaves, and how often it writes."""
    session, document = begin(tmp_path_factory.mktemp("undisturbed"))
    faulty = FaultyConnection(document._file._connection, lambda number: False)
    document._file._connection = faulty
    recorder = Recorder(session, document, save_every=4, clock=FakeClock(session))
    said, warnings = train(session, recorder)
    recorder.close()
    assert not warnings
    assert contents_of(document.path) == (fingerprint(session), without_times(said))
    return contents_of(document.path), faulty.writes


def test_that_recording_changes_nothing_about_the_run(undisturbed):
    whole, said = begun(EXPERIMENT, DATASET, 10**6)
    assert undisturbed[0] == (fingerprint(whole), without_times(said))


def assert_harmless(number, folder, expected):
    """Let one write fail; everything else must be as if it had not."""
    session, document = begin(folder)
    document._file._connection = FaultyConnection(
        document._file._connection, lambda at: at == number
    )
    recorder = Recorder(session, document, save_every=4, clock=FakeClock(session))
    _, warnings = train(session, recorder)
    assert len(warnings) <= 1
    assert all("the disk is full" in text for text in warnings)
    if not recorder.close():  # the very last save failed, and it is not tried again
        assert "the disk is full" in recorder.warning
        return
    assert contents_of(document.path) == expected
    assert [file.name for file in folder.iterdir()] == ["run.glassbox"]


@pytest.mark.slow
def test_that_an_error_at_a_write_costs_one_warning_and_nothing_else(tmp_path, undisturbed):
    expected, writes = undisturbed
    assert writes > 60
    for number in (*range(1, 8), *range(8, writes + 1, 1 + writes // 8)):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_harmless(number, folder, expected)


@pytest.mark.slow
def test_that_an_error_at_every_write_costs_one_warning_and_nothing_else(tmp_path, undisturbed):
    expected, writes = undisturbed
    for number in range(1, writes + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_harmless(number, folder, expected)


def test_that_a_disk_that_stays_full_never_stops_training(tmp_path):
    session, document = begin(tmp_path)
    document._file._connection = FaultyConnection(
        document._file._connection, lambda number: True
    )
    recorder = Recorder(session, document, save_every=4, clock=FakeClock(session))
    _, warnings = train(session, recorder)
    assert session.finished is not None
    (warning,) = warnings
    assert warning.startswith("The run could not be saved and goes on unsaved. run.glassbox:")
    assert recorder.saved_step == 0
    assert not recorder.close()
    document = RunDocument(tmp_path / "run.glassbox")
    assert document.latest().step == 0
    document.close()


def test_that_the_warning_goes_when_the_disk_has_room_again(tmp_path):
    session, document = begin(tmp_path)
    document._file._connection = FaultyConnection(
        document._file._connection, lambda number: number < 4
    )
    recorder = Recorder(session, document, save_every=4, clock=FakeClock(session))
    _, warnings = train(session, recorder)
    assert warnings
    assert recorder.warning == ""
    assert recorder.saved_step == session.step
    recorder.close()


def test_that_a_deleted_file_is_a_warning(tmp_path):
    session, document = begin(tmp_path)
    recorder = Recorder(session, document)
    train(session, recorder, 3)
    document.path.unlink()
    assert not recorder.save()
    assert "deleted, moved or replaced" in recorder.warning
    recorder.close()
    assert list(tmp_path.iterdir()) == []


def test_that_a_run_goes_on_in_its_document_after_each_reopening(tmp_path, undisturbed):
    session, document = begin(tmp_path)
    while True:
        recorder = Recorder(session, document)
        train(session, recorder, 5)
        recorder.close()
        if session.finished is not None:
            break
        document = RunDocument(tmp_path / "run.glassbox")
        session = resume(document, DATASET)
        document.begin_writing()
    assert contents_of(tmp_path / "run.glassbox") == undisturbed[0]


def test_that_a_session_the_document_does_not_know_is_refused(tmp_path):
    _, document = begin(tmp_path)
    ahead, _ = begun(EXPERIMENT, DATASET, 3)
    with pytest.raises(OrderError, match="at most at step 0"):
        Recorder(ahead, document)
    document.close()


def test_that_a_run_without_a_document_is_kept_in_memory():
    session = session_for(EXPERIMENT, DATASET)
    recorder = Recorder(session)
    train(session, recorder)
    steps = recorder.memory.stored_steps().tolist()
    assert (steps[0], steps[-1]) == (0, session.step)
    assert recorder.judgements.keys() >= {session.step}
    assert not recorder.save()
    assert recorder.close()


def test_that_turning_points_are_pinned():
    session = session_for(EXPERIMENT, DATASET)
    recorder = Recorder(session, budget=0)
    train(session, recorder)
    end = session.step
    session.extend(2)
    train(session, recorder, 5)
    assert recorder.memory.stored_steps().tolist()[:3] == [0, end, end + 1]


def test_that_what_was_done_to_a_run_is_marked(tmp_path):
    session, document = begin(tmp_path)
    recorder = Recorder(session, document)
    train(session, recorder, 3)
    recorder.mark(MarkKind.PAUSED, "by hand")
    recorder.close()
    document = RunDocument(document.path)
    mark = document.history.events()[-1]
    assert (mark.step, mark.epoch, mark.kind, mark.text) == (3, 1, MarkKind.PAUSED, "by hand")
    document.close()


def test_that_steps_taken_without_being_recorded_are_no_part_of_the_document(tmp_path):
    session, document = begin(tmp_path)
    take_steps(session, 0)
    recorder = Recorder(session, document)
    train(session, recorder, 4)
    assert recorder.save()
    assert document.history.last_step() == 4
    recorder.close()
