"""Runs that were opened, and gave way to a newer wish before they were seen."""

import pytest

from gui.actions.action_id import ActionId
from gui.documents.run_opening import open_run
from gui.state.run_state import RunState
from tests.support.run_files import write_run
from tests.support.window_driving import LONG, press, steps_shown


@pytest.fixture
def two_runs(window, small_experiment, tmp_path):
    """Two runs, opened from files as a window's thread opens them; and which were closed."""
    dataset = window.state.data.dataset
    runs, closed = [], []
    for name, steps in (("first", 3), ("second", 5)):
        path = tmp_path / "elsewhere" / f"{name}.glassbox"
        write_run(path, small_experiment, dataset, steps)
        run = open_run(path, dataset, progress=lambda *_: None, cancelled=lambda: False)
        document, close = run.recorder.document, run.recorder.document.close
        document.close = lambda name=name, close=close: (closed.append(name), close())
        runs.append(run)
    return runs, closed


@pytest.mark.slow
def test_that_of_two_runs_opened_while_training_the_newest_is_shown_and_the_other_closed(
    qtbot, window, two_runs
):
    (first, second), closed = two_runs
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 2, timeout=LONG)
    window.lab.take_over(first)
    window.lab.take_over(second)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED, timeout=LONG)
    assert window.lab.session is second.session
    qtbot.waitUntil(lambda: closed == ["first"], timeout=LONG)
    window.close()
    assert set(closed) == {"first", "second"}


@pytest.mark.slow
def test_that_a_window_closed_before_an_opened_run_was_seen_lets_go_of_its_document(
    qtbot, window, two_runs
):
    (first, second), closed = two_runs
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 2, timeout=LONG)
    window.lab.take_over(first)
    window.close()
    window.lab.take_over(second)
    assert set(closed) == {"first", "second"}
    assert window.lab.run_state is RunState.CLOSED
