"""What the Twins panel says of a pair, without a window."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLabel

from core.datasets.sample import Part, Sample
from core.documents.recorder import Recorder
from core.documents.time_machine import TimeMachine
from core.optimizers.sgd import SGDSpec
from core.training.events import BatchFinished
from core.twins.answers import first_disagreement
from core.twins.presets import TWIN_PRESETS
from gui.panels.twins.twins_panel import ALIKE, TwinsPanel
from gui.state.pair_at_hand import PairAtHand
from tests.support.moments import make_lab_state
from tests.support.people import click, find, open_panel
from tests.support.sessions import make_dataset
from tests.support.twins import EXPERIMENT, twin_sessions

SECOND = EXPERIMENT.replace(optimizer=SGDSpec(0.6))
STEPS = 12


@pytest.fixture
def panel(qtbot):
    panel = open_panel(qtbot, TwinsPanel(make_lab_state()), 720, 460)
    yield panel
    panel.shut_down()


def sample_of(dataset, index):
    image, label = dataset.train.images[index], int(dataset.train.labels[index])
    return Sample(Part.TRAIN, index, image, label, dataset.class_names)


def trained_pair(dataset, image=None):
    """Return a pair after some steps, and the events of its first one."""
    twins = twin_sessions(dataset, optimizer=SECOND.optimizer)
    recorders = Recorder(twins.lead), Recorder(twins.twins[0])
    twins.notes[0].watch(image)
    events = []
    for _ in range(STEPS):
        events += [one for one in twins.take_step() if isinstance(one, BatchFinished)]
    machines = [
        TimeMachine.of_recorder(recorder, experiment, dataset)
        for recorder, experiment in zip(recorders, (EXPERIMENT, SECOND), strict=True)
    ]
    return PairAtHand("a run", EXPERIMENT, SECOND, twins.notes[0], *machines), events


def text(panel, name):
    return find(panel, f"twins_panel_{name}", QLabel).text()


def test_that_steps_before_a_sample_was_chosen_are_looked_at_afterwards(panel, qtbot):
    dataset, state = make_dataset(), panel._state
    pair, _ = trained_pair(dataset)
    state.twins.use(pair)
    said = set()
    for index in range(0, 50, 7):
        sample = sample_of(dataset, index)
        pair.notes.watch(sample.image)
        state.sample.show(sample)
        panel.refresh_now()
        qtbot.waitUntil(lambda: panel.finder.is_complete)
        found = first_disagreement(pair.first_machine, pair.second_machine, sample.image, STEPS)
        expected = f"They agree about this sample in all steps up to step {STEPS}"
        if found is not None:
            when = f"at step {found.step}" if found.step else "from the start"
            a, b = (dataset.class_names[one] for one in (found.first, found.second))
            expected = f"They first disagree about this sample {when}: A says {a}, B says {b}"
        qtbot.waitUntil(lambda expected=expected: text(panel, "headline") == expected)
        said.add(expected)
    assert said


def test_that_recipes_and_curves_are_of_the_pair_and_a_click_goes_to_a_step(panel):
    dataset, state = make_dataset(), panel._state
    pair, events = trained_pair(dataset)
    state.timeline.begin(0, 0)
    state.timeline.add_events(events)
    state.twins.use(pair)
    assert text(panel, "first") == "A  learning rate 0.05"
    assert text(panel, "second") == "B  learning rate 0.6"
    plot = find(panel, "twins_panel_losses")
    expected = pair.notes.curves()
    assert np.array_equal(plot._series[1].values, expected.second, equal_nan=True)
    assert f"step {STEPS}: A" in plot.spoken_value()
    click(plot, QPoint(round(plot.x_of(5)), plot.height() // 2))
    assert state.timeline.wanted_step == 5
    assert plot.shown_step == 5
    figure = panel.paper_figure()
    distances = figure.parts[1].curves
    assert np.allclose(distances[0].y ** 2, sum(one.y**2 for one in distances[1:]))


def test_that_a_pair_is_wished_for_and_given_up(panel, qtbot):
    state = panel._state
    pairs = find(panel, "twins_panel_pairs", QComboBox)
    for pair in TWIN_PRESETS.values():
        pairs.setCurrentIndex(pairs.findData(pair.id))
        assert text(panel, "look_for") == pair.look_for
        data = state.experiment.experiment.data
        with qtbot.waitSignal(panel.training_wanted):
            click(find(panel, "twins_panel_begin"))
        assert state.experiment.experiment == pair.first.replace(data=data)
        assert state.twins.wish == pair.second.replace(data=data)
    state.twins.use(trained_pair(make_dataset())[0])
    with qtbot.waitSignal(panel.restart_wanted):
        click(find(panel, "twins_panel_end"))
    assert state.twins.wish == ()


def test_that_the_shown_run_alone_is_no_pair(panel):
    pairs = find(panel, "twins_panel_pairs", QComboBox)
    pairs.setCurrentIndex(pairs.findData("own"))
    click(find(panel, "twins_panel_begin"))
    assert text(panel, "message") == ALIKE
    assert panel._state.twins.wish == ()
    assert not find(panel, "twins_panel_other").isVisible()
