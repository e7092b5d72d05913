"""The network panel, looked at and clicked as a person does."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

from core.layers.dense import DenseSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import LENET_5, SEED_CNN
from gui.panels.moment_panel import WAITING
from gui.panels.network.network_panel import HINT, NO_LABEL, NetworkPanel
from gui.state.selection import INPUT_LAYER, Unit
from gui.theme.theme import LIGHT
from tests.support.moments import make_lab_state, make_moment
from tests.support.network_panel import (
    CONV,
    DENSE,
    INPUT,
    POOL,
    RELU,
    SOFTMAX,
    body,
    cell,
    largest_at,
    read_out,
)
from tests.support.people import (
    broken_moment,
    click,
    find,
    open_panel,
    point_at,
    press,
    text_of,
    without_label,
)
from tests.support.shown_numbers import on_screen, read_number


@pytest.fixture
def panel(open_trained):
    return open_trained(NetworkPanel, 1110, 500)


def test_that_it_waits_in_words_for_the_first_digit(qtbot):
    panel = open_panel(qtbot, NetworkPanel(make_lab_state()), 900, 450)
    assert text_of(panel, "network_message") == WAITING
    assert panel.stages == ()


def test_that_every_stage_shows_exactly_the_traced_numbers(panel, trained):
    assert len(panel.stages) == 7
    for stage, traced in zip(panel.stages, trained.trace.values, strict=True):
        np.testing.assert_array_equal(stage.values, traced)
    assert text_of(panel, f"network_stage_{POOL}_title") == "MaxPool2D"
    assert text_of(panel, f"network_stage_{POOL}_shape") == "13×13×8"


@pytest.mark.parametrize("place", [INPUT, CONV, RELU, POOL, DENSE, SOFTMAX])
def test_that_pointing_at_a_number_reads_it(panel, trained, place):
    traced = trained.trace.values[place]
    position = largest_at(traced)
    point_at(body(panel, place), cell(panel, place, position))
    said, value = read_out(panel)
    assert value == on_screen(f"{traced[position]:+.4f}")
    unit = position[-1]
    expected = {INPUT: "channel 0", DENSE: f"class {unit}", SOFTMAX: f"class {unit}"}
    assert expected.get(place, f"{unit}") in said
    if len(position) == 3:
        assert f" · ({position[0]}, {position[1]})" in said


def test_that_leaving_the_picture_brings_the_hint_back(panel):
    widget = body(panel, CONV)
    point_at(widget, cell(panel, CONV, (3, 4, 2)))
    assert "channel 2" in read_out(panel)[0]
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
    assert read_out(panel)[0] == HINT
    assert find(panel, "network_read_out_place").property("role") == "muted"


def test_that_blue_is_positive_and_orange_negative_at_the_very_cell(panel, trained):
    traced = trained.trace.values[CONV]
    picture = body(panel, CONV).grab().toImage()
    for position, sign in ((traced.argmax(), 1), (traced.argmin(), -1)):
        at = np.unravel_index(position, traced.shape)
        color = picture.pixelColor(cell(panel, CONV, at).center())
        assert np.sign(traced[at]) == sign
        assert np.sign(color.blue() - color.red()) == sign


def test_that_a_click_selects_the_pixel_and_its_channel_everywhere(panel):
    click(body(panel, CONV), cell(panel, CONV, (10, 5, 6)))
    assert panel._state.selection.unit == Unit(0, 6, 10, 5)
    assert body(panel, CONV)._selected == (6, 10, 5)
    assert body(panel, RELU)._selected == (6, 10, 5)  # the same pixel, before and after ReLU
    assert body(panel, POOL)._selected == (6, None, None)  # pooled maps have other pixels
    assert body(panel, INPUT)._selected is None
    assert text_of(panel, "network_kernel_title") == "Filter 6 of 0…7"


def test_that_the_filter_of_the_selected_channel_is_shown(panel, trained):
    click(body(panel, POOL), cell(panel, POOL, (2, 2, 5)))
    weight = trained.snapshot.values["0.conv2d.weight"]
    np.testing.assert_array_equal(panel._pipeline.kernel.mosaic.maps, weight[..., 5])


def test_that_a_click_on_a_bar_selects_the_class_in_scores_and_probabilities(panel, trained):
    click(body(panel, DENSE), cell(panel, DENSE, (3,)))
    assert panel._state.selection.unit == Unit(4, 3)
    assert body(panel, SOFTMAX)._selected == 3
    panel._state.selection.select(Unit(4, 8))
    assert body(panel, DENSE)._selected == 8
    said, value = read_out(panel)
    assert said.startswith("selected: Dense")
    assert value == on_screen(f"{trained.trace.values[DENSE][8]:+.4f}")


def test_that_the_true_class_is_named(panel, trained):
    bars = body(panel, SOFTMAX)
    assert bars.true_class == trained.sample.label
    assert bars.predicted == int(trained.trace.values[-1].argmax())
    note = find(panel, f"network_stage_{SOFTMAX}_note")
    assert note.text() == f"true class {trained.sample.label}"
    assert note.property("role") == "truth"  # in the colour of the marked bar


def test_that_gradients_replace_the_activations(panel, trained):
    press(panel, "network_view_gradients")
    for stage, traced in zip(panel.stages, trained.trace.gradients, strict=True):
        np.testing.assert_array_equal(stage.values, traced)
    np.testing.assert_array_equal(
        panel._pipeline.kernel.mosaic.maps,
        trained.trace.parameter_gradients["0.conv2d.weight"][..., 0],
    )
    position = largest_at(trained.trace.gradients[POOL])
    point_at(body(panel, POOL), cell(panel, POOL, position))
    value = trained.trace.gradients[POOL][position]
    assert read_number(read_out(panel)[1]) == pytest.approx(value, rel=0.01, abs=5e-5)


def test_that_weights_are_shown_filter_by_filter_and_can_be_selected(panel, trained):
    press(panel, "network_view_weights")
    weight = trained.snapshot.values["0.conv2d.weight"]  # (3, 3, 1, 8)
    np.testing.assert_array_equal(panel.stages[CONV].values, weight[:, :, 0])
    dense = trained.snapshot.values["4.dense.weight"]  # rows in the order of Flatten
    tile = panel.stages[DENSE].values[..., 3 * 8 + 5]  # unit 4, input channel 6
    for row, column in ((0, 0), (4, 9), (12, 12)):
        assert tile[row, column] == dense[(row * 13 + column) * 8 + 5, 3]
    assert text_of(panel, f"network_stage_{RELU}_shape") == "no weights"
    click(body(panel, CONV), cell(panel, CONV, (1, 2, 4)))
    assert panel._state.selection.unit == Unit(0, 4)
    point_at(body(panel, CONV), cell(panel, CONV, (1, 2, 4)))
    assert read_out(panel) == (
        "Conv2D · filter 4 · (1, 2)",
        on_screen(f"{weight[1, 2, 0, 4]:+.4f}"),
    )


def test_that_the_view_can_be_chosen_with_the_keyboard(panel, qtbot, trained):
    button = find(panel, "network_view_gradients")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    np.testing.assert_array_equal(panel.stages[RELU].values, trained.trace.gradients[RELU])
    qtbot.keyClick(button, Qt.Key.Key_Right)
    assert text_of(panel, f"network_stage_{RELU}_shape") == "no weights"


def test_that_the_scales_are_what_they_are_called(panel, trained):
    def limit(place):
        return panel._pipeline.views[place].legend.limit

    sizes = [np.abs(traced).max() for traced in trained.trace.values]
    assert limit(CONV) == pytest.approx(sizes[CONV])
    assert limit(DENSE) == pytest.approx(sizes[DENSE])
    press(panel, "network_scale_global")
    assert limit(CONV) == limit(DENSE) == pytest.approx(max(sizes[CONV:SOFTMAX]))
    press(panel, "network_scale_tile")
    click(body(panel, CONV), cell(panel, CONV, (0, 0, 2)))
    assert limit(CONV) == pytest.approx(np.abs(trained.trace.values[CONV][..., 2]).max())
    np.testing.assert_allclose(
        body(panel, CONV)._limits, np.abs(trained.trace.values[CONV]).max(axis=(0, 1))
    )


def test_that_without_a_label_gradients_are_a_sentence_and_the_way_back_is_open(panel, trained):
    panel._state.moment.show(without_label(trained))
    press(panel, "network_view_gradients")
    message = find(panel, "network_message", QLabel)
    assert message.isVisible()
    assert message.text() == NO_LABEL
    assert not body_is_visible(panel)
    press(panel, "network_view_activations")
    assert body_is_visible(panel)
    assert text_of(panel, f"network_stage_{SOFTMAX}_note") == ""
    press(panel, "network_view_gradients")
    panel._state.moment.show(trained)
    assert body_is_visible(panel)
    np.testing.assert_array_equal(panel.stages[CONV].values, trained.trace.gradients[CONV])


def body_is_visible(panel):
    return panel._pipeline.isVisible()


@pytest.mark.parametrize("view", ["activations", "gradients", "weights"])
def test_that_nan_everywhere_is_drawn_and_said(panel, view):
    press(panel, f"network_view_{view}")
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    panel.grab()
    point_at(body(panel, CONV), cell(panel, CONV, (1, 1, 3)))
    assert read_out(panel)[1] == "NaN"
    press(panel, "network_scale_tile")
    press(panel, "network_scale_global")
    panel.grab()


@pytest.mark.parametrize("view", ["activations", "gradients", "weights"])
def test_that_another_architecture_may_arrive_at_any_time(panel, view):
    press(panel, f"network_view_{view}")
    moments = [make_moment(name) for name in ("seed-mlp", "lenet-5", "seed-cnn")]
    for moment in (*moments, *reversed(moments)):
        last = len(panel.stages) - 1
        shape = panel.stages[POOL].values.shape
        if len(shape) == 3 and shape[2]:
            point_at(body(panel, POOL), cell(panel, POOL, tuple(n - 1 for n in shape)))
        panel._state.selection.select(Unit(last - 1, 9))
        panel._state.moment.show(moment)
        panel.grab()
        assert len(panel.stages) == len(moment.outlines) + 1
        visible = [v for v in panel._pipeline._views if v.isVisible()]
        assert len(visible) == len(panel.stages)


def test_that_flat_rows_of_numbers_are_shown_too(panel):
    spec = NetworkSpec((784,), (DenseSpec(20), DenseSpec(10), SoftmaxSpec()))
    moment = make_moment(network=spec)
    panel._state.moment.show(moment)
    point_at(body(panel, 1), cell(panel, 1, (17,)))
    said, value = read_out(panel)
    assert said == "Dense · unit 17"
    assert float(value) == pytest.approx(moment.trace.values[1][17], abs=5e-4)
    click(body(panel, 0), cell(panel, 0, (5,)))
    assert panel._state.selection.unit == Unit(INPUT_LAYER, 5)


@pytest.mark.parametrize("size", [(820, 333), (1003, 420), (1110, 500), (1600, 640)])
@pytest.mark.parametrize("preset", [SEED_CNN, LENET_5])
def test_that_pooled_maps_are_never_drawn_larger_than_the_maps_they_come_from(
    panel, size, preset
):
    panel._state.moment.show(make_moment(network=preset.network))
    panel.resize(*size)
    views = panel._pipeline.views
    for before, view, stage in zip(views, views[1:], panel.stages[1:], strict=False):
        if stage.title == "MaxPool2D":
            side = view.mosaic.zoom * max(stage.values.shape[:2])
            assert 0 < side <= before.mosaic.tile_rect(0).width()


def test_that_all_stages_fit_the_smallest_window_and_the_rows_of_tiles_agree(panel):
    panel.resize(1003, 420)
    views = panel._pipeline.views
    assert views[-1].geometry().right() < panel._pipeline.width()
    assert panel._pipeline.horizontalScrollBar().maximum() == 0
    conv, pool = views[CONV].mosaic, views[POOL].mosaic
    for side in (QRect.left, QRect.top):  # pooled maps may be smaller, in the same grid
        of_conv, of_pool = (
            [side(mosaic.tile_rect(channel)) for channel in range(8)] for mosaic in (conv, pool)
        )
        assert [of_conv.index(x) for x in of_conv] == [of_pool.index(x) for x in of_pool]


def test_that_the_light_theme_is_taken_at_once(panel):
    panel._state.theme.use(LIGHT)
    picture = body(panel, INPUT).grab().toImage()
    assert picture.pixelColor(cell(panel, INPUT, (0, 0, 0)).center()).lightness() > 240


def test_that_a_hidden_panel_does_not_work(panel, trained, monkeypatch):
    refreshed = []
    monkeypatch.setattr(panel, "refresh", lambda: refreshed.append(1))
    panel.set_seen(False)
    panel._state.moment.show(trained)
    panel._state.selection.select(Unit(1, 1))
    assert not refreshed
    panel.set_seen(True)
    assert refreshed == [1]
