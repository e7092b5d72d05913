"""A layer that is new to every panel, in the panels."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel
from gui.panels.ledger.ledger_panel import LedgerPanel
from gui.panels.network.network_panel import NetworkPanel
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.ledger_reader import BLAMED, MADE, LedgerReader
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import mosaic, open_panel, text_of
from tests.support.toy_kinds import GainSpec, toy_layer

#: The offscreen platform says so when a menu pops up.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

NETWORK = NetworkSpec(
    (28, 28, 1),
    (
        Conv2DSpec(4),
        GainSpec(0.75),
        ReLUSpec(),
        MaxPool2DSpec(),
        FlattenSpec(),
        DenseSpec(10),
        SoftmaxSpec(),
    ),
)
GAIN = 1  # its position


@pytest.fixture(autouse=True)
def known():
    with toy_layer():
        yield


@pytest.fixture
def moment():
    return make_moment(steps=6, network=NETWORK)


@pytest.fixture
def show(qtbot, moment):
    """Return a function that opens a kind of panel on the moment."""

    def open_one(kind, width=1110, height=500):
        panel = open_panel(qtbot, kind(make_lab_state()), width, height)
        panel._state.moment.show(moment)
        return panel

    return open_one


def test_that_it_is_added_from_the_menu_with_a_card_and_fields_of_its_own(make_person):
    person = make_person()
    person.open(0)
    person.add("gain")
    assert person.experiment.network.layers[GAIN] == GainSpec.first() == GainSpec(0.75)
    assert person.text("layer_card_1_shape") == "26×26×8"
    assert person.text("layer_card_1_count") == "8"
    assert person.see(QLabel, "layer_card_1_title").text().endswith("Gain")
    person.type("layer_start", "2.5")
    assert person.experiment.network.layers[GAIN] == GainSpec(2.5)
    person.open(0)
    assert "× 2.5" in person.text("layer_card_1_settings")
    person.undo()
    person.undo()
    assert person.experiment == SEED_CNN


def test_that_the_network_shows_its_numbers_as_a_stage(show, moment):
    panel = show(NetworkPanel)
    assert text_of(panel, f"network_stage_{GAIN + 1}_title") == "Gain"
    assert text_of(panel, f"network_stage_{GAIN + 1}_shape") == "26×26×4"
    np.testing.assert_array_equal(panel.stages[GAIN + 1].values, moment.trace.values[GAIN + 1])


def test_that_its_maps_are_among_the_feature_maps(show, moment):
    panel = show(FeatureMapsPanel, 1000, 420)
    chooser = panel.findChild(LayerChooser)
    assert any("Gain" in chooser.itemText(at) for at in range(chooser.count()))
    panel._state.selection.select(Unit(GAIN, 2))
    np.testing.assert_array_equal(mosaic(panel).maps, moment.trace.values[GAIN + 1])


@pytest.fixture
def reader(qtbot, show):
    panel = show(LedgerPanel, 300, 900)
    yield LedgerReader(qtbot, panel, panel._state)
    panel.shut_down()


def test_that_the_ledger_walks_through_it(reader, moment):
    address = ValueAddress(GAIN, (8, 15, 3))
    reader.state.trail.walk(address)
    reader.wait_for(address)
    reader.assert_totals_are_stored()
    gain = reader.click(MADE, reader.line(MADE, "gain g")).address
    assert gain == ParameterAddress(f"{GAIN}.gain.gain", (3,))
    reader.wait_for(gain)
    reader.assert_totals_are_stored()
    wanted = float(moment.trace.parameter_gradients[gain.path][3])
    assert reader.number(BLAMED) == pytest.approx(wanted, rel=1e-2)
