"""A sweep, its workers played by a stub that answers at once."""

import json
import sqlite3
from statistics import fmean, stdev

import optuna
import pytest

from core.sweeping.suggestion import POINTS
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import SweepListener
from core.sweeping.sweep_session import SweepSession
from core.sweeping.trial_pool import Hope, PoolLost, RunAnswered, RunLost, RunNews
from core.sweeping.trial_reply import Outcome, TrialReply, reply_bytes
from core.sweeping.trial_row import TrialState
from tests.support.stub_pool import (
    StubPool,
    answered,
    judged,
    settings_of,
    small_dataset,
)
from tests.support.sweep_files import small_sweep

DATASET = small_dataset()
#: Optuna lays a database out for each of them, which takes some tenths of a second.
slow = pytest.mark.slow
RATE = ("optimizer", "learning_rate")


@pytest.fixture(autouse=True)
def quick_turns(monkeypatch):
    monkeypatch.setattr("core.sweeping.sweep_session.TRY_SECONDS", 0.0)


def rate_of(task):
    return settings_of(task, *RATE)


def rate_is_accuracy(task):
    yield answered(task, rate_of(task))


def session(folder, spec, course=rate_is_accuracy, trials=6, places=1, **listener):
    pool, held = StubPool(course, places), SweepFolder(folder)
    try:
        made = SweepSession(spec, held, DATASET, pool, trials, SweepListener(**listener))
    except SweepError:
        held.close()
        raise
    return made, pool


def names(folder, pattern="*.glassbox"):
    return sorted(path.name for path in folder.glob(pattern))


def test_that_every_trial_is_a_document_and_the_best_is_known(tmp_path):
    told = []
    made, pool = session(tmp_path, small_sweep(), trial_finished=told.append)
    rows = made.run()
    assert names(tmp_path) == [f"trial-000{n}.glassbox" for n in range(6)]
    assert [row.value for row in rows] == [rate_of(task) for task in pool.submitted]
    assert [row.settings["optimizer.learning_rate"] for row in rows] == [
        row.value for row in rows
    ]
    assert told == list(rows)
    assert pool.is_closed
    assert names(tmp_path, "*") == ["study.sqlite", *names(tmp_path)]
    study = optuna.load_study(
        study_name="glassbox", storage=f"sqlite:///{tmp_path / 'study.sqlite'}"
    )
    assert study.best_value == max(row.value for row in rows)
    assert study.best_params == max(rows, key=lambda row: row.value).settings


@slow
def test_that_a_sweep_goes_on_where_it_was_and_tries_what_it_would_have_tried(tmp_path):
    spec = small_sweep(sampler="random")
    whole, _ = session(tmp_path / "whole", spec)
    first, _ = session(tmp_path / "parts", spec, trials=2)
    first.run()
    before = {path: path.read_bytes() for path in (tmp_path / "parts").glob("*.glassbox")}
    second, pool = session(tmp_path / "parts", spec)
    assert second.run() == whole.run()
    assert len(pool.submitted) == 4
    assert all(path.read_bytes() == content for path, content in before.items())


@slow
def test_that_a_trial_cut_off_before_its_answer_is_tried_again_with_its_settings(tmp_path):
    spec, begun = small_sweep(), []
    made, _ = session(
        tmp_path, spec, lambda task: (), trials=3, places=2, trial_started=begun.append
    )
    made.run(lambda: len(begun) == 2)  # as after kill -9: nothing was ended
    again, pool = session(tmp_path, spec, trials=3)
    rows = again.run()
    assert [row.settings for row in rows[:2]] == [row.settings for row in begun]
    assert [row.state for row in rows] == [TrialState.FINISHED] * 3
    assert len(pool.submitted) == 3


@slow
def test_that_a_document_that_was_kept_is_not_trained_again(tmp_path, monkeypatch):
    spec = small_sweep()
    made, _ = session(tmp_path, spec, trials=1)
    monkeypatch.setattr(made.study, "finish", lambda *_: pytest.fail("killed here"))
    with pytest.raises(BaseException, match="killed here"):
        made.run()
    assert names(tmp_path) == ["trial-0000.glassbox"]
    again, pool = session(tmp_path, spec, trials=1)
    (row,) = again.run()
    assert pool.submitted == []
    assert (row.state, row.value) == (
        TrialState.FINISHED,
        row.settings["optimizer.learning_rate"],
    )


