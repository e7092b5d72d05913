"""Every layer with weights in the filters panel, those that are no images too."""

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.layers.dense import DenseSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from gui.panels.filters.filters_panel import FiltersPanel
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.moments import make_moment
from tests.support.people import click, find, mosaic, point_at, press, read_out, text_of
from tests.support.shown_numbers import on_screen

NAME = "filters_panel"


@pytest.fixture
def panel(open_trained):
    return open_trained(FiltersPanel, 1000, 420)


def test_that_every_layer_with_weights_is_offered_and_drawn(panel):
    moment = make_moment("lenet-5", steps=1)
    panel._state.moment.show(moment)
    chooser = find(panel, f"{NAME}_layer", LayerChooser)
    assert chooser.layers == (0, 3, 7, 9, 11)  # two convolutions, three dense layers
    for layer in chooser.layers:
        chooser.setCurrentIndex(chooser.findData(layer))
        chooser.activated.emit(chooser.currentIndex())
        weight = next(
            value
            for path, value in moment.snapshot.values.items()
            if path.startswith(f"{layer}.") and path.endswith(".weight")
        )
        if layer == 7:  # reads 16 maps of 5×5: images, by channel
            assert mosaic(panel).maps.shape == (5, 5, 120)
            assert mosaic(panel).maps[2, 3, 7] == weight[(2 * 5 + 3) * 16, 7]
        elif layer > 7:  # one matrix, a row a unit
            np.testing.assert_array_equal(mosaic(panel).maps[..., 0], weight.T)
        panel.grab()


def test_that_a_weight_of_a_matrix_is_read_and_opened(panel, qtbot):
    moment = make_moment("seed-mlp", steps=1)
    panel._state.moment.show(moment)
    panel._state.selection.select(Unit(3, 7))
    weight = moment.snapshot.values["3.dense.weight"]
    assert weight.shape == (128, 10)
    assert mosaic(panel)._selected == (0, 7, None)  # the row of the unit
    qtbot.wait(1)  # what stood beside the weights has gone
    cell = mosaic(panel).cell_rect(0, 7, 100)
    point_at(mosaic(panel), cell)
    assert read_out(panel) == ("unit 7 · input 100", on_screen(f"{weight[100, 7]:+.4f}"))
    click(mosaic(panel), cell)
    assert panel._state.trail.address == ParameterAddress("3.dense.weight", (100, 7))
    assert mosaic(panel)._selected == (0, 7, 100)
    assert not find(panel, f"{NAME}_film_button").isVisible()
    assert "10 units of 128 inputs" in [
        label.text() for label in panel.findChildren(type(find(panel, f"{NAME}_title")))
    ]


def test_that_a_matrix_of_many_inputs_has_its_units_as_columns(panel):
    spec = NetworkSpec((784,), (DenseSpec(10), SoftmaxSpec()))
    moment = make_moment(network=spec)
    panel._state.moment.show(moment)
    weight = moment.snapshot.values["0.dense.weight"]
    np.testing.assert_array_equal(mosaic(panel).maps[..., 0], weight)
    point_at(mosaic(panel), mosaic(panel).cell_rect(0, 0, 4))
    assert read_out(panel) == ("unit 4 · input 0", on_screen(f"{weight[0, 4]:+.4f}"))
    press(panel, f"{NAME}_scale_filter")
    press(panel, f"{NAME}_scale_global")
    assert text_of(panel, f"{NAME}_title") == "Weights"


def test_that_an_mlp_over_images_draws_its_first_weights_as_images(panel):
    moment = make_moment("seed-mlp", steps=1)
    panel._state.moment.show(moment)
    weight = moment.snapshot.values["1.dense.weight"]
    assert mosaic(panel).maps.shape == (28, 28, 128)
    np.testing.assert_array_equal(mosaic(panel).maps[..., 5], weight[:, 5].reshape(28, 28))
