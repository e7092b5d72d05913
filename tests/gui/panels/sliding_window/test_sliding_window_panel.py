"""The sliding-window panel, played, dragged and read as a person does."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QCheckBox, QLabel

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.moment_panel import WAITING
from gui.panels.sliding_window.products import SlidingProducts
from gui.panels.sliding_window.sliding_window_panel import NO_CONVOLUTION, SlidingWindowPanel
from gui.state.selection import Unit
from gui.theme.theme import LIGHT
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import (
    broken_moment,
    click,
    find,
    is_clipped,
    moment_of_weights,
    open_panel,
    point_at,
    press,
    text_of,
    without_label,
)
from tests.support.shown_numbers import read_number
from tests.support.sliding_window import NAME, the_map

STRIDED = NetworkSpec(
    (28, 28, 1),
    (
        Conv2DSpec(4, (3, 3), (2, 2), "same"),
        ReLUSpec(),
        Conv2DSpec(2, (7, 7), (1, 1), "same"),
        FlattenSpec(),
        DenseSpec(10),
        SoftmaxSpec(),
    ),
)


@pytest.fixture(scope="module")
def strided():
    return make_moment(network=STRIDED, steps=3)


def number(panel, line):
    return read_number(text_of(panel, f"{NAME}_card_{line}"))


def box(panel, part):
    outlined = the_map(panel, part).box
    return outlined.y(), outlined.x(), outlined.height(), outlined.width()


def choose_unrotated(panel):
    switch = find(panel, f"{NAME}_unrotated", QCheckBox)
    click(switch, QPoint(8, switch.height() // 2))
    return switch


def test_that_it_waits_in_words_and_says_what_is_missing(qtbot, trained):
    panel = open_panel(qtbot, SlidingWindowPanel(make_lab_state()), 800, 400)
    assert text_of(panel, f"{NAME}_message") == WAITING
    panel._state.moment.show(make_moment("seed-mlp"))
    assert text_of(panel, f"{NAME}_message").startswith(NO_CONVOLUTION)
    panel._state.moment.show(trained)
    assert not find(panel, f"{NAME}_message").isVisible()


def test_that_forward_shows_the_stored_input_filter_and_map(panel, trained):
    trace, values = trained.trace, trained.snapshot.values
    np.testing.assert_array_equal(the_map(panel, "operand").values, trace.values[0][..., 0])
    weight = values["0.conv2d.weight"][:, :, 0, 3]
    np.testing.assert_array_equal(the_map(panel, "kernel").values, weight)
    np.testing.assert_array_equal(the_map(panel, "result").values, trace.values[1][..., 3])
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(17, 12))
    assert box(panel, "operand") == (17, 12, 3, 3)
    assert box(panel, "result") == (17, 12, 1, 1)
    patch = trace.values[0][17:20, 12:15, 0].astype(np.float64)
    products = find(panel, f"{NAME}_card_products", SlidingProducts).products
    np.testing.assert_allclose(products, patch * weight)
    assert number(panel, "sum") == pytest.approx((patch * weight).sum(), abs=1.5e-4)
    assert number(panel, "bias") == pytest.approx(values["0.conv2d.bias"][3], abs=1.5e-4)
    assert number(panel, "stored") == pytest.approx(trace.values[1][17, 12, 3], abs=1.5e-4)
    assert number(panel, "total") == number(panel, "stored")
    assert text_of(panel, f"{NAME}_card_verdict").startswith("✓ equal")


def test_that_it_begins_where_the_filter_meets_most_ink(panel, trained):
    x = trained.trace.values[0][..., 0].astype(np.float64)
    weight = np.abs(trained.snapshot.values["0.conv2d.weight"][:, :, 0, 3])
    sizes = {
        (row, column): (x[row : row + 3, column : column + 3] * weight).sum()
        for row, column in np.ndindex(26, 26)
    }
    assert panel.cell == max(sizes, key=sizes.get)


@pytest.mark.parametrize(
    ("way", "others"),
    [("forward", False), ("input_gradient", True), ("weight_gradient", False)],
)
def test_that_every_position_adds_up_to_the_stored_number(panel, way, others):
    press(panel, f"{NAME}_way_{way}")
    rng = np.random.default_rng(1)
    stored = the_map(panel, "result").values
    for _ in range(15):
        row, column = (int(rng.integers(length)) for length in stored.shape)
        click(the_map(panel, "result"), the_map(panel, "result").cell_rect(row, column))
        assert text_of(panel, f"{NAME}_card_verdict").startswith("✓ equal")
        assert number(panel, "stored") == pytest.approx(stored[row, column], abs=6e-5)
    assert find(panel, f"{NAME}_card_others").isVisible() is others


def test_that_going_back_to_the_input_turns_the_kernel_and_pads_the_gradient(panel, trained):
    press(panel, f"{NAME}_way_input_gradient")
    weight = trained.snapshot.values["0.conv2d.weight"][:, :, 0, 3]
    np.testing.assert_array_equal(the_map(panel, "kernel").values, weight[::-1, ::-1])
    gradient = trained.trace.gradients
    padded = np.pad(gradient[1][..., 3], 2)
    np.testing.assert_array_equal(the_map(panel, "operand").values, padded)
    np.testing.assert_array_equal(the_map(panel, "result").values, gradient[0][..., 0])
    assert text_of(panel, f"{NAME}_card_others_name") == "+ 7 other filters"


def test_that_without_the_rotation_the_wrong_map_stands_beside_the_right_one(panel, trained):
    press(panel, f"{NAME}_way_input_gradient")
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(14, 12))
    assert not the_map(panel, "wrong").isVisible()
    choose_unrotated(panel)
    weight = trained.snapshot.values["0.conv2d.weight"][:, :, 0].astype(np.float64)
    padded = np.pad(trained.trace.gradients[1], ((2, 2), (2, 2), (0, 0)))
    wrong = np.zeros((28, 28))
    for row, column in np.ndindex(28, 28):
        wrong[row, column] = (padded[row : row + 3, column : column + 3] * weight).sum()
    np.testing.assert_allclose(the_map(panel, "wrong").values, wrong, atol=1e-12)
    np.testing.assert_array_equal(the_map(panel, "kernel").values, weight[..., 3])
    off = abs(wrong[14, 12] - trained.trace.gradients[0][14, 12, 0])
    verdict = text_of(panel, f"{NAME}_card_verdict")
    assert float(verdict.removeprefix("✗ off by ")) == pytest.approx(off, rel=0.01)
    right = trained.trace.gradients[0][..., 0]
    share = np.linalg.norm(wrong - right) / np.linalg.norm(right)
    assert f"{100 * share:.0f} %" in text_of(panel, f"{NAME}_card_explanation")
    press(panel, f"{NAME}_way_forward")
    assert not the_map(panel, "wrong").isVisible()
    press(panel, f"{NAME}_way_input_gradient")
    assert not find(panel, f"{NAME}_unrotated", QCheckBox).isChecked()


def test_that_a_symmetric_kernel_needs_no_rotation_and_that_is_said(panel):
    symmetric = moment_of_weights(
        SEED_CNN.network,
        lambda path, value: np.ones_like(value) if path == "0.conv2d.weight" else value,
    )
    panel._state.moment.show(symmetric)
    press(panel, f"{NAME}_way_input_gradient")
    choose_unrotated(panel)
    assert text_of(panel, f"{NAME}_card_verdict").startswith("✓")
    assert "looks the same" in text_of(panel, f"{NAME}_card_explanation")


def test_that_the_weights_gradient_slides_the_gradient_map_over_the_input(panel, trained):
    press(panel, f"{NAME}_way_weight_gradient")
    gradient = trained.trace.parameter_gradients["0.conv2d.weight"][:, :, 0, 3]
    np.testing.assert_array_equal(the_map(panel, "result").values, gradient)
    kernel = the_map(panel, "kernel").values
    np.testing.assert_array_equal(kernel, trained.trace.gradients[1][..., 3])
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(2, 1))
    assert box(panel, "operand") == (2, 1, 26, 26)
    products = find(panel, f"{NAME}_card_products", SlidingProducts)
    *largest, rest = products.texts()
    top = read_number(largest[0].split("= ")[1].split(" at")[0].strip())
    assert top == pytest.approx(max(products.products.flat, key=abs), abs=6e-4)
    assert rest.startswith("the other 671 sum to ")


def test_that_stride_and_padding_are_drawn_as_cells(panel, strided):
    panel._state.moment.show(strided)
    panel._state.selection.select(Unit(0, 0))
    operand = the_map(panel, "operand")
    assert operand.values.shape == (29, 29)  # one row and column of padding at the end
    panel.grab()
    hatched = operand.grab().toImage().pixelColor(operand.cell_rect(28, 5).center())
    plain = operand.grab().toImage().pixelColor(operand.cell_rect(27, 5).center())
    assert hatched != plain
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(0, 0))
    press(panel, f"{NAME}_step")
    assert box(panel, "operand") == (0, 2, 3, 3)
    press(panel, f"{NAME}_way_input_gradient")
    gradient = strided.trace.gradients[1][..., 0]
    laid_out = the_map(panel, "operand").values
    np.testing.assert_array_equal(laid_out[2:29:2, 2:29:2], gradient)
    assert np.count_nonzero(laid_out) == np.count_nonzero(gradient)
    operand = the_map(panel, "operand")
    point_at(operand, operand.cell_rect(3, 2))
    assert text_of(panel, f"{NAME}_read_out_place") == "added zero"
    point_at(operand, operand.cell_rect(4, 6))
    assert text_of(panel, f"{NAME}_read_out_place") == "(1, 2)"


def test_that_without_a_label_only_forward_is_offered(panel, trained):
    press(panel, f"{NAME}_way_weight_gradient")
    panel._state.moment.show(without_label(trained))
    assert "no label" in find(panel, f"{NAME}_way_input_gradient").toolTip()
    assert not find(panel, f"{NAME}_way_input_gradient").isEnabled()
    np.testing.assert_array_equal(
        the_map(panel, "result").values, trained.trace.values[1][..., 3]
    )
    panel._state.moment.show(trained)
    assert "no label" not in find(panel, f"{NAME}_way_input_gradient").toolTip()


def test_that_a_second_convolution_shows_its_input_channels(panel, strided):
    panel._state.moment.show(strided)
    panel._state.selection.select(Unit(2, 1, 3, 4))
    assert text_of(panel, f"{NAME}_filter_text") == "filter 1 of 0…1"
    press(panel, f"{NAME}_channel_next")
    np.testing.assert_array_equal(
        the_map(panel, "operand").values[3:17, 3:17], strided.trace.values[2][..., 1]
    )
    assert text_of(panel, f"{NAME}_card_others_name") == "+ 3 other input channels"
    assert text_of(panel, f"{NAME}_card_verdict").startswith("✓")
    # a pixel of this convolution's own input keeps the convolution
    panel._state.selection.select(Unit(1, 2, 5, 5))
    press(panel, f"{NAME}_way_input_gradient")
    assert text_of(panel, f"{NAME}_channel_text") == "input 2 of 0…3"
    assert panel.cell == (5, 5)


def test_that_nan_is_called_different_and_breaks_nothing(panel):
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    for way in ("forward", "input_gradient", "weight_gradient"):
        press(panel, f"{NAME}_way_{way}")
        panel.grab()
        assert text_of(panel, f"{NAME}_card_verdict") == "✗ off by NaN"


def test_that_another_architecture_may_arrive_at_any_time(panel, strided, trained):
    moments = [make_moment("lenet-5"), make_moment("seed-mlp"), strided, trained]
    for way in ("input_gradient", "weight_gradient", "forward"):
        press(panel, f"{NAME}_way_{way}")
        for moment in (*moments, *reversed(moments)):
            panel._state.selection.select(Unit(3, 15, 9, 9))
            panel._move_to((25, 25))
            panel._state.moment.show(moment)
            panel.grab()
    panel._state.theme.use(LIGHT)
    panel.grab()


@pytest.mark.parametrize("size", [(490, 320), (720, 430), (1140, 560)])
@pytest.mark.parametrize("preset", ["seed-cnn", "lenet-5"])
def test_that_nothing_is_clipped(panel, qtbot, size, preset):
    panel._state.moment.show(make_moment(preset))
    panel.resize(*size)
    panel._state.selection.select(Unit(3 if preset == "lenet-5" else 0, 1))
    for way in ("forward", "input_gradient", "weight_gradient"):
        press(panel, f"{NAME}_way_{way}")
        qtbot.wait(1)
        card = find(panel, f"{NAME}_card")
        products = find(panel, f"{NAME}_card_products")
        for line in ("sum", "stored"):
            label = find(panel, f"{NAME}_card_{line}", QLabel)
            assert not is_clipped(label)
            assert label.mapTo(card, label.rect().topRight()).x() < card.width()
        name = find(panel, f"{NAME}_card_sum_name")
        place = QRect(name.mapTo(card, QPoint()), name.size())
        assert not place.intersects(products.geometry())
        if size[0] >= 700:
            assert panel._stack.currentWidget().horizontalScrollBar().maximum() == 0
