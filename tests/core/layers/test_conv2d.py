"""What is particular to Conv2D."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ShapeError
from core.initializers.normal import Normal
from core.initializers.zeros import Zeros
from core.layers.conv2d import Conv2D
from core.textbook.layers import conv2d as page
from tests.support.textbook import window_positions

pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
edges = st.tuples(st.integers(0, 2), st.integers(0, 2))
paddings = st.one_of(st.sampled_from(["valid", "same"]), st.tuples(edges, edges))


def make(in_channels, filters, kernel=(3, 3), stride=(1, 1), padding="valid", **options):
    defaults = {"initialize": Normal(1.0), "rng": np.random.default_rng(3), "dtype": np.float64}
    return Conv2D(
        in_channels, filters, kernel, stride=stride, padding=padding, **(defaults | options)
    )


def test_that_an_example_worked_by_hand_comes_out():
    layer = make(1, 1, (2, 2), initialize=Zeros())
    layer.weight.value[...] = np.array([[1, 2], [3, 4]])[:, :, None, None]
    layer.bias.value[...] = 10
    x = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8]], float)[None, :, :, None]
    # top left: 0*1 + 1*2 + 3*3 + 4*4 + 10 = 37
    y = layer.forward(x, training=True)
    np.testing.assert_array_equal(y[0, :, :, 0], [[37, 47], [67, 77]])
    grad_x = layer.backward(np.array([[1, 0], [0, 2]], float)[None, :, :, None])
    # the kernel once at the top left, and twice at the bottom right
    np.testing.assert_array_equal(grad_x[0, :, :, 0], [[1, 2, 0], [3, 6, 4], [0, 6, 8]])
    # the window at the top left, plus twice the one at the bottom right
    np.testing.assert_array_equal(
        layer.weight.gradient[:, :, 0, 0], [[0 + 8, 1 + 10], [3 + 14, 4 + 16]]
    )
    assert layer.bias.gradient == [3]


def test_that_channels_are_summed_and_filters_kept_apart():
    layer = make(2, 2, (1, 1), initialize=Zeros())
    layer.weight.value[0, 0] = [[1, 10], [2, 20]]  # (C_in, C_out)
    x = np.array([3.0, 4.0]).reshape(1, 1, 1, 2)
    np.testing.assert_array_equal(layer.forward(x, training=False).ravel(), [11, 110])


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 3),
    c_in=st.integers(1, 3),
    c_out=st.integers(1, 3),
    size=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    kernel=pairs,
    stride=pairs,
    padding=paddings,
    seed=st.integers(0, 2**32 - 1),
)
def test_that_any_geometry_agrees_with_the_textbook_or_is_refused(
    n, c_in, c_out, size, kernel, stride, padding, seed
):
    rng = np.random.default_rng(seed)
    layer = make(c_in, c_out, kernel, stride, padding, rng=rng)
    layer.bias.value[...] = rng.standard_normal(c_out)
    x = rng.standard_normal((n, *size, c_in))
    if min(window_positions(size, kernel, stride, padding)) < 1:
        with pytest.raises(ShapeError, match="is smaller than the kernel"):
            layer.forward(x, training=True)
        return
    weight, bias = layer.weight.value, layer.bias.value
    y = layer.forward(x, training=True)
    expected = page.forward(x, weight, bias, stride, padding)
    np.testing.assert_allclose(y, expected, rtol=1e-11, atol=1e-12)

    grad = rng.standard_normal(y.shape)
    grad_x, gradients = page.backward(grad, x, weight, bias, stride, padding)
    np.testing.assert_allclose(layer.backward(grad), grad_x, rtol=1e-11, atol=1e-12)
    for name, parameter in layer.parameters.items():
        np.testing.assert_allclose(parameter.gradient, gradients[name], rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "expected"),
    [
        ((5, 5), (3, 3), (1, 1), (5, 5)),
        ((5, 5), (2, 2), (1, 1), (5, 5)),  # one row and one column, at the end
        ((6, 7), (3, 3), (2, 2), (3, 4)),
        ((5, 5), (1, 1), (2, 2), (3, 3)),
    ],
)
def test_that_same_padding_keeps_the_size_divided_by_the_stride(size, kernel, stride, expected):
    y = make(1, 1, kernel, stride, "same").forward(np.ones((1, *size, 1)), training=False)
    assert y.shape[1:3] == expected


def test_that_an_odd_row_of_same_padding_goes_to_the_end():
    layer = make(1, 1, (2, 2), padding="same", initialize=Zeros())
    layer.weight.value[...] = 1
    y = layer.forward(np.ones((1, 2, 2, 1)), training=False)
    np.testing.assert_array_equal(y[0, :, :, 0], [[4, 2], [2, 1]])


def test_that_backward_is_the_adjoint_of_forward(rng):
    layer = make(3, 4, (3, 2), (2, 1), "same", rng=rng)  # without a bias, forward is linear
    x = rng.standard_normal((2, 7, 6, 3))
    y = layer.forward(x, training=True)
    g = rng.standard_normal(y.shape)
    np.testing.assert_allclose((y * g).sum(), (x * layer.backward(g)).sum(), rtol=1e-12)
    np.testing.assert_allclose(
        (y * g).sum(), (layer.weight.value * layer.weight.gradient).sum(), rtol=1e-12
    )


def test_that_the_second_of_two_input_sizes_sees_nothing_of_the_first(rng):
    layer = make(1, 2, padding="same", stride=(2, 2), rng=rng)
    small, large = rng.standard_normal((2, 5, 5, 1)), rng.standard_normal((2, 6, 6, 1))
    expected = layer.forward(large, training=False)
    layer.forward(small, training=True)
    np.testing.assert_array_equal(layer.forward(large, training=True), expected)


def test_that_float32_is_as_exact_as_float32_can_be(rng):
    exact = make(8, 16, rng=rng)
    single = make(8, 16, initialize=Zeros(), dtype=np.float32)
    single.weight.value[...] = exact.weight.value
    x = rng.standard_normal((4, 10, 10, 8))
    grad = rng.standard_normal((4, 8, 8, 16))
    y64, y32 = (
        layer.forward(x.astype(layer.weight.value.dtype), training=True)
        for layer in (exact, single)
    )
    x64, x32 = exact.backward(grad), single.backward(grad.astype(np.float32))
    for got, want in [
        (y32, y64),
        (x32, x64),
        (single.weight.gradient, exact.weight.gradient),
        (single.bias.gradient, exact.bias.gradient),
    ]:
        assert np.linalg.norm(got - want) <= 1e-5 * np.linalg.norm(want)


def test_that_the_wrong_number_of_channels_is_refused_with_both_shapes():
    with pytest.raises(
        ShapeError,
        match=r"Conv2D input: expected shape \('any', .* 3\), received \(2, 9, 9, 1\)",
    ):
        make(3, 8).forward(np.zeros((2, 9, 9, 1)), training=False)
