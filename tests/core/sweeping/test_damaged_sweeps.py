"""Folders of sweeps that something happened to between two starts."""

import random
import sqlite3

import pytest

from core.sweeping.stored_sweep import stored_curves, stored_sweep
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_study import SweepStudy
from core.sweeping.trial_pool import RunAnswered
from core.sweeping.trial_reply import TrialOutcome, TrialReply, reply_bytes
from core.sweeping.trial_row import TrialState
from tests.support.stub_pool import answered
from tests.support.stubbed_sweeps import names, rate_of, session
from tests.support.sweep_files import small_sweep

slow = pytest.mark.slow
SPEC = small_sweep(
    sampler="random",
    space={
        "optimizer.learning_rate": {"low": 0.01, "high": 0.5, "log": True},
        "batch_size": {"choices": [8, 16, None]},
    },
)
STUDY = "study.sqlite"


@pytest.fixture
def folder(tmp_path):
    """A folder with four trials that ended."""
    made, _ = session(tmp_path / "sweep", SPEC, trials=4)
    made.run()
    return tmp_path / "sweep"


def documents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.glassbox")}


def opened(folder):
    """Open the sweep both ways; return its rows, or the sentence that is said instead."""
    said = []
    for read in (lambda: stored_sweep(folder).rows, lambda: study_rows(folder)):
        try:
            rows = read()
        except SweepError as error:
            text = str(error)
            assert len(text) <= 300, text
            assert text.isprintable(), text
            assert text.startswith(STUDY), text
            said.append(text)
        else:
            said.append(rows)
    return said


def study_rows(folder):
    study = SweepStudy(folder / STUDY, SPEC)
    try:
        return tuple(study.rows())
    finally:
        study.close()


@slow
def test_that_a_study_with_wrong_bytes_opens_or_is_one_sentence(folder):
    rng, whole, kept = random.Random(5), (folder / STUDY).read_bytes(), documents(folder)
    refused = 0
    for _ in range(40):
        content = bytearray(whole)
        match rng.randrange(4):
            case 0:
                content = content[: rng.randrange(len(content))]
            case 1:
                at = rng.randrange(len(content))
                content[at : at + 300] = rng.randbytes(300)
            case 2:
                for _ in range(rng.choice([1, 10, 100])):
                    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
            case _:
                at = rng.randrange(0, len(content), 4096)
                content[at : at + 4096] = bytes(4096)
        for name in (f"{STUDY}-wal", f"{STUDY}-shm"):
            (folder / name).unlink(missing_ok=True)
        (folder / STUDY).write_bytes(content)
        refused += any(isinstance(one, str) for one in opened(folder))
        assert documents(folder) == kept
    assert refused > 10


@slow
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE trials SET state = 'NONSENSE' WHERE number = 1", "damaged"),
        ("UPDATE trials SET number = 7 WHERE number = 1", "trials are missing"),
        ("DELETE FROM trials WHERE number = 1", "trials are missing"),
        ("DELETE FROM trial_values WHERE trial_id = 2", "damaged"),
        ("UPDATE trial_params SET distribution_json = '{'", "damaged"),
        ("UPDATE trial_params SET distribution_json = '{\"name\": \"X\"}'", "damaged"),
        ("UPDATE trial_params SET param_value = 99 WHERE param_name = 'batch_size'", "damaged"),
        ("UPDATE trial_params SET param_name = 'x' WHERE param_name = 'batch_size'", "damaged"),
        ("DROP TABLE trial_params", "damaged"),
        ("ALTER TABLE trials DROP COLUMN state", "damaged"),
        ("UPDATE study_user_attributes SET value_json = '{'", "damaged"),
        ("UPDATE study_user_attributes SET value_json = '\"{}\"'", "'experiment' is missing"),
        ("UPDATE study_user_attributes SET value_json = '3'", "sweep"),
        ("UPDATE alembic_version SET version_num = 'v9.0.0.a'", "a newer Optuna wrote it"),
        ("UPDATE alembic_version SET version_num = 'v2.4.0.a'", "an older Optuna wrote it"),
        ("UPDATE studies SET study_name = 'theirs'", "not made by a sweep of Glassbox"),
    ],
)  # fmt: skip
def test_that_a_study_that_says_nonsense_is_one_sentence(folder, statement, says):
    kept = documents(folder)
    with sqlite3.connect(folder / STUDY) as file:
        file.execute(statement)
    file.close()
    for said in opened(folder):
        assert isinstance(said, str), said
        assert says in said
    with pytest.raises(SweepError, match=says):
        session(folder, SPEC)
    assert documents(folder) == kept


@slow
def test_that_documents_removed_by_hand_cost_no_trial_that_has_ended(folder):
    rows = study_rows(folder)
    for name in ("trial-0000.glassbox", "trial-0003.glassbox"):
        (folder / name).unlink()
    stored = stored_sweep(folder)
    assert stored.rows == rows
    curves = stored_curves(folder, rows, SPEC, lambda: False)
    assert {point.number for point in curves} == {1, 2}
    again, pool = session(folder, SPEC, trials=5)
    assert again.run()[:4] == rows
    assert [task.name for task in pool.submitted] == ["trial-0004"]


@slow
def test_that_documents_removed_of_trials_that_did_not_end_are_trained_again(tmp_path):
    begun = []
    made, _ = session(
        tmp_path, SPEC, lambda task: (), trials=3, places=3, trial_started=begun.append
    )
    made.run(lambda: len(begun) == 3)
    again, pool = session(tmp_path, SPEC, trials=3)
    assert [row.settings for row in again.run()] == [row.settings for row in begun]
    assert len(pool.submitted) == 3


@slow
def test_that_a_study_removed_by_hand_is_said_and_the_documents_stay(folder):
    kept = documents(folder)
    (folder / STUDY).unlink()
    with pytest.raises(SweepError, match=r"runs of something else, such as trial-0000"):
        session(folder, SPEC)
    with pytest.raises(SweepError, match="there is no sweep in this folder"):
        stored_sweep(folder)
    assert documents(folder) == kept


def test_that_a_worker_with_a_full_disk_gets_no_more_runs(tmp_path, monkeypatch):
    clock, warnings = [1000.0], []
    monkeypatch.setattr("core.sweeping.worker_trouble.time.monotonic", lambda: clock[0])

    def course(task):
        if "full" in pool.avoided[-1]:
            yield answered(task, rate_of(task))
        else:
            reply = TrialReply(TrialOutcome.FAILED, "full", "the disk is full")
            yield RunAnswered(task.key, reply_bytes(reply))

    made, pool = session(tmp_path, SPEC, course, trials=5, warned=warnings.append)
    assert [row.state for row in made.run()] == [TrialState.FINISHED] * 5
    assert len(pool.submitted) == 6  # the first one twice
    assert warnings == ["trial-0000 is tried again: the disk is full"]
    clock[0] += 61
    assert made._course._trouble.avoided() == frozenset()
    assert len(names(tmp_path)) == 5
