"""Two runs that learn from the same batches, as a person trains and reads them."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLabel

from core.inspection.network_copy import NetworkCopy
from core.training.build import session_for
from core.training.snapshot import take_snapshot
from core.twins.answers import answer_of
from core.twins.presets import TWIN_PRESETS
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.people import click, find
from tests.support.window_driving import press

STEPS = 24

pytestmark = pytest.mark.slow


@pytest.fixture
def twins(shared_window, qtbot, pace):
    """The panel in front, and a pair that was trained for some steps and paused."""
    window = shared_window
    window.docks["twins_panel"].come_forward()
    panel = window.docks["twins_panel"].panel
    qtbot.waitUntil(panel.isVisible)
    pace.hold_at(window, STEPS)
    begin(qtbot, window, panel, "learning_rate")
    pause_at(qtbot, window, pace, STEPS)
    step = window.lab.session.step
    qtbot.waitUntil(lambda: text(panel, "now").startswith(f"Step {step}:"))
    yield panel
    window.docks["twins_panel"].come_forward()
    click(find(panel, "twins_panel_end"))
    qtbot.waitUntil(lambda: window.state.twins.pairs == ())
    assert window.state.twins.wish == ()


def begin(qtbot, window, panel, pair):
    pairs = find(panel, "twins_panel_pairs", QComboBox)
    pairs.setCurrentIndex(pairs.findData(pair))
    before = window.state.twins.pairs
    click(find(panel, "twins_panel_begin"))
    qtbot.waitUntil(lambda: window.state.twins.pairs not in ((), before))
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.RUNNING)  # as its button says


def train(qtbot, window, pace, step):
    pace.hold_at(window, step)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    pause_at(qtbot, window, pace, step)


def pause_at(qtbot, window, pace, step):
    qtbot.waitUntil(lambda: window.lab.session.step >= step)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    pace.let_go()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED)
    qtbot.waitUntil(lambda: pace.has_come_to_rest(window))


def text(panel, name):
    return find(panel, f"twins_panel_{name}", QLabel).text()


def by_brute_force(pair, sample):
    """Return the headline's claim, from every recalled step."""
    copies = NetworkCopy(), NetworkCopy()
    for step in range(pair.notes.last_step + 1):
        said = []
        machines = pair.first_machine, pair.second_machine
        for machine, copy in zip(machines, copies, strict=True):
            spec = machine.experiment.network
            network = copy.at(spec, machine.at(step).snapshot, machine.experiment.seed)
            said.append(answer_of(network, spec.input_shape, sample.image))
        if said[0] != said[1]:
            when = f"at step {step}" if step else "from the start"
            both = f"A says {said[0]}, B says {said[1]}"
            return f"They first disagree about this sample {when}: {both}"
    return f"They agree about this sample in all steps up to step {pair.notes.last_step}"


def test_that_the_headline_is_the_first_disagreement_of_all_steps_for_every_sample(
    twins, shared_window, qtbot
):
    window = shared_window
    claims = set()
    for _ in range(5):
        pair, sample = window.state.twins.pairs[0], window.state.sample.sample
        claim = by_brute_force(pair, sample)
        qtbot.waitUntil(lambda claim=claim: text(twins, "headline") == claim)
        claims.add(claim)
        press(qtbot, window, ActionId.SAMPLE_NEXT)
        qtbot.waitUntil(lambda old=sample: window.state.sample.sample is not old)
    assert len(claims) > 1
    assert "learning rate 0.1" in text(twins, "first")
    assert "learning rate 0.3" in text(twins, "second")


def test_that_a_click_goes_to_a_step_and_the_other_one_can_be_shown_everywhere(
    twins, shared_window, qtbot, pace
):
    window, state = shared_window, shared_window.state
    pair, last = state.twins.pairs[0], shared_window.lab.session.step
    plot = twins.findChild(object, "twins_panel_losses")
    click(plot, QPoint(round(plot.x_of(10)), plot.height() // 2))
    assert state.timeline.wanted_step == 10
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step == 10)
    b = pair.second_machine.at(10).snapshot.values
    qtbot.waitUntil(find(twins, "twins_panel_other").isEnabled)
    click(find(twins, "twins_panel_other"))
    qtbot.waitUntil(lambda: state.moment.moment.run_experiment == pair.second)
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step == 10)
    shown = state.moment.moment.snapshot.values
    assert all(np.array_equal(shown[path], b[path]) for path in b)
    turned = state.twins.pairs[0]
    assert (turned.first, turned.second) == (pair.second, pair.first)
    assert turned.notes.curves().first.tolist()[1:] == pair.notes.curves().second.tolist()[1:]
    state.timeline.go_live()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED)
    train(qtbot, window, pace, last + 3)
    qtbot.waitUntil(lambda: state.twins.pairs[0].notes.last_step == window.lab.session.step)
    step = window.lab.session.step
    for machine in (state.twins.pairs[0].first_machine, state.twins.pairs[0].second_machine):
        alone = session_for(machine.experiment, state.data.dataset)
        while alone.step < step:
            list(alone.run_step())
        expected = take_snapshot(alone.network, step=step, epoch=1).values
        found = machine.at(step).snapshot.values
        assert all(np.array_equal(found[path], expected[path]) for path in expected)


def test_that_side_by_side_shows_both_at_the_very_step(twins, shared_window, qtbot):
    window = shared_window
    qtbot.waitUntil(find(twins, "twins_panel_side_by_side").isEnabled)
    click(find(twins, "twins_panel_side_by_side"))
    compare = window.docks["compare_panel"].panel
    qtbot.waitUntil(compare.isVisible)
    step = window.lab.session.step  # where it was paused
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == step)

    def is_there():
        found = compare.comparison
        return found is not None and found.moment.snapshot.step == step

    qtbot.waitUntil(is_there)
    name = "0.conv2d.weight"
    expected = window.state.twins.pairs[0].second_machine.at(step).snapshot.values[name]
    assert np.array_equal(compare.comparison.moment.snapshot.values[name], expected)
    qtbot.waitUntil(find(compare, "compare_panel_maps_difference").isVisible)


def test_that_the_pairs_are_offered_with_what_to_look_for(shared_window, qtbot):
    window = shared_window
    window.docks["twins_panel"].come_forward()
    panel = window.docks["twins_panel"].panel
    qtbot.waitUntil(panel.isVisible)
    pairs = find(panel, "twins_panel_pairs", QComboBox)
    for pair in TWIN_PRESETS.values():
        pairs.setCurrentIndex(pairs.findData(pair.id))
        assert text(panel, "look_for") == pair.look_for
    assert not find(panel, "twins_panel_other").isVisible()
    pairs.setCurrentIndex(pairs.findData("own"))
    click(find(panel, "twins_panel_begin"))
    assert "change one in the Experiment panel" in text(panel, "message")
    assert window.state.twins.wish == ()
