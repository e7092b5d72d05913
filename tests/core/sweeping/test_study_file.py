"""What study.sqlite holds, against what Optuna itself would have written and proposed."""

import json
import random
import sqlite3

import optuna
import pytest
import sqlalchemy

from core.documents.labels import Labels
from core.documents.run_document import RunDocument
from core.sweeping import mirrored_study
from core.sweeping.found_run import notes_of
from core.sweeping.mirrored_study import STUDY, MirroredStudy
from core.sweeping.suggestion import POINTS, pruner_for, sampler_for, suggested
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_study import SweepStudy
from core.sweeping.trial_row import TrialRow, TrialState
from core.sweeping.varied import chosen_settings
from tests.support.stubbed_sweeps import session
from tests.support.sweep_files import small_sweep

#: Optuna lays a database out for each of them, which takes some tenths of a second.
slow = pytest.mark.slow
SPACE = {
    "optimizer.kind": {"choices": ["sgd", "momentum"]},
    "optimizer.learning_rate": {"low": 0.01, "high": 0.5, "log": True},
    "optimizer.momentum": {"low": 0.1, "high": 0.9},
    "layers.0.filters": {"low": 2, "high": 9, "step": 3},
    "batch_size": {"choices": [8, None]},
}


def by_optuna(path, spec, course):
    """Do the same with Optuna's own storage, which commits every number by itself."""
    study = optuna.create_study(
        storage=f"sqlite:///{path}", study_name=STUDY, direction="maximize",
        pruner=pruner_for(spec),
    )  # fmt: skip
    trials = {}

    def ask():
        study.sampler = sampler_for(spec, len(study.trials))
        trial = study.ask()
        trials[trial.number] = trial
        return chosen_settings(spec.space, spec.experiment, lambda one: suggested(trial, one))

    def report(number, point, value):
        trials[number].report(value, point)
        return trials[number].should_prune()

    def end(number, value):
        if value is None:
            trials[number].set_user_attr("reason", "it was enough")
            study.tell(trials[number], state=optuna.trial.TrialState.PRUNED)
        else:
            study.tell(trials[number], value)

    return course(ask, report, end)


def by_sweep(path, spec, course, saves):
    """Do it as a sweep does, its file written at random moments."""
    study = SweepStudy(path, spec)

    def ask():
        saves(study)
        return dict(study.ask().settings)

    def report(number, point, value):
        saves(study)
        return study.report(number, point / POINTS, value)

    def end(number, value):
        saves(study)
        state = TrialState.PRUNED if value is None else TrialState.FINISHED
        reason = "it was enough" if value is None else ""
        study.finish(TrialRow(number, state, {}, value, None, reason))

    try:
        return course(ask, report, end)
    finally:
        study.close()


def any_course(seed, trials=24):
    """Return trials that begin, are judged and end in an order that the seed decides."""

    def run(ask, report, end):
        rng, said, alive, points = random.Random(seed), [], [], {}
        for number in range(trials):
            said.append(ask())
            alive.append(number)
            points[number] = 0
            while len(alive) > 3 or (alive and rng.random() < 0.4):
                chosen = rng.choice(alive)
                if points[chosen] < POINTS and rng.random() < 0.7:
                    points[chosen] += 1
                    said.append(report(chosen, points[chosen], rng.random()))
                else:
                    alive.remove(chosen)
                    end(chosen, None if points[chosen] and rng.random() < 0.3 else rng.random())
        return said

    return run


def contents(path):
    """Return all trials as Optuna reads them, without the moments they took place at."""
    study = optuna.load_study(study_name=STUDY, storage=f"sqlite:///{path}")
    return [
        (
            one.number, one.state, one.values, one.params, one.distributions, one.user_attrs,
            one.system_attrs, one.intermediate_values, one.datetime_start is None,
            one.datetime_complete is None,
        )
        for one in study.trials
    ]  # fmt: skip


@slow
@pytest.mark.parametrize("sampler", ["random", "tpe"])
@pytest.mark.parametrize("pruner", ["median", "hyperband"])
def test_that_it_proposes_and_holds_what_it_would_without_a_mirror(tmp_path, sampler, pruner):
    spec = small_sweep(space=SPACE, sampler=sampler, pruner=pruner)
    rng = random.Random(3)
    course = any_course(11)
    said = by_sweep(
        tmp_path / "ours.sqlite", spec, course,
        lambda study: study._kept.save() if rng.random() < 0.2 else None,
    )  # fmt: skip
    assert said == by_optuna(tmp_path / "theirs.sqlite", spec, course)
    assert len({json.dumps(one) for one in said if isinstance(one, dict)}) > 12
    assert True in said  # something was to be pruned
    assert contents(tmp_path / "ours.sqlite") == contents(tmp_path / "theirs.sqlite")


