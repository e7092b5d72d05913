"""Runs are opened from their documents and go on together."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.documents.history_table import HistoryTable
from core.documents.run_document import RunDocument
from core.errors import LoadError
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.twins.past_notes import notes_of
from gui.documents.run_recording import RunRecording
from gui.documents.twins_opening import open_twins
from tests.support.sessions import fingerprint, make_dataset
from tests.support.twins import EXPERIMENT, recorded_twins

RATES = (0.05, 0.3, 0.6)
RECIPES = [
    EXPERIMENT.replace(name=f"rate {rate}", optimizer=SGDSpec(rate), epochs=20)
    for rate in RATES
]


def trained(folder, dataset, steps, recipes=RECIPES):
    """Return the files of twins that were trained for some steps, and the notes of them."""
    group, notes = recorded_twins(folder, dataset, recipes)
    for _ in range(steps):
        group.take_step()
    paths = [group.path, *(twin.path for twin in group.twins)]
    group.end()
    group.close()
    return paths, notes


def opened(paths, dataset, known=()):
    return open_twins(paths, dataset, known, progress=lambda *_: None, cancelled=lambda: False)


def resumed(run, folder, last):
    """Take all runs to a step, and return their sessions."""
    from core.documents.recorded_run import Place

    recording = RunRecording(run, Place(folder))
    sessions = [run.session, *(twin.session for twin in run.twins)]
    recording.get_ready()
    while min(one.step for one in sessions) < last:
        recording.take_step()
    recording.end()
    recording.close()
    return sessions


def alone(recipe, dataset, steps):
    session = session_for(recipe, dataset)
    while session.step < steps:
        list(session.run_step())
    return fingerprint(session)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2), (0,)])
def test_that_twins_go_on_in_any_order_with_the_bits_they_would_get_alone(tmp_path, order):
    dataset = make_dataset()
    paths, _ = trained(tmp_path, dataset, 7)
    run = opened([paths[at] for at in order], dataset)
    assert len(run.twins) == len(run.pair_notes) == len(order) - 1
    assert [one.last_step for one in run.pair_notes] == [7] * (len(order) - 1)
    for session, at in zip(resumed(run, tmp_path, 11), order, strict=True):
        assert fingerprint(session) == alone(RECIPES[at], dataset, 11)
    for path in paths:
        document = RunDocument(path)
        assert document.latest().step == (11 if paths.index(path) in order else 7)
        document.close()


def test_that_what_was_noted_is_read_from_the_documents_of_two_that_were_no_pair(tmp_path):
    dataset = make_dataset()
    paths, notes = trained(tmp_path, dataset, 7)
    documents = [RunDocument(path) for path in paths]
    for at, live in enumerate(notes, 1):
        past, known = notes_of(documents[0], documents[at]).curves(), live.curves()
        assert past.steps.tolist() == known.steps.tolist()[1:]
        assert past.first.tolist() == known.first.tolist()[1:]
        assert past.second.tolist() == known.second.tolist()[1:]
        assert set(past.distance_steps.tolist()) <= set(known.distance_steps.tolist())
        assert past.distance_steps[-1] == 7
        assert np.array_equal(past.distances, known.distances[:, past.distance_steps])
    of_others = notes_of(documents[1], documents[2]).curves()
    assert of_others.second.tolist() == notes[1].curves().second.tolist()[1:]
    for document in documents:
        document.close()


def test_that_losses_are_those_of_the_same_steps_where_one_was_noted_later(
    tmp_path, monkeypatch
):
    paths, (live, *_) = trained(tmp_path, make_dataset(), 7)
    documents = [RunDocument(path) for path in paths[:2]]
    late, batches = documents[0].history, HistoryTable.batches
    monkeypatch.setattr(
        HistoryTable, "batches", lambda one: batches(one)[3 if one is late else 0 :]
    )
    past, known = notes_of(*documents).curves(), live.curves()
    assert past.steps.tolist() == known.steps.tolist()[-4:]
    assert past.first.tolist() == known.first.tolist()[-4:]
    assert past.second.tolist() == known.second.tolist()[-4:]
    for document in documents:
        document.close()


def test_that_losses_are_noted_up_to_the_last_step_whose_weights_both_have(tmp_path):
    paths, _ = trained(tmp_path, make_dataset(), 7)
    with contextlib.closing(sqlite3.connect(paths[1])) as connection, connection:
        connection.execute("DELETE FROM snapshots WHERE step > 0")  # killed before these
    documents = [RunDocument(path) for path in paths[:2]]
    assert documents[1].history.batches()["step"][-1] == 7
    assert notes_of(*documents).curves().steps.tolist() == []
    for document in documents:
        document.close()


def test_that_only_runs_of_the_same_batches_are_joined_and_nothing_stays_open(
    tmp_path, monkeypatch
):
    dataset, closed = make_dataset(), []
    close = RunDocument.close
    monkeypatch.setattr(RunDocument, "close", lambda self: (closed.append(self), close(self)))
    paths, _ = trained(tmp_path, dataset, 3)
    (other, _), _ = trained(tmp_path, dataset, 3, [one.replace(seed=5) for one in RECIPES[:2]])
    with pytest.raises(LoadError, match="no twin of the shown run: its settings choose other"):
        opened([paths[0], other], dataset)
    gone = tmp_path / "gone.glassbox"
    closed.clear()
    with pytest.raises(LoadError):
        opened([paths[0], gone], dataset)
    assert [one.path for one in closed] == [paths[0]]
    text = tmp_path / "text.glassbox"
    text.write_text("no run")
    closed.clear()
    with pytest.raises(LoadError):
        opened([paths[0], text], dataset)
    assert [one.path for one in closed] == [paths[0]]
    for path in (paths[0], other):  # else another one could not hold them
        document = RunDocument(path)
        document.begin_writing()
        document.end_writing()
        document.close()


KILLED = """
import sys
from pathlib import Path
from tests.gui.documents.test_twins_opening import RECIPES
from tests.support.sessions import make_dataset
from tests.support.twins import recorded_twins

group, _ = recorded_twins(Path(sys.argv[1]), make_dataset(), RECIPES)
step = 0
while True:
    group.take_step()
    step += 1
    if step == 5:
        group.save_now()
        print(*(one.path for one in (group, *group.twins)), sep="\\n", flush=True)
    if step == 60:
        sys.stdin.read()  # until it is killed
"""


@pytest.mark.slow
def test_that_twins_of_a_killed_program_are_whole_and_go_on_together(tmp_path):
    root = Path(__file__).resolve().parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        paths = [Path(process.stdout.readline().strip()) for _ in RECIPES]
    finally:
        process.kill()
        process.communicate()
    dataset = make_dataset()
    run = opened(paths, dataset)
    steps = [run.session.step, *(twin.session.step for twin in run.twins)]
    assert min(steps) >= 5
    last = max(steps) + 4
    for session, recipe in zip(resumed(run, tmp_path, last), RECIPES, strict=True):
        assert fingerprint(session) == alone(recipe, dataset, last)
    assert [one.last_step for one in run.pair_notes] == [last, last]
