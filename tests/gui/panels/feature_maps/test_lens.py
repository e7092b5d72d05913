"""The gate and the survival lens of the feature maps panel."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel
from gui.state.selection import Unit
from tests.support.moments import make_moment
from tests.support.people import (
    broken_moment,
    find,
    is_clipped,
    mosaic,
    point_at,
    press,
    without_label,
)

NAME = "feature_maps_panel"
GATELESS = NetworkSpec(
    (28, 28, 1),
    (Conv2DSpec(2), DropoutSpec(0.5), FlattenSpec(), DenseSpec(10), SoftmaxSpec()),
)


@pytest.fixture
def panel(open_trained):
    panel = open_trained(FeatureMapsPanel, 1000, 420)
    panel._state.selection.select(Unit(0, 3))
    return panel


def said(panel):
    return panel._read_out.text


def test_that_the_gate_is_open_where_the_convolution_is_above_zero(panel, trained):
    press(panel, f"{NAME}_quantity_gate")
    z = trained.trace.values[1]
    np.testing.assert_array_equal(mosaic(panel).maps, z > 0)
    np.testing.assert_array_equal(mosaic(panel, "one_map").maps[..., 0], z[..., 3] > 0)
    press(panel, f"{NAME}_relu_after")  # the same gate, looked at from behind it
    np.testing.assert_array_equal(mosaic(panel).maps, z > 0)
    assert not find(panel, f"{NAME}_scale").isVisible()
    press(panel, f"{NAME}_quantity_activation")
    assert find(panel, f"{NAME}_scale").isVisible()
    assert said(panel) == "Point at a pixel to read it."


def test_that_survival_shows_where_the_real_gradient_arrives(panel, trained):
    press(panel, f"{NAME}_quantity_survival")
    arrives = trained.trace.gradients[1] != 0
    np.testing.assert_array_equal(mosaic(panel).maps, arrives)
    count = int(arrives[..., 3].sum())
    assert said(panel).startswith(f"{count} of 676 positions ({100 * count / 676:.0f} %)")
    z, lives = trained.trace.values[1][..., 3], arrives[..., 3]
    closed = f"the ReLU closed {100 * (z <= 0).mean():.0f} %"
    passed_over = f"the pooling passed over {100 * ((z > 0) & ~lives).mean():.0f} %"
    assert f"{closed}, {passed_over}" in said(panel)


def test_that_another_channel_is_counted_when_it_is_selected(panel, trained):
    press(panel, f"{NAME}_quantity_survival")
    panel._state.selection.select(Unit(0, 6))
    count = int((trained.trace.gradients[1][..., 6] != 0).sum())
    assert said(panel).startswith(f"{count} of 676")
    assert "channel 6" in said(panel)


def test_that_pointing_says_whether_a_pixel_passes(panel, trained):
    press(panel, f"{NAME}_quantity_gate")
    is_open = trained.trace.values[1][..., 3] > 0
    for wanted, word in ((True, "passes"), (False, "blocked")):
        row, column = (int(at) for at in np.argwhere(is_open == wanted)[0])
        point_at(mosaic(panel), mosaic(panel).cell_rect(3, row, column))
        assert said(panel) == f"channel 3 · pixel ({row}, {column}) · {word}"


def test_that_the_lenses_need_no_label(panel, trained):
    press(panel, f"{NAME}_quantity_survival")
    panel._state.moment.show(without_label(trained))
    np.testing.assert_array_equal(mosaic(panel).maps, trained.trace.gradients[1] != 0)


def test_that_without_a_relu_there_is_no_gate_but_still_survival(panel, trained):
    press(panel, f"{NAME}_quantity_gate")
    panel._state.moment.show(make_moment(network=GATELESS, steps=1))
    gate = find(panel, f"{NAME}_quantity_gate")
    assert not gate.isEnabled()
    assert "No ReLU" in gate.toolTip()
    press(panel, f"{NAME}_quantity_survival")
    assert mosaic(panel).maps.all()
    assert "676 of 676 positions (100 %)" in said(panel)
    assert "dropout acts in training only" in said(panel)
    panel._state.moment.show(trained)
    assert gate.isEnabled()


def test_that_nan_closes_every_gate(panel):
    press(panel, f"{NAME}_quantity_gate")
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    assert not mosaic(panel).maps.any()
    press(panel, f"{NAME}_quantity_survival")
    panel.grab()


@pytest.mark.parametrize("size", [(490, 240), (720, 380), (1140, 560)])
def test_that_the_controls_are_not_clipped(panel, qtbot, size):
    panel.resize(*size)
    qtbot.waitUntil(lambda: panel.width() == size[0])
    qtbot.wait(1)
    for part in ("quantity_activation", "quantity_survival", "relu_before", "relu_after"):
        button = find(panel, f"{NAME}_{part}")
        text = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= text + 16
        right = button.mapTo(panel, button.rect().topRight()).x()
        assert right < panel.width()
    press(panel, f"{NAME}_quantity_survival")
    place = find(panel, f"{NAME}_read_out_place", QLabel)
    qtbot.waitUntil(lambda: not is_clipped(place))
