"""Moments and panels that many tests of panels look at."""

import pytest

from core.presets import SEED_CNN
from gui.panels.experiment.experiment_panel import ExperimentPanel
from tests.support.experiment_person import ExperimentPerson
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import open_panel


@pytest.fixture(scope="session")
def trained():
    """The moment of a small CNN after 20 real steps."""
    return make_moment("seed-cnn", steps=20)


@pytest.fixture(scope="session")
def lenet():
    """The moment of a network with two convolutions and two poolings."""
    return make_moment("lenet-5", steps=3)


@pytest.fixture
def open_trained(qtbot, trained):
    """Return a function that opens a kind of panel at a size and shows it `trained`."""

    def open_one(kind, width, height):
        panel = open_panel(qtbot, kind(make_lab_state()), width, height)
        panel._state.moment.show(trained)
        return panel

    return open_one


@pytest.fixture
def make_person(qtbot, qapp):
    """Return a function that opens the Experiment panel for a person."""
    # A list that has just popped up ignores a click that may be half of a double click.
    interval = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(1)

    def make(experiment=SEED_CNN, width=288, **options):
        state = make_lab_state(experiment=experiment, **options)
        panel = ExperimentPanel(state)
        qtbot.addWidget(panel)
        panel.resize(width, 1800)
        panel.show()
        return ExperimentPerson(qtbot, panel, state)

    yield make
    qapp.setDoubleClickInterval(interval)


@pytest.fixture
def person(make_person):
    return make_person()
