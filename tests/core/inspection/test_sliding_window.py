"""The three sums of a convolution as sliding windows, against loops and the network itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.inspection.slide_operand import CellKind, SlideOperand
from core.inspection.sliding_window import SlideWay, SlidingWindow
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.textbook.layers import conv2d as page
from core.trace import trace_sample


def traced(shape, conv, seed=3):
    spec = NetworkSpec(shape, (conv, FlattenSpec(), DenseSpec(3), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(seed), dtype=np.float64)
    network.layers[0].bias.value[...] = np.random.default_rng(seed).normal(size=conv.filters)
    x = np.random.default_rng(seed + 1).normal(size=shape)
    trace = trace_sample(network, CategoricalCrossEntropy(), x, 1)
    values = {path: parameter.value for path, parameter in network.named_parameters()}
    return spec.outline()[0], trace, values


def slide(way, layer, trace, values, filter_index=0, channel=0):
    return SlidingWindow.of(
        way, layer, trace, values, filter_index=filter_index, channel=channel
    )


def by_the_book(layer, trace, values):
    spec, x = layer.spec, trace.values[0][None]
    arrays = values["0.conv2d.weight"], values["0.conv2d.bias"], spec.stride, spec.padding
    grad_x, gradients = page.backward(trace.gradients[1][None], x, *arrays)
    return page.forward(x, *arrays)[0], grad_x[0], gradients["weight"]


CONVOLUTIONS = [
    Conv2DSpec(2, (3, 3)),
    Conv2DSpec(2, (3, 3), (1, 1), "same"),
    Conv2DSpec(3, (3, 2), (2, 2), "same"),
    Conv2DSpec(2, (2, 3), (3, 2), ((1, 0), (2, 1))),
    Conv2DSpec(1, (2, 2), (1, 1), ((3, 2), (2, 2))),  # windows of nothing but padding
    Conv2DSpec(2, (1, 1), (2, 2)),
]


@pytest.mark.parametrize("conv", CONVOLUTIONS)
def test_that_all_three_ways_give_what_the_textbook_gives(conv):
    layer, trace, values = traced((7, 6, 2), conv)
    z, grad_x, grad_weight = by_the_book(layer, trace, values)
    for filter_index, channel in np.ndindex(conv.filters, 2):
        forward, to_input, to_weight = (
            slide(way, layer, trace, values, filter_index, channel) for way in SlideWay
        )
        np.testing.assert_allclose(forward.slid(), z[..., filter_index], atol=1e-12)
        np.testing.assert_allclose(to_input.slid(), grad_x[..., channel], atol=1e-12)
        np.testing.assert_allclose(
            to_weight.slid(), grad_weight[:, :, channel, filter_index], atol=1e-12
        )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_that_every_reading_adds_up_to_the_stored_number(data):
    pair = st.tuples(st.integers(1, 3), st.integers(1, 3))
    pads = st.tuples(
        st.tuples(st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.integers(0, 2), st.integers(0, 2)),
    )
    padding = data.draw(st.one_of(st.sampled_from(["valid", "same"]), pads))
    conv = Conv2DSpec(2, data.draw(pair), data.draw(pair), padding)
    layer, trace, values = traced((5, 6, 2), conv, seed=data.draw(st.integers(0, 9)))
    window = slide(data.draw(st.sampled_from(SlideWay)), layer, trace, values, 1, 0)
    rows, columns = window.result.shape
    row = data.draw(st.integers(0, rows - 1))
    column = data.draw(st.integers(0, columns - 1))
    reading = window.read(row, column)
    total = reading.bias or 0.0
    for i, j in np.ndindex(reading.products.shape):
        total += reading.operand[i, j] * reading.kernel[i, j]
        if reading.kinds[i, j] != CellKind.NUMBER:
            assert reading.products[i, j] == 0.0
    assert total + reading.others == pytest.approx(window.result[row, column], abs=1e-12)
    assert reading.agrees
    assert abs(reading.difference) < 1e-12


def test_that_a_number_by_hand_is_found_again():
    layer, trace, values = traced((3, 3, 1), Conv2DSpec(1, (2, 2)))
    values["0.conv2d.weight"][:, :, 0, 0] = [[1.0, 2.0], [3.0, 4.0]]
    window = slide(SlideWay.INPUT_GRADIENT, layer, trace, values)
    # the last pixel is seen by the last window alone, through the last weight
    reading = window.read(2, 2)
    assert window.kernel.values[:, :, 0].tolist() == [[4.0, 3.0], [2.0, 1.0]]
    assert reading.window_sum == 4.0 * trace.gradients[1][1, 1, 0]
    assert reading.kinds.tolist() == [
        [CellKind.NUMBER, CellKind.PADDING],
        [CellKind.PADDING, CellKind.PADDING],
    ]


def test_that_without_the_rotation_the_sum_is_another_unless_the_kernel_is_symmetric():
    layer, trace, values = traced((5, 5, 1), Conv2DSpec(2, (3, 3)))
    window = slide(SlideWay.INPUT_GRADIENT, layer, trace, values)
    wrong = window.unrotated()
    assert not np.allclose(wrong.slid(), window.result)
    assert not wrong.read(2, 2).agrees
    weight, grad_z = values["0.conv2d.weight"], trace.gradients[1]
    by_hand = sum(weight[i, j, 0, o] * grad_z[i, j, o] for i, j, o in np.ndindex(3, 3, 2))
    assert wrong.slid()[2, 2] == pytest.approx(by_hand)
    weight[...] = weight + weight[::-1, ::-1]
    same = slide(SlideWay.INPUT_GRADIENT, layer, trace, values)
    np.testing.assert_allclose(same.unrotated().slid(), same.slid())


def test_that_a_stride_leaves_gaps_between_the_gradients_and_padding_around():
    layer, trace, values = traced((5, 5, 1), Conv2DSpec(1, (3, 3), (2, 2), "same"))
    operand = slide(SlideWay.INPUT_GRADIENT, layer, trace, values).operand
    assert "\n".join("".join(".#o"[kind] for kind in row) for row in operand.kinds) == (
        "#######\n#.o.o.#\n#ooooo#\n#.o.o.#\n#ooooo#\n#.o.o.#\n#######"
    )
    assert operand.place_of(3, 5) == (1, 2)
    assert operand.place_of(2, 1) is None
    assert operand.place_of(0, 0) is None
    assert operand.place_of(7, 0) is None


def test_that_maps_may_be_cut_by_the_room_they_are_laid_out_in():
    maps = np.arange(9.0).reshape(3, 3, 1)
    cut = SlideOperand.of(maps, origin=(-1, -1), size=(2, 2))
    assert cut.values[..., 0].tolist() == [[4.0, 5.0], [7.0, 8.0]]
    assert cut.place_of(0, 1) == (1, 2)


def test_that_dragging_puts_the_middle_of_the_window_under_the_mouse():
    layer, trace, values = traced((9, 9, 1), Conv2DSpec(1, (3, 3), (2, 2)))
    window = slide(SlideWay.FORWARD, layer, trace, values)
    assert window.window_over(1, 1) == (0, 0)
    assert window.window_over(3, 5) == (1, 2)
    assert window.window_over(0, 8) == (0, 3)


def test_that_only_convolutions_slide_and_gradients_need_a_label():
    layer, trace, values = traced((4, 4, 1), Conv2DSpec(1, (2, 2)))
    pool = NetworkSpec((4, 4, 1), (MaxPool2DSpec(),)).outline()[0]
    with pytest.raises(TypeError, match="expected a conv2d layer, got max_pool2d"):
        slide(SlideWay.FORWARD, pool, trace, values)
    network = build_network(
        NetworkSpec((4, 4, 1), (layer.spec, FlattenSpec(), DenseSpec(3), SoftmaxSpec())),
        rng=np.random.default_rng(0),
    )
    unlabelled = trace_sample(network, CategoricalCrossEntropy(), trace.values[0], None)
    with pytest.raises(ValueError, match="needs a trace with gradients"):
        slide(SlideWay.WEIGHT_GRADIENT, layer, unlabelled, values)
