"""Twins as people come upon them: in the middle of a run, left out, joined again, broken."""

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from core.layers.conv2d import Conv2DSpec
from core.training.build import session_for
from core.training.snapshot import take_snapshot
from core.twins.presets import TWIN_PRESETS
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.people import click, find
from tests.support.window_driving import press

pytestmark = pytest.mark.slow


@pytest.fixture
def twins(shared_window, qtbot):
    """The panel in front; afterwards there are no twins."""
    window = shared_window
    window.docks["twins_panel"].come_forward()
    panel = window.docks["twins_panel"].panel
    qtbot.waitUntil(panel.isVisible)
    yield panel
    window.docks["twins_panel"].come_forward()
    if window.state.twins.pairs:
        click(find(panel, "twins_panel_end"))
    qtbot.waitUntil(lambda: window.state.twins.pairs == ())


def text(panel, name):
    return find(panel, f"twins_panel_{name}", QLabel).text()


def choose(panel, name, text_or_data):
    box = find(panel, f"twins_panel_{name}", QComboBox)
    at = box.findData(text_or_data)
    at = at if at >= 0 else box.findText(text_or_data)
    assert at >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(at)


def click_when_possible(qtbot, button):
    """Click as a person does: what cannot be clicked yet is waited for."""
    qtbot.waitUntil(button.isEnabled)
    click(button)


def pause_at(qtbot, window, pace, step):
    qtbot.waitUntil(lambda: window.lab.session.step >= step)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    pace.let_go()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED)
    qtbot.waitUntil(lambda: pace.has_come_to_rest(window))


def rates(window):
    pairs = window.state.twins.pairs
    every = [pairs[0].first, *(pair.second for pair in pairs)] if pairs else []
    return [one.optimizer.learning_rate for one in every]


def test_that_four_begin_in_the_middle_of_a_run_are_turned_left_out_and_joined_again(
    twins, shared_window, qtbot, pace
):
    window, state = shared_window, shared_window.state
    pace.hold_at(window, 4)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.session.step >= 4)
    before = window.lab.run_keeper.path
    choose(twins, "pairs", "rates")
    click_when_possible(qtbot, find(twins, "twins_panel_begin"))
    qtbot.waitUntil(lambda: rates(window) == [0.1, 0.01, 0.001, 2.0])
    pace.hold_at(window, 8)
    edited = state.experiment.experiment
    layers = (Conv2DSpec(3), *edited.network.layers[1:])
    wish = state.twins.wish
    state.experiment.edit(
        edited.replace(network=type(edited.network)((28, 28, 1), layers)), "fewer filters"
    )
    assert window.lab.has_pending_changes
    assert state.twins.wish == wish
    state.experiment.undo_stack.undo()
    pause_at(qtbot, window, pace, 8)
    last = window.lab.session.step
    qtbot.waitUntil(lambda: all(p.notes.last_step == last for p in state.twins.pairs))
    qtbot.waitUntil(lambda: text(twins, "fourth").startswith("D  learning rate 2"))
    assert before.exists()
    files = {window.lab.run_keeper.path, *(p.second_path for p in state.twins.pairs)}
    assert len(files | {before}) == 5

    choose(twins, "which", "C  rate-0.001")
    click_when_possible(qtbot, find(twins, "twins_panel_other"))
    qtbot.waitUntil(lambda: rates(window) == [0.001, 0.01, 0.1, 2.0])
    curves = state.twins.pairs[0].notes.curves()  # of two that were no pair before
    assert curves.steps.tolist() == list(range(1, last + 1))
    assert curves.distance_steps[-1] == last
    assert np.isfinite(curves.distances).all()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED)
    qtbot.waitUntil(lambda: find(twins, "twins_panel_rest").isEnabled())
    choose(twins, "which", "B  rate-0.01")
    click_when_possible(qtbot, find(twins, "twins_panel_rest"))
    qtbot.waitUntil(lambda: rates(window) == [0.001, 0.1, 2.0])
    window.library.shelf.look()
    box = find(twins, "twins_panel_pairs", QComboBox)
    qtbot.waitUntil(lambda: box.findText("The shown run with “rate-0.01”") >= 0)
    choose(twins, "pairs", "The shown run with “rate-0.01”")
    click_when_possible(qtbot, find(twins, "twins_panel_begin"))
    qtbot.waitUntil(lambda: rates(window) == [0.001, 0.1, 2.0, 0.01])

    pace.hold_at(window, last + 3)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    pause_at(qtbot, window, pace, last + 3)
    step = window.lab.session.step
    pairs = state.twins.pairs
    qtbot.waitUntil(lambda: all(pair.notes.last_step == step for pair in pairs))
    for machine in (pairs[0].first_machine, *(pair.second_machine for pair in pairs)):
        alone = session_for(machine.experiment, state.data.dataset)
        while alone.step < step:
            list(alone.run_step())
        expected = take_snapshot(alone.network, step=step, epoch=1).values
        found = machine.at(step).snapshot.values
        assert all(np.array_equal(found[path], expected[path]) for path in expected)


