"""What the Sweep panel makes of trials, against plain loops."""

import numpy as np

from core.sweeping.sweep_listener import CurvePoint
from core.sweeping.trial_row import TrialRow, TrialState
from gui.panels.sweep.trials import SweepTrials
from tests.support.made_up_trials import made_up_trials
from tests.support.sweep_files import small_sweep


def test_that_the_brushed_trials_are_those_within_every_brush():
    trials = made_up_trials(60)
    axes = {axis.name: axis for axis in trials.axes()}
    brushes = {"optimizer.learning_rate": (0.5, 0.9), "objective": (0.4, 1.0)}
    rate, objective = axes["optimizer.learning_rate"], axes["objective"]
    expected = {
        row.number
        for row in trials.rows
        if 10**-1.5 <= row.settings[rate.name] <= 10**-0.3
        and trials.reached(row) >= objective.value_at(0.4)
    }
    assert expected
    assert trials.brushed(axes.values(), brushes) == expected
    assert trials.brushed(axes.values(), {}) is None


def test_that_a_trial_without_a_setting_is_in_no_brush_of_it():
    spec = small_sweep(
        space={
            "optimizer": {"choices": ["sgd", "momentum"]},
            "optimizer.momentum": {"low": 0.1, "high": 0.9},
        }
    )
    rows = [
        TrialRow(0, TrialState.FINISHED, {"optimizer": "sgd"}, 0.5),
        TrialRow(
            1, TrialState.FINISHED, {"optimizer": "momentum", "optimizer.momentum": 0.5}, 0.6
        ),
    ]
    trials = SweepTrials(spec, rows)
    assert trials.brushed(trials.axes(), {"optimizer.momentum": (0.0, 1.0)}) == {1}


def test_that_the_best_so_far_only_rises():
    trials = made_up_trials(40)
    expected, best = [], -np.inf
    for row in trials.rows:
        if row.value is not None and row.value > best:
            best = row.value
            expected.append((row.number, best))
    assert trials.best_so_far() == tuple(expected)
    assert trials.best.number == expected[-1][0]


def test_that_a_smaller_loss_is_better():
    spec = small_sweep(objective="validation_loss")
    rows = [
        TrialRow(at, TrialState.FINISHED, {}, value) for at, value in enumerate((0.5, 0.2, 0.2))
    ]
    trials = SweepTrials(spec, rows)
    assert trials.best.number == 1
    assert [row.number for row in trials.ranked()] == [1, 2, 0]


def test_that_a_trial_that_is_trained_once_more_keeps_one_curve():
    trials = SweepTrials(small_sweep(), [TrialRow(0, TrialState.RUNNING, {})])
    points = [
        CurvePoint(0, None, "validation", at, at / 2, 1.0, 0.1 * at) for at in (1, 2, 1, 2, 3)
    ]
    trials.add_points(points)
    assert [point.epochs for point in trials.curve(0)] == [0.5, 1.0, 1.5]


def test_that_layers_are_named_where_two_settings_would_be_called_the_same():
    spec = small_sweep(
        space={"layers.0.filters": {"low": 2, "high": 4}, "layers.0.l2": {"low": 0, "high": 1}}
    )
    assert SweepTrials(spec).title("layers.0.filters") == "filters"
    spec = small_sweep(
        space={"layers.0.l2": {"low": 0, "high": 1}, "layers.3.l2": {"low": 0, "high": 1}}
    )
    assert SweepTrials(spec).title("layers.3.l2") == "L2 of layer 3"
