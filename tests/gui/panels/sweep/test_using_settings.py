"""A trial's settings put into the experiment, and the form that fits its panel."""

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea

from core.sweeping.trial_row import TrialRow, TrialState
from gui.panels.sweep.headline import USE, USED
from gui.panels.sweep.sweep_words import quiet_line
from gui.panels.sweep.trials import SweepTrials
from tests.support.people import click
from tests.support.sweep_files import small_experiment, small_sweep

RATE, FILTERS = "optimizer.learning_rate", "layers.0.filters"


def trials_of(*rates, **changes):
    rows = [
        TrialRow(at, TrialState.FINISHED, {RATE: rate, FILTERS: 2}, 0.9 + at / 100)
        for at, rate in enumerate(rates)
    ]
    return SweepTrials(small_sweep(**changes), rows)


def test_that_settings_are_used_and_training_stays_as_long_as_it_was(show):
    panel = show()
    document = panel._state.experiment
    document.edit(small_experiment(epochs=7), "edit")
    panel.control.trials = trials_of(0.1, 0.3, 0.2, epochs=1)
    panel._show_results()
    panel.refresh_now()
    use = panel.findChild(QPushButton, "sweep_panel_headline_use")
    assert (use.text(), use.isEnabled()) == (USE, True)
    click(use)
    assert document.experiment == small_experiment(epochs=7).replace(
        optimizer=type(small_experiment().optimizer)(0.2)
    )
    panel.refresh_now()
    assert (use.text(), use.isEnabled()) == (USED, False)
    panel.focus.select(1)
    panel.refresh_now()
    assert (use.text(), use.isEnabled()) == (USE, True)
    panel.focus.select(2)
    document.edit(small_experiment(epochs=7), "edit")
    panel.refresh_now()
    assert (use.text(), use.isEnabled()) == (USE, True)


def test_that_it_is_said_how_good_the_experiment_was_before():
    for rates, said in (
        ((0.1, 0.3, 0.2), "before: 90.0 %"),
        ((0.3, 0.2, 0.1), "as before"),
        ((0.3, 0.2), ""),
    ):
        trials = trials_of(*rates)
        parts = quiet_line(trials, trials.axes(), 5).split(" · ")
        assert [one for one in parts if "before" in one] == ([said] if said else [])
        assert parts[-1] == f"{len(rates)} finished, {5 - len(rates)} to come"
    trials.add([TrialRow(2, TrialState.RUNNING, {RATE: 0.4, FILTERS: 2})])
    assert quiet_line(trials, trials.axes(), 5).endswith("2 finished, 1 under way, 2 to come")


@pytest.mark.parametrize("width", [640, 780, 834, 860, 880, 1000, 1320])
def test_that_the_form_is_never_wider_than_the_panel(show, width):
    panel = show(size=(width, 700))
    for path, tried in ((RATE, {"low": 0.01, "high": 1, "log": True}),):
        panel._state.sweep_space.vary(path, tried)
    panel.refresh_now()
    scroll = panel.findChild(QScrollArea, "sweep_panel_setup_scroll")
    sheet = scroll.widget()
    assert sheet.minimumSizeHint().width() <= scroll.viewport().width(), width
    assert scroll.horizontalScrollBar().maximum() == 0
