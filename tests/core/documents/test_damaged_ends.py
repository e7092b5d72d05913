"""Runs whose newest states are damaged: what their file holds is never made less."""

import sqlite3
from contextlib import closing

import pytest

from core.documents.recorded_run import Place
from core.documents.recorder import Recorder
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from tests.support.random_runs import begun, fingerprint
from tests.support.run_documents import DATASET, EXPERIMENT

DAMAGES = {
    "numbers of its arrays": "UPDATE tensors SET content = zeroblob(length(content)) "
    "WHERE step > ?",
    "one array gone": "DELETE FROM tensors WHERE id IN "
    "(SELECT min(id) FROM tensors WHERE step > ? GROUP BY step)",
    "digest": "UPDATE snapshots SET digest = zeroblob(32) WHERE step > ?",
    "text": "UPDATE snapshots SET progress = NULL WHERE step > ?",
    "gone": "DELETE FROM snapshots WHERE step > ?",
}


class Run:
    """A run that was opened, as `Recording` takes it."""

    experiment, dataset, parent = EXPERIMENT, DATASET, None

    def __init__(self, path):
        self.document = RunDocument(path)
        self.session = resume(self.document, DATASET)
        self.recorder = Recorder(self.session, self.document)


def damage(path, how, intact):
    """Damage every state after step `intact`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(DAMAGES[how], (intact,))


def train_on(run, folder, until):
    """Train as window and commands do; return where the run is kept and what was said."""
    said = []
    recording = Recording(run, Place(folder), RecordingListener(warned=said.append))
    recording.get_ready()
    while run.session.step < until:
        recording.take_step()
    recording.end()
    recording.close()
    return recording.path, said


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("intact", [0, 5])
def test_that_a_run_with_a_damaged_end_goes_on_in_a_file_of_its_own(
    saved, tmp_path, how, intact
):
    with closing(RunDocument(saved)) as document:
        steps = document.stored_steps()
        intact = int(steps[steps <= intact][-1])
        identity = document.recipe.run_id
    damage(saved, how, intact)
    before = saved.read_bytes()
    run = Run(saved)
    assert run.session.step == intact
    path, said = train_on(run, tmp_path, 9)
    assert path != saved
    assert saved.read_bytes() == before
    assert len(said) == 1
    assert "run.glassbox" in said[0]
    assert "stays as it is" in said[0]
    assert path.name in said[0]
    whole, _ = begun(EXPERIMENT, DATASET, 9)
    assert fingerprint(run.session) == fingerprint(whole)
    with closing(RunDocument(path)) as branch:
        assert (branch.recipe.parent.run_id, branch.recipe.parent.step) == (identity, intact)
        assert branch.recipe.run_id != identity
        assert branch.latest().step == 9
        assert branch.damaged == ()
        assert branch.history.batches()["step"].tolist() == list(range(1, 10))


def test_that_a_run_with_a_damaged_end_that_is_held_already_goes_on_elsewhere(saved, tmp_path):
    damage(saved, "digest", 5)
    run = Run(saved)
    run.document.begin_writing()
    path, _ = train_on(run, tmp_path, 9)
    assert path != saved
    with closing(RunDocument(saved)) as document:
        assert document.history.last_step() == 7


def test_that_a_recorder_never_writes_into_a_file_with_a_damaged_end(saved):
    damage(saved, "digest", 5)
    before = saved.read_bytes()
    run = Run(saved)
    run.document.begin_writing()
    run.recorder.record(list(run.session.run_step()))
    assert not run.recorder.save()
    assert "later steps" in run.recorder.warning
    assert not run.recorder.close()
    assert saved.read_bytes()[100:] == before[100:]  # SQLite counts openings in its head


def test_that_a_run_that_is_only_looked_at_stays_where_it_is(saved, tmp_path):
    damage(saved, "digest", 5)
    before = saved.read_bytes()
    run = Run(saved)
    path, said = train_on(run, tmp_path, run.session.step)
    assert path == saved
    assert said == []
    assert saved.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["run.glassbox"]


def test_that_a_run_with_a_damaged_end_is_saved_elsewhere_whole(saved, tmp_path):
    damage(saved, "digest", 5)
    run = Run(saved)
    recording = Recording(run, Place(tmp_path))
    recording.get_ready()
    copy = tmp_path / "copy.glassbox"
    assert recording.move_to(copy) == copy
    assert not recording.trouble
    recording.end()
    recording.close()
    with closing(RunDocument(copy)) as document:
        assert document.history.last_step() == 7
        assert document.latest().step <= 5