@slow
def test_that_seeds_are_runs_of_one_trial_and_give_mean_and_spread(tmp_path):
    values = {1: 0.5, 2: 0.75, 7: 0.25}
    spec = small_sweep(seeds=list(values))
    made, _ = session(
        tmp_path,
        spec,
        lambda task: [answered(task, values[settings_of(task, "seed")])],
        trials=2,
    )
    for row in made.run():
        assert row.value == fmean(values.values())
        assert row.spread == stdev(values.values())
    assert names(tmp_path) == [
        f"trial-000{n}-seed-{seed}.glassbox" for n in range(2) for seed in values
    ]


def test_that_combinations_that_do_not_fit_are_pruned_with_the_reason(tmp_path):
    spec = small_sweep(space={"layers.0.kernel_size": {"low": 5, "high": 9}}, sampler="grid")
    made, pool = session(tmp_path, spec, lambda task: [answered(task, 0.5)], trials=99)
    rows = made.run()
    assert [row.state for row in rows] == [TrialState.FINISHED] * 2 + [TrialState.PRUNED] * 3
    assert all("layer 0 (conv2d)" in row.reason for row in rows[2:])
    assert len(pool.submitted) == 2


@slow
def test_that_the_median_prunes_what_is_worse_and_keeps_its_document(tmp_path):
    def course(task):
        accuracy = rate_of(task)
        for point in range(1, POINTS + 1):
            yield judged(task, 2 * point / POINTS, accuracy)
        yield answered(task, accuracy, is_whole=task.key not in pool.ended)

    spec = small_sweep(pruner="median", sampler="random")
    made, pool = session(tmp_path, spec, course, trials=16)
    rows = made.run()
    pruned = [row for row in rows if row.state is TrialState.PRUNED]
    assert pruned
    assert {key[:10] for key in pool.ended} == {row.name for row in pruned}
    assert min(row.number for row in pruned) >= 5
    assert all("worse than the others after" in row.reason for row in pruned)
    assert len(names(tmp_path)) == 16
    best = max(row.settings["optimizer.learning_rate"] for row in rows)
    assert max(row.value for row in rows if row.value is not None) == best


@slow
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
                reply = TrialReply(Outcome.FAILED, "a", "a: the disk is full")
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
            yield RunAnswered(task.key, reply_bytes(TrialReply(Outcome.NEEDS_DATA, "a")))

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
                    reply_bytes(TrialReply(Outcome.REFUSED, "b", "The worker b has 0.0.9.")),
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
    from core.formats.atomic_write import write_atomically

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
def test_that_one_can_prune_by_hand_and_stop(tmp_path):
    def course(task):
        yield judged(task, 0.5, 0.5)
        yield answered(task, 0.5, is_whole=False)

    made, _ = session(tmp_path, small_sweep(), course, trials=5)
    made.prune(0)
    made.prune(99)
    rows = made.run(lambda: made.study.count == 3)
    assert (rows[0].state, rows[0].reason) == (TrialState.PRUNED, "pruned by hand")
    assert rows[1].reason == "ended before its end"
    assert len(rows) == 3


@slow
def test_that_a_session_runs_on_a_thread_of_its_own_and_pauses(tmp_path):
    made, pool = session(tmp_path, small_sweep(), trials=3)
    made.pause()
    made.start()
    assert not made.wait(0.0)
    assert pool.submitted == []
    made.go_on()
    assert made.wait(60)
    assert made.trouble == ""
    assert len(pool.submitted) == 3


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
        study.execute("UPDATE trials SET state = 'RUNNING'")
    study.close()
    (tmp_path / "trial-0000.glassbox").write_bytes(b"half of it")
    again, pool = session(tmp_path, spec, trials=1)
    assert again.run()[0].state is TrialState.FINISHED
    assert len(pool.submitted) == 1
    assert names(tmp_path) == ["damaged-trial-0000.glassbox", "trial-0000.glassbox"]


@slow
def test_that_minutes_end_a_sweep_before_its_trials(tmp_path, monkeypatch):
    clock = iter(range(0, 10**9, 20))
    monkeypatch.setattr("core.sweeping.sweep_session.time.monotonic", lambda: next(clock))
    made, _ = session(tmp_path, small_sweep(minutes=1), trials=50)
    rows = made.run()
    assert 0 < len(rows) < 10
    assert all(row.state is TrialState.FINISHED for row in rows)


@slow
def test_that_notes_say_what_was_set(tmp_path):
    made, pool = session(tmp_path, small_sweep(), trials=1)
    (row,) = made.run()
    assert json.dumps(dict(row.settings)) in pool.submitted[0].notes
