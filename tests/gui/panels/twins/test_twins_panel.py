"""What the Twins panel says of a pair, without a window."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLabel

from core.datasets.sample import Part, Sample
from core.documents.recorder import Recorder
from core.documents.time_machine import TimeMachine
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.events import BatchFinished
from core.twins.answers import first_disagreement
from core.twins.presets import TWIN_PRESETS
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import TwinSession
from core.twins.weight_distance import comparable_layers
from gui.panels.twins.plot import TwinSeries
from gui.panels.twins.wished_twins import ADDED_ALIKE, ALIKE
from gui.state.pair_at_hand import PairAtHand
from tests.support.people import click, find
from tests.support.sessions import LAYERS, make_dataset
from tests.support.twins import EXPERIMENT

SECOND = EXPERIMENT.replace(optimizer=SGDSpec(0.6))
STEPS = 12
RATES = 0.6, 0.01, 0.2


def sample_of(dataset, index):
    image, label = dataset.train.images[index], int(dataset.train.labels[index])
    return Sample(Part.TRAIN, index, image, label, dataset.class_names)


def trained_pairs(dataset, *recipes, image=None, steps=STEPS):
    """Return the pairs of some runs after some steps, and the events of the lead."""
    recipes = recipes or (EXPERIMENT, SECOND)
    lead, *others = (session_for(one, dataset) for one in recipes)
    networks = [one.network for one in recipes]
    notes = [TwinNotes(comparable_layers(networks[0], one)) for one in networks[1:]]
    for one in notes:
        one.watch(image)
    twins = TwinSession(lead, others, notes)
    recorders = [Recorder(one) for one in (lead, *others)]
    events = []
    for _ in range(steps):
        events += [one for one in twins.take_step() if isinstance(one, BatchFinished)]
    machines = [
        TimeMachine.of_recorder(recorder, experiment, dataset)
        for recorder, experiment in zip(recorders, recipes, strict=True)
    ]
    pairs = [
        PairAtHand("a run", recipes[0], recipe, of_pair, machines[0], machine)
        for recipe, of_pair, machine in zip(recipes[1:], notes, machines[1:], strict=True)
    ]
    return pairs, events


def trained_pair(dataset, image=None):
    (pair,), events = trained_pairs(dataset, image=image)
    return pair, events


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
        qtbot.waitUntil(lambda: panel.finders[0].is_complete)
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
    assert not find(panel, "twins_panel_third").isVisible()
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
    for preset in TWIN_PRESETS.values():
        pairs.setCurrentIndex(pairs.findData(preset.id))
        assert text(panel, "look_for") == preset.look_for
        data = state.experiment.experiment.data
        with qtbot.waitSignal(panel.training_wanted):
            click(find(panel, "twins_panel_begin"))
        wanted = (state.experiment.experiment, *state.twins.wish)
        assert wanted == tuple(one.replace(data=data) for one in preset.recipes)
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


def show(panel, pairs, image_of=None):
    """Have the panel show pairs, and ask about an image."""
    state = panel._state
    state.twins.use(*pairs)
    if image_of is not None:
        sample = sample_of(image_of, 7)
        for pair in pairs:
            pair.notes.watch(sample.image)
        state.sample.show(sample)
    panel.refresh_now()


def test_that_each_of_four_has_a_line_and_a_curve_and_the_earliest_disagreement_is_said(
    panel, qtbot
):
    dataset = make_dataset()
    rates = (0.05, 0.2, 0.4, 0.6)
    recipes = [EXPERIMENT.replace(optimizer=SGDSpec(rate)) for rate in rates]
    pairs, _ = trained_pairs(dataset, *recipes)
    show(panel, pairs, dataset)
    qtbot.waitUntil(lambda: all(one.is_complete for one in panel.finders))
    panel.refresh_now()
    image = pairs[0].notes.image
    found = [
        first_disagreement(one.first_machine, one.second_machine, image, STEPS) for one in pairs
    ]
    known = [(one.step, letter, one) for one, letter in zip(found, "BCD", strict=True) if one]
    step, letter, first = min(known, key=lambda one: one[:2])
    a, b = (dataset.class_names[one] for one in (first.first, first.second))
    when = f"at step {step}" if step else "from the start"
    expected = f"They first disagree about this sample {when}: A says {a}, {letter} says {b}"
    assert text(panel, "headline") == expected
    assert text(panel, "first") == "A  learning rate 0.05"
    lines = [text(panel, name) for name in ("second", "third", "fourth")]
    for at, (line, own) in enumerate(zip(lines, found, strict=True), 1):
        assert line.startswith(f"{'ABCD'[at]}  learning rate {rates[at]}")
        said = f"disagrees with A at step {own.step}: says" if own else "agrees with A so far"
        assert said in line
    losses, distances = (find(panel, f"twins_panel_{x}") for x in ("losses", "distances"))
    assert [one.name for one in losses._series] == list("ABCD")
    for series, pair in zip(losses._series[1:], pairs, strict=True):
        assert np.array_equal(series.values, pair.notes.curves().second, equal_nan=True)
    assert [one.name for one in distances._series] == list("BCD")
    assert "D " in distances.spoken_value()
    assert len(panel.paper_figure().parts[0].curves) == 4


def test_that_buttons_are_about_the_twin_that_is_chosen(panel, qtbot):
    recipes = [
        EXPERIMENT.replace(name=f"n{at}", optimizer=SGDSpec(at / 10)) for at in (1, 2, 3)
    ]
    pairs, _ = trained_pairs(make_dataset(), *recipes, steps=2)
    show(panel, [pairs[0]])
    assert not find(panel, "twins_panel_which").isVisible()
    assert find(panel, "twins_panel_other").text() == "Show B everywhere"
    show(panel, pairs)
    which = find(panel, "twins_panel_which", QComboBox)
    assert [which.itemText(at) for at in range(2)] == ["B  n2", "C  n3"]
    which.setCurrentIndex(1)
    assert find(panel, "twins_panel_other").text() == "Show C everywhere"
    for name, signal in (("other", panel.other_wanted), ("rest", panel.rest_wanted)):
        with qtbot.waitSignal(signal) as heard:
            click(find(panel, f"twins_panel_{name}"))
        assert heard.args == [1]


def test_that_one_more_is_added_to_twins_until_there_are_four(panel, qtbot):
    state, pairs = panel._state, find(panel, "twins_panel_pairs", QComboBox)
    recipes = [EXPERIMENT.replace(optimizer=SGDSpec(at / 10)) for at in (1, 2, 3, 4)]
    assert pairs.findData("more") < 0
    trained, _ = trained_pairs(make_dataset(), *recipes[:2], steps=1)
    show(panel, trained)
    pairs.setCurrentIndex(pairs.findData("more"))
    state.experiment.edit(recipes[1].replace(seed=9), "another seed only")
    click(find(panel, "twins_panel_begin"))
    assert text(panel, "message") == ADDED_ALIKE
    state.experiment.edit(recipes[2], "another rate")
    with qtbot.waitSignal(panel.training_wanted):
        click(find(panel, "twins_panel_begin"))
    assert (state.experiment.experiment, *state.twins.wish) == tuple(recipes[:3])
    trained, _ = trained_pairs(make_dataset(), *recipes, steps=1)
    show(panel, trained)
    assert pairs.findData("more") < 0


def test_that_runs_of_the_same_settings_are_said_never_to_disagree(panel, qtbot):
    dataset = make_dataset()
    pairs, _ = trained_pairs(dataset, EXPERIMENT, EXPERIMENT.replace(name="again"))
    show(panel, pairs, dataset)
    expected = f"Every weight is the same in all steps up to step {STEPS}: they never disagree"
    qtbot.waitUntil(lambda: text(panel, "headline") == expected)
    assert text(panel, "second") == "B  the same settings"


WIDER = (*LAYERS[:1], *LAYERS[1:4], DenseSpec(5), ReLUSpec(), *LAYERS[4:])
COMPARED = {
    "deeper": (WIDER, "in layers 0, 1 only: the others have other shapes"),
    "another": (
        (FlattenSpec(), DenseSpec(5), ReLUSpec(), *LAYERS[4:]),
        "in no layer: none has weights of the same shape in both",
    ),
}


@pytest.mark.parametrize(("layers", "said"), COMPARED.values(), ids=COMPARED.keys())
def test_that_it_is_said_which_layers_of_other_networks_are_compared(panel, layers, said):
    other = EXPERIMENT.replace(network=NetworkSpec((6, 6, 1), tuple(layers)))
    pairs, _ = trained_pairs(make_dataset(), EXPERIMENT, other, steps=3)
    show(panel, pairs)
    assert said in text(panel, "distance_title")
    assert ("apart" in text(panel, "now")) == bool(pairs[0].notes.layers)
    assert text(panel, "now").startswith("Step 3: loss A ")


def test_that_one_that_has_broken_says_why_and_one_whose_lead_has_can_be_shown(panel):
    dataset = make_dataset()
    pairs, _ = trained_pairs(dataset, EXPERIMENT, SECOND, steps=3)
    pairs[0].notes.endings = "", "its loss is no number"
    show(panel, pairs)
    assert "ended at step 3: its loss is no number" in text(panel, "second")
    pairs[0].notes.endings = "broken", ""
    show(panel, [*pairs, *pairs])
    assert "now that A has ended" in text(panel, "second")


def test_that_a_panel_without_height_scrolls_and_cuts_nothing(panel):
    recipes = (EXPERIMENT, *(EXPERIMENT.replace(optimizer=SGDSpec(rate)) for rate in RATES))
    pairs, _ = trained_pairs(make_dataset(), *recipes)
    panel._state.twins.use(*pairs)
    for width, height in ((720, 204), (400, 204), (330, 150), (290, 150), (720, 460)):
        panel.resize(width, height)
        panel.refresh_now()
        panel._view.layout().activate()
        said = [line for line in panel._view._lines if line.text()]
        assert len(said) == 4
        for label in (*said, panel._view._now, panel._view._headline):
            assert label.height() >= label.heightForWidth(label.width()), (width, label.text())
        for plot in (panel._view._losses, panel._view._distances):
            assert plot.height() >= plot.minimumSizeHint().height()
        assert width < 720 or said[0].y() == said[1].y()


def test_that_round_numbers_stand_at_the_curves(panel):
    plot, steps = find(panel, "twins_panel_losses"), np.arange(3)
    for top, expected in ((2.41, (0, 1, 2)), (52.0, (0, 20, 40)), (0.9, (0, 0.5))):
        plot.show_series([TwinSeries("A", steps, np.array([0.0, top / 2, top]))])
        assert plot.ticks() == pytest.approx(expected)
