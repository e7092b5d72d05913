"""What goes wrong in a sweep, its workers played by a stub that answers at once."""

import sqlite3

import optuna
import pytest

from core.formats.atomic_write import write_atomically
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.trial_pool import Hope, PoolLost, RunAnswered, RunLost, RunNews
from core.sweeping.trial_reply import TrialOutcome, TrialReply, reply_bytes
from core.sweeping.trial_row import TrialState
from tests.support.stub_pool import answered
from tests.support.stubbed_sweeps import names, session
from tests.support.sweep_files import small_sweep

#: Optuna lays a database out for each of them, which takes some tenths of a second.
slow = pytest.mark.slow


def test_that_a_run_is_tried_three_times_and_no_more(tmp_path):
    warnings = []
    answers = iter(["lost", "lost", "fine", "lost", "broken", "full", "dead"])

    def course(task):
        match next(answers, "fine"):
            case "lost":
                yield RunLost(task.key, "its worker went away")
            case "dead":
                yield RunLost(task.key, "all died", Hope.NO_MORE_TRIES)
            case "broken":
                yield RunAnswered(task.key, b"no reply at all")
            case "full":
                reply = TrialReply(TrialOutcome.FAILED, "a", "a: the disk is full")
                yield RunAnswered(task.key, reply_bytes(reply))
            case _:
                yield answered(task, 0.5)

    made, pool = session(tmp_path, small_sweep(), course, trials=4, warned=warnings.append)
    states = [(row.state, row.reason) for row in made.run()]
    assert states == [
        (TrialState.FINISHED, ""),
        (TrialState.FAILED, "tried 3 times: a: the disk is full"),
        (TrialState.FAILED, "tried 3 times: all died"),
        (TrialState.FINISHED, ""),
    ]
    assert len(pool.submitted) == 8
    assert len(warnings) == 4


@slow
def test_that_a_worker_that_dies_again_and_again_is_noticed_by_what_begins(tmp_path):
    def course(task):
        yield from [RunNews(task.key, {"began": "a"})] * 4

    made, pool = session(tmp_path, small_sweep(), course, trials=1)
    (row,) = made.run()
    assert row.state is TrialState.FAILED
    assert pool.forgotten == [pool.submitted[0].key]


@slow
def test_that_data_is_sent_once_to_who_lacks_it(tmp_path):
    has = set()

    def course(task):
        if pool.sent:
            has.add("a")
        if has:
            yield answered(task, 0.5)
        else:
            yield RunAnswered(task.key, reply_bytes(TrialReply(TrialOutcome.NEEDS_DATA, "a")))

    made, pool = session(tmp_path, small_sweep(), course, trials=3)
    assert all(row.state is TrialState.FINISHED for row in made.run())
    assert [worker for worker, _ in pool.sent] == ["a"]


@slow
def test_that_runs_under_way_begin_anew_when_the_scheduler_is_back(tmp_path):
    def course(task):
        if len(pool.submitted) == 2:
            yield PoolLost("It is gone.")
        else:
            yield answered(task, 0.5)

    made, pool = session(tmp_path, small_sweep(), course, trials=3)
    assert [row.state for row in made.run()] == [TrialState.FINISHED] * 3
    assert len(pool.submitted) == 4
    assert pool.submitted[1].experiment == pool.submitted[2].experiment


@slow
@pytest.mark.parametrize(
    ("course", "says"),
    [
        (
            lambda task: [
                RunAnswered(
                    task.key,
                    reply_bytes(
                        TrialReply(TrialOutcome.REFUSED, "b", "The worker b has 0.0.9.")
                    ),
                )
            ],
            "The worker b has 0.0.9.",
        ),
        (lambda task: [RunLost(task.key, "A worker has none.", Hope.OF_NO_RUN)], "has none"),
    ],
)
def test_that_workers_that_cannot_train_anything_end_the_sweep(tmp_path, course, says):
    made, pool = session(tmp_path, small_sweep(), course)
    with pytest.raises(SweepError, match=says):
        made.run()
    assert pool.is_closed
    again, _ = session(tmp_path, small_sweep())
    assert len(again.run()) == 6


