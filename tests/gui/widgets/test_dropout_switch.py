"""Dropout as in training, in the panels that show it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox

from core.experiment import LOSSES
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.presets import SEED_CNN
from core.trace import trace_sample
from core.training.snapshot import load_values
from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel
from gui.panels.network.network_panel import NetworkPanel
from gui.state.selection import Unit
from gui.widgets.dropped_marks import DroppedMarks
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import find, open_panel, press
from tests.support.window_driving import LONG, has_settled

DROPPING = NetworkSpec(
    (28, 28, 1),
    (
        Conv2DSpec(4),
        ReLUSpec(),
        DropoutSpec(0.25),
        FlattenSpec(),
        DenseSpec(24),
        DropoutSpec(0.5),
        DenseSpec(10),
        SoftmaxSpec(),
    ),
)
FLAT, LAST = 5, 6  # layers


@pytest.fixture(scope="module")
def moments():
    """Return the same moment in use and as in training."""
    moment = make_moment(network=DROPPING, steps=2)
    network = build_network(DROPPING, rng=np.random.default_rng(7))
    load_values(network, moment.snapshot.values)
    x = moment.trace.values[0]
    loss = LOSSES["categorical_cross_entropy"]()
    trace = trace_sample(network, loss, x, moment.sample.label, dropping=(0, 0))
    return moment, replace(moment, trace=trace)


def marks(widget):
    return widget.findChild(DroppedMarks)


def test_that_the_switch_is_offered_only_where_something_drops(qtbot, moments):
    for kind in (NetworkPanel, FeatureMapsPanel):
        panel = open_panel(qtbot, kind(make_lab_state()), 1000, 450)
        panel._state.moment.show(make_moment())
        switch = panel.findChild(QCheckBox)
        assert not switch.isVisible()
        panel._state.moment.show(moments[0])
        assert switch.isVisible()
        switch.click()
        assert panel._state.dropout.is_on


def test_that_the_network_hatches_exactly_what_dropped(qtbot, moments):
    panel = open_panel(qtbot, NetworkPanel(make_lab_state()), 1300, 500)
    panel._state.moment.show(moments[0])
    views = panel._pipeline.views
    assert all(marks(view) is None for view in views)
    panel._state.moment.show(moments[1])
    kept = moments[1].trace.kept
    for layer in (2, FLAT):
        np.testing.assert_array_equal(marks(views[layer + 1]).dropped, ~kept[layer])
        assert marks(views[layer + 1]).isVisible()
    panel.grab()
    press(panel, "network_view_gradients")
    np.testing.assert_array_equal(marks(views[3]).dropped, ~kept[2])
    press(panel, "network_view_weights")
    assert not any(
        mark.isVisible() for view in views for mark in view.findChildren(DroppedMarks)
    )
    press(panel, "network_view_activations")
    panel._state.moment.show(moments[0])
    assert not any(
        mark.isVisible() for view in views for mark in view.findChildren(DroppedMarks)
    )


def test_that_the_maps_hatch_what_dropped_and_survival_counts_it(qtbot, moments):
    panel = open_panel(qtbot, FeatureMapsPanel(make_lab_state()), 1000, 450)
    panel._state.moment.show(moments[1])
    panel._state.selection.select(Unit(2, 1))
    kept = moments[1].trace.kept[2]
    mosaic = find(panel, "feature_maps_panel_mosaic")
    np.testing.assert_array_equal(marks(mosaic).dropped, ~kept)
    one = find(panel, "feature_maps_panel_one_map")
    np.testing.assert_array_equal(marks(one).dropped[..., 0], ~kept[..., 1])
    panel.grab()
    hatched = mosaic.grab().toImage()
    marks(mosaic).hide()
    plain = mosaic.grab().toImage()
    for row, column in np.ndindex(kept.shape[:2]):
        cell = mosaic.cell_rect(1, row, column)
        is_hatched = hatched.copy(cell) != plain.copy(cell)
        assert is_hatched == (not kept[row, column, 1])
    panel._state.selection.select(Unit(0, 1))
    assert not marks(mosaic).isVisible()
    press(panel, "feature_maps_panel_quantity_survival")
    relu = moments[1].trace.values[1] > 0
    np.testing.assert_array_equal(mosaic.maps, relu & kept)
    assert "dropout took" in panel._read_out.text


@pytest.mark.slow
def test_that_a_window_traces_with_the_masks_of_its_run(qtbot, open_window):
    window = open_window(SEED_CNN.replace(network=DROPPING, name="dropping"))
    qtbot.waitUntil(lambda: window.state.moment.moment is not None, timeout=LONG)
    whole = window.state.moment.moment
    assert not whole.trace.kept
    switch = find(window, "network_dropout", QCheckBox)
    qtbot.waitUntil(switch.isVisible)

    def next_moment(act):
        before = window.state.moment.moment
        act()
        qtbot.waitUntil(lambda: window.state.moment.moment is not before, timeout=LONG)
        qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
        return window.state.moment.moment

    dropping = next_moment(switch.click)
    kept = dropping.trace.kept[FLAT]
    x, y = dropping.trace.values[FLAT], dropping.trace.values[FLAT + 1]
    np.testing.assert_allclose(y, np.where(kept, 2 * x, 0), rtol=1e-6)
    layer = window.lab.session.network.layers[FLAT]
    layer.trace_dropping(x[None], (0, window.state.sample.sample.index))
    np.testing.assert_array_equal(kept, layer.mask[0])
    qtbot.waitUntil(
        lambda: "drop out as in training" in find(window, "sample_verdict").toolTip()
    )
    again = next_moment(lambda: (switch.click(), switch.click()))
    again = window.state.moment.moment if again.trace.kept else next_moment(lambda: None)
    np.testing.assert_array_equal(again.trace.kept[FLAT], kept)
    stepped = next_moment(window.lab.step_batch)
    assert (stepped.trace.kept[FLAT] != kept).any()