def killed(session_made, monkeypatch):
    """Run a sweep that never writes its study down, as one that is killed at once."""
    with monkeypatch.context() as patch:
        patch.setattr(MirroredStudy, "save", lambda self: None)
        return session_made.run()


def other_sampler(_spec, number):
    return optuna.samplers.RandomSampler(seed=number + 99)


@slow
@pytest.mark.parametrize("seeds", [[], [4, 9]])
@pytest.mark.parametrize("sampler", ["random", "tpe", "grid"])
def test_that_what_was_not_written_comes_back_from_the_documents(
    tmp_path, monkeypatch, sampler, seeds
):
    space = SPACE if sampler != "grid" else {"batch_size": {"choices": [4, 8, 16, None]}}
    spec = small_sweep(space=space, sampler=sampler, seeds=seeds)
    first, _ = session(tmp_path, spec, trials=4)
    rows = killed(first, monkeypatch)
    before = {path: path.read_bytes() for path in tmp_path.glob("*.glassbox")}
    again, pool = session(tmp_path, spec, trials=4)
    with monkeypatch.context() as patch:  # whatever would be proposed now
        patch.setattr("core.sweeping.sweep_study.sampler_for", other_sampler)
        assert again.run() == rows
    assert pool.submitted == []
    assert {path: path.read_bytes() for path in tmp_path.glob("*.glassbox")} == before
    third, _ = session(tmp_path, spec, trials=4)
    assert third.run() == rows  # now it is written


@slow
def test_that_a_run_of_other_settings_is_put_aside_and_its_trial_trained(tmp_path, monkeypatch):
    spec = small_sweep(sampler="random")
    first, _ = session(tmp_path, spec, trials=2)
    rows = killed(first, monkeypatch)
    kept = tmp_path / "trial-0001.glassbox"
    document = RunDocument(kept)
    document.relabel(Labels("trial-0001", notes_of(rows[0].settings)))  # not its own
    document.close()
    content = kept.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("core.sweeping.sweep_study.sampler_for", other_sampler)
        again, pool = session(tmp_path, spec, trials=2)
        said = again.run()
    assert said[0] == rows[0]  # as its notes say
    assert said[1].settings not in (rows[0].settings, rows[1].settings)
    assert [task.name for task in pool.submitted] == ["trial-0001"]
    assert (tmp_path / "other-trial-0001.glassbox").read_bytes() == content


@slow
def test_that_a_write_that_fails_is_made_up_for(tmp_path, monkeypatch):
    spec = small_sweep(sampler="random")
    monkeypatch.setattr(mirrored_study, "LAG_SECONDS", 1e9)
    study = SweepStudy(tmp_path / "study.sqlite", spec)
    room = [1]  # pages: a disk on which there is room for nothing more

    @sqlalchemy.event.listens_for(study._kept._storage.engine, "checkout")
    def limit(connection, *_):
        connection.execute(f"PRAGMA max_page_count = {room[0]}")

    for number in range(400):
        study.ask()
        study.finish(TrialRow(number, TrialState.FINISHED, {}, number / 400))
    with pytest.raises(SweepError, match="the disk is full"):
        study._kept.save()
    room[0] = 10**6
    rows = study.rows()
    study.close()
    again = SweepStudy(tmp_path / "study.sqlite", spec)
    assert again.rows() == rows
    again.close()


@slow
def test_that_trials_of_another_program_are_not_written_over(tmp_path):
    spec = small_sweep(sampler="random")
    study = SweepStudy(tmp_path / "study.sqlite", spec)
    study.ask()
    study._kept.save()
    theirs = optuna.load_study(
        study_name=STUDY, storage=f"sqlite:///{tmp_path / 'study.sqlite'}"
    )
    theirs.enqueue_trial({"optimizer.learning_rate": 0.25})
    study.ask()
    with pytest.raises(SweepError, match="another program added trials"):
        study._kept.save()
    study._kept._let_go()
    again = SweepStudy(tmp_path / "study.sqlite", spec)
    assert again.ask().settings["optimizer.learning_rate"] == 0.25
    again.close()


@slow
def test_that_one_who_only_reads_writes_nothing_while_a_sweep_runs(tmp_path):
    spec = small_sweep(sampler="random")
    study = SweepStudy(tmp_path / "study.sqlite", spec)
    study.ask()
    study._kept.save()
    reader = SweepStudy(tmp_path / "study.sqlite", spec)
    study.ask()
    study._kept.save()
    assert len(reader.rows()) == 1
    reader.close()
    study.close()
    with sqlite3.connect(tmp_path / "study.sqlite") as file:
        assert file.execute("SELECT count(*) FROM trials").fetchone() == (2,)
    file.close()


def test_that_the_file_lags_behind_by_less_than_a_second():
    assert mirrored_study.LAG_SECONDS < 1.0