@slow
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_that_an_objective_that_is_no_number_is_a_reason_to_prune(tmp_path, value):
    made, _ = session(tmp_path, small_sweep(), lambda task: [answered(task, value)], trials=2)
    for row in made.run():
        assert (row.state, row.value) == (TrialState.PRUNED, None)
        assert "not a finite number" in row.reason


@slow
def test_that_a_full_disk_ends_the_sweep_and_loses_nothing(tmp_path, monkeypatch):
    spec = small_sweep()
    made, _ = session(tmp_path, spec, trials=4)
    written, real = [], "core.sweeping.sweep_folder.write_atomically"

    def full(path, content):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(path)
        write_atomically(path, content)

    monkeypatch.setattr(real, full)
    with pytest.raises(SweepError, match=r"trial-0002.*all trials before it are kept"):
        made.run()
    monkeypatch.undo()
    again, pool = session(tmp_path, spec, trials=4)
    assert [row.state for row in again.run()] == [TrialState.FINISHED] * 4
    assert len(pool.submitted) == 2


@slow
def test_that_a_folder_of_something_else_is_refused_and_left_alone(tmp_path):
    first, _ = session(tmp_path / "a", small_sweep(), trials=1)
    first.run()
    for spec, key in (
        (small_sweep(seeds=[1, 2]), "another seeds"),
        (small_sweep(epochs=1), "another experiment and epochs"),
        (small_sweep(space={"batch_size": {"choices": [4, 8]}}), "another space"),
    ):
        with pytest.raises(SweepError, match=key):
            session(tmp_path / "a", spec)
    longer, _ = session(tmp_path / "a", small_sweep(minutes=5), trials=2)  # not another sweep
    assert len(longer.run()) == 2
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "digits.glassbox").write_bytes(b"mine")
    with pytest.raises(SweepError, match=r"runs of something else, such as digits\.glassbox"):
        SweepFolder(tmp_path / "b")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "study.sqlite").write_bytes(b"mine, and no database" * 100)
    with pytest.raises(SweepError, match="no study of Optuna"):
        session(tmp_path / "c", small_sweep())
    (tmp_path / "d").write_bytes(b"a file")
    with pytest.raises(SweepError, match="d: cannot be written"):
        SweepFolder(tmp_path / "d")
    optuna.create_study(storage=f"sqlite:///{tmp_path / 'e.sqlite'}", study_name="theirs")
    (tmp_path / "e").mkdir()
    (tmp_path / "e.sqlite").rename(tmp_path / "e" / "study.sqlite")
    with pytest.raises(SweepError, match="not made by a sweep of Glassbox"):
        session(tmp_path / "e", small_sweep())


def test_that_two_sweeps_do_not_share_a_folder(tmp_path):
    folder = SweepFolder(tmp_path)
    with pytest.raises(SweepError, match="another sweep is running in it"):
        SweepFolder(tmp_path)
    folder.close()
    SweepFolder(tmp_path).close()
    for name in ("", " "):
        with pytest.raises(SweepError, match="the name of a folder"):
            SweepFolder(name)
    assert names(tmp_path, "*") == []


@slow
def test_that_damaged_documents_are_put_out_of_the_way(tmp_path):
    spec = small_sweep()
    made, _ = session(tmp_path, spec, trials=1)
    made.run()
    with sqlite3.connect(tmp_path / "study.sqlite") as study:  # as if it had not ended
        study.execute("UPDATE trials SET state = 'RUNNING', datetime_complete = NULL")
        study.execute("DELETE FROM trial_values")
    study.close()
    (tmp_path / "trial-0000.glassbox").write_bytes(b"half of it")
    again, pool = session(tmp_path, spec, trials=1)
    assert again.run()[0].state is TrialState.FINISHED
    assert len(pool.submitted) == 1
    assert names(tmp_path) == ["damaged-trial-0000.glassbox", "trial-0000.glassbox"]
