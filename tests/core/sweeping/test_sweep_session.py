"""A sweep, its workers played by a stub that answers at once."""

import json
from statistics import fmean, stdev

import optuna
import pytest

from core.sweeping.suggestion import POINTS
from core.sweeping.trial_row import TrialState
from tests.support.stub_pool import answered, judged, settings_of
from tests.support.stubbed_sweeps import names, rate_of, session
from tests.support.sweep_files import small_sweep

#: Optuna lays a database out for each of them, which takes some tenths of a second.
slow = pytest.mark.slow


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


@slow
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
