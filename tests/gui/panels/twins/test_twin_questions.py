"""A disagreement gone to and explained, and another one found, by a person."""

import numpy as np
from PySide6.QtWidgets import QLabel, QPushButton

from core.anatomy.addresses import ValueAddress
from core.anatomy.score_layer import score_layer
from core.datasets.sample import Part
from core.inspection.network_copy import NetworkCopy
from core.number_text import loss_text
from core.optimizers.sgd import SGDSpec
from core.twins.answers import Disagreement
from core.twins.disputed import next_disputed
from gui.panels.twins.plot import FEW, TwinSeries
from gui.panels.twins.question_row import QuestionRow
from gui.panels.twins.twin_questions import TwinQuestions
from tests.gui.panels.twins.test_twins_panel import STEPS, trained_pairs
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import click, find
from tests.support.sessions import make_dataset
from tests.support.twins import EXPERIMENT

RECIPES = EXPERIMENT, EXPERIMENT.replace(optimizer=SGDSpec(0.6))


def use(panel, dataset, recipes=RECIPES):
    """Have the panel show a pair on a data set whose training images can be looked through."""
    state = panel._state
    pairs, events = trained_pairs(dataset, *recipes)
    state.data.use(dataset, 0.2, 7)
    state.timeline.begin(0, 0)
    state.timeline.add_events(events)
    state.twins.use(*pairs)
    show(panel, 0)
    return pairs


def show(panel, index):
    state = panel._state
    sample = state.data.sample(Part.TRAIN, index)
    for pair in state.twins.pairs:
        pair.notes.watch(sample.image)
    state.sample.show(sample)
    panel.refresh_now()


def test_that_a_step_is_gone_to_and_images_they_dispute_are_found_one_after_the_other(
    panel, qtbot
):
    dataset, state = make_dataset(), panel._state
    pairs = use(panel, dataset)
    step = 4
    state.timeline.go_to(step)
    machines = pairs[0].first_machine, pairs[0].second_machine
    judges = [
        (
            NetworkCopy().at(one.experiment.network, one.at(step).snapshot),
            one.experiment.network,
        )
        for one in machines
    ]
    rows = state.data.rows(Part.TRAIN)
    for _ in range(3):
        before = state.sample.sample.index
        expected = next_disputed(*judges, dataset.train.images, rows, before)
        click(find(panel, "twins_panel_find", QPushButton))
        qtbot.waitUntil(lambda: not panel.questions.finder.is_busy)
        qtbot.waitUntil(lambda want=expected: state.sample.sample.index == want)
        show(panel, expected)
    assert find(panel, "twins_panel_found", QLabel).text().startswith("Training image ")
    qtbot.waitUntil(lambda: panel.finders[0].is_complete)
    panel.refresh_now()
    found = panel.finders[0].found
    assert found is not None
    assert found.step <= step
    go = find(panel, "twins_panel_go", QPushButton)
    assert go.text() == f"Go to step {found.step:,}"
    click(go)
    assert state.timeline.wanted_step == found.step
    assert (
        find(panel, "twins_panel_now", QLabel)
        .text()
        .startswith(f"Step {found.step}:" if found.step else "")
    )


def test_that_no_image_is_disputed_by_twins_that_are_the_same(panel, qtbot):
    use(panel, make_dataset(), (EXPERIMENT, EXPERIMENT.replace(name="again")))
    click(find(panel, "twins_panel_find", QPushButton))
    said = find(panel, "twins_panel_found", QLabel)
    qtbot.waitUntil(lambda: "agree" in said.text())
    assert said.text() == f"They agree about all 40 training images at step {STEPS}"
    assert not find(panel, "twins_panel_go", QPushButton).isVisible()
    assert not find(panel, "twins_panel_why", QPushButton).isVisible()


def test_that_the_shown_step_is_what_is_said_of(panel):
    pairs = use(panel, make_dataset())
    now = find(panel, "twins_panel_now", QLabel)
    assert now.text().startswith(f"Step {STEPS}: loss A ")
    panel._state.timeline.go_to(3)
    panel.refresh_now()
    losses = pairs[0].notes.standing(3).losses
    assert now.text().startswith(
        f"Step 3: loss A {loss_text(losses[0])}, B {loss_text(losses[1])}"
    )


def test_that_why_opens_the_difference_of_the_two_scores(qtbot):
    state, row = make_lab_state(), QuestionRow("twins")
    qtbot.addWidget(row)
    questions = TwinQuestions(state, row)
    moment = make_moment(steps=2)
    state.moment.show(moment)
    asked = []
    state.question.asked.connect(lambda: asked.append(state.question.against))
    why = find(row, "twins_why", QPushButton)
    questions.show((), Disagreement(3, 8, 2), 0)
    assert why.isHidden()  # another step is shown
    for _ in range(2):  # asked twice, it is not taken back
        questions.show((), Disagreement(2, 8, 2), 0)
        assert why.text() == "Why 8 and not 2?"
        click(why)
        layer = score_layer(moment.outlines)
        assert state.trail.address == ValueAddress(layer, (8,))
        assert state.question.against == 2
    assert asked == [2]
    questions.shut_down()


def test_that_the_curve_in_front_has_no_noise_and_the_numbers_stay(panel):
    plot = find(panel, "twins_panel_losses")
    rng = np.random.default_rng(3)
    for count in (FEW, 300):
        values = 1.0 + rng.normal(0, 0.3, count)
        plot.show_series([TwinSeries("A", np.arange(count), values)])
        (one,) = plot._series
        assert np.array_equal(one.values, values)
        assert (one.smooth is None) == (count == FEW)
    assert np.std(one.smooth[50:]) < np.std(values[50:]) / 2
    assert abs(one.smooth[-1] - 1) < 0.3
    distances = find(panel, "twins_panel_distances")
    distances.show_series([TwinSeries("B", np.arange(300), values)])
    assert distances._series[0].smooth is None
