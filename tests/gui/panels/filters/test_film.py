"""The film-strip of the Filters panel, on a run that was really trained."""

from dataclasses import replace

import numpy as np
import pytest

from core.presets import PRESETS
from core.training.snapshot import take_snapshot
from gui.documents.run_memory import RunMemory
from gui.panels.filters.film_strip import FilmStrip
from gui.panels.filters.filters_panel import FiltersPanel
from gui.state.selection import Unit
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import click, find, open_panel
from tests.support.recorded_runs import record_run

PATH = "0.conv2d.weight"


@pytest.fixture(scope="module")
def run():
    return record_run(120)


def moment_of(run):
    """A moment of the run as it stands; its trace is of no interest here."""
    session = run.session
    return replace(
        make_moment(),
        snapshot=take_snapshot(session.network, step=session.step, epoch=session.epoch),
        initial=run.machine.at(0).snapshot.values,
    )


@pytest.fixture
def panel(qtbot, run):
    state = make_lab_state()
    state.timeline.add_events(run.events)
    state.selection.fit((28, 28, 1), make_moment().outlines)
    state.selection.select(Unit(0, 2))
    panel = open_panel(qtbot, FiltersPanel(state), 900, 420)
    panel.state_for_test = state
    moment = moment_of(run)
    state.moment.show(moment)
    state.timeline.use_memory(RunMemory([(0, run.recorder.memory)]), moment.run_id)
    click(find(panel, "filters_panel_film_button"))
    return panel


def strip(panel):
    return find(panel, "filters_panel_film", FilmStrip)


def test_that_each_picture_is_the_kernel_of_its_step(panel, run):
    film = strip(panel).film
    assert film.steps[0] == 0
    assert film.steps[-1] == 120
    assert len(film.steps) > 4
    for place, step in enumerate(film.steps):
        expected = run.machine.at(step).snapshot.values[PATH][:, :, 0]
        np.testing.assert_array_equal(film.weights[place], expected)


def test_that_the_cosine_is_the_one_between_now_and_the_start(panel, run):
    now = run.session.network.layers[0].weight.value
    start = run.machine.at(0).snapshot.values[PATH]
    for unit, shown in enumerate(strip(panel).cosines):
        a, b = now[..., unit].ravel().astype(float), start[..., unit].ravel().astype(float)
        expected = sum(x * y for x, y in zip(a, b, strict=True))
        expected /= sum(x * x for x in a) ** 0.5 * sum(y * y for y in b) ** 0.5
        assert shown == pytest.approx(expected, abs=1e-6)


def test_that_clicking_a_picture_goes_there_and_selects_the_filter(panel):
    film, state = strip(panel).film, panel.state_for_test
    click(strip(panel), strip(panel).tile_rect(2, 4))
    assert state.timeline.wanted_step == film.steps[2]
    assert (state.selection.unit.layer, state.selection.unit.channel) == (0, 4)


def test_that_the_film_gives_way_to_the_mosaic_again(panel):
    assert strip(panel).isVisible()
    assert not find(panel, "filters_panel_mosaic").isVisible()
    click(find(panel, "filters_panel_film_button"))
    assert not strip(panel).isVisible()
    assert find(panel, "filters_panel_mosaic").isVisible()


def test_that_the_chooser_never_names_what_the_film_does_not_show(panel):
    click(find(panel, "filters_panel_quantity_gradient"))
    assert not strip(panel).isVisible()  # what one asks for is seen
    click(find(panel, "filters_panel_film_button"))
    assert strip(panel).isVisible()
    assert find(panel, "filters_panel_quantity_value").isChecked()


def test_that_a_narrow_panel_shows_fewer_pictures_and_clips_none(panel, qtbot):
    wide = len(strip(panel).film.steps)
    panel.resize(560, 700)  # larger pictures in less width
    qtbot.waitUntil(lambda: len(strip(panel).film.steps) < wide)
    last = strip(panel).shown_rect(0)
    assert last.right() + 100 <= strip(panel).width()


DEEP_PATH = "3.conv2d.weight"


@pytest.mark.parametrize("first", ["moment", "memory"])
def test_that_states_of_one_run_are_never_shown_under_the_moment_of_another(panel, first):
    state, other = panel.state_for_test, record_run(12, network=PRESETS["lenet-5"].network)
    moment = replace(
        make_moment("lenet-5"),
        snapshot=take_snapshot(other.session.network, step=12, epoch=1),
        initial=other.machine.at(0).snapshot.values,
    )
    memory = RunMemory([(0, other.recorder.memory)])

    def show_moment():
        state.selection.fit((28, 28, 1), moment.outlines)
        state.selection.select(Unit(3, 2))
        state.moment.show(moment)

    def show_memory():
        state.timeline.use_memory(memory, moment.run_id)

    steps = [show_moment, show_memory]
    for step in steps if first == "moment" else reversed(steps):
        step()
        panel.refresh()  # before anything else of the other run is here
    film = strip(panel).film
    assert film.steps[0] == 0
    assert film.steps[-1] == 12
    for place, step in enumerate(film.steps):
        expected = other.machine.at(step).snapshot.values[DEEP_PATH][:, :, 0]
        np.testing.assert_array_equal(film.weights[place], expected)