def test_that_one_that_breaks_is_left_behind_and_the_other_goes_on(
    twins, shared_window, qtbot, pace
):
    window, state = shared_window, shared_window.state
    choose(twins, "pairs", "momentum")
    pace.hold_at(window, 3)
    click_when_possible(qtbot, find(twins, "twins_panel_begin"))
    qtbot.waitUntil(lambda: len(state.twins.pairs) == 1)
    pause_at(qtbot, window, pace, 3)
    (twin,) = window.lab.run_keeper.recording.twins
    next(iter(twin.run.session.network.named_parameters())).parameter.value[...] = np.nan
    last = window.lab.session.step + 4
    pace.hold_at(window, last)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    pause_at(qtbot, window, pace, last)
    qtbot.waitUntil(lambda: "ended at step" in text(twins, "second"))
    state.timeline.go_to(1)
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step == 1)
    # the sound one is shown, its broken twin is beside it
    path, shelf = twin.path, window.library.shelf
    shelf.rename(path, "the broken one")
    qtbot.waitUntil(lambda: shelf.row(path) and shelf.row(path).name == "the broken one")
    assert path in [row.path for row in shelf.rows]
    assert shelf.live_at(path) is not None
    with qtbot.waitSignal(shelf.failed) as refused:
        shelf.throw_away([path])
    assert "open" in refused.args[0]
    assert path.exists()


def test_that_when_the_shown_one_breaks_its_twin_can_be_shown_and_goes_on(
    twins, shared_window, qtbot, pace
):
    window, state = shared_window, shared_window.state
    choose(twins, "pairs", "momentum")
    pace.hold_at(window, 3)
    click_when_possible(qtbot, find(twins, "twins_panel_begin"))
    qtbot.waitUntil(lambda: len(state.twins.pairs) == 1)
    pause_at(qtbot, window, pace, 3)
    session = window.lab.session
    next(iter(session.network.named_parameters())).parameter.value[...] = np.nan
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.DIVERGED)
    qtbot.waitUntil(lambda: "now that A has ended" in text(twins, "second"))
    click_when_possible(qtbot, find(twins, "twins_panel_other"))
    sound = TWIN_PRESETS["momentum"].recipes[1].optimizer
    qtbot.waitUntil(lambda: state.moment.moment.run_experiment.optimizer == sound)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED)
    step = window.lab.session.step
    pace.hold_at(window, step + 2)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    pause_at(qtbot, window, pace, step + 2)
    assert window.lab.session.step >= step + 2


def test_that_twins_that_do_not_fit_other_data_can_be_ended(twins, shared_window, qtbot):
    window, state = shared_window, shared_window.state
    recipe = TWIN_PRESETS["activation"].recipes[0]
    wrong = recipe.replace(network=type(recipe.network)((5, 5, 1), recipe.network.layers))
    state.twins.want(wrong)
    window.lab.restart()
    end = find(twins, "twins_panel_end")
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED)
    qtbot.waitUntil(end.isVisible)
    click(end)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY)
    assert state.twins.wish == ()
