"""A convolution and its max-pooling as one: the same as one after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import OrderError, ShapeError
from core.initializers.normal import Normal
from core.layers.conv2d import Conv2D
from core.layers.max_pool2d import MaxPool2D
from core.layers.pooled_conv2d import PooledConv2D
from core.layers.relu import ReLU

edges = st.tuples(st.integers(0, 2), st.integers(0, 2))
pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))


def make_conv(channels=2, filters=3, kernel=(3, 3), *, grain=True, **options):
    """Return a convolution whose weights are whole numbers, so that ties are exact."""
    rng = np.random.default_rng(4)
    conv = Conv2D(
        channels, filters, kernel, initialize=Normal(1.0), rng=rng, dtype=np.float64, **options
    )
    if grain:
        conv.weight.value[...] = rng.integers(-2, 3, conv.weight.value.shape)
        conv.bias.value[...] = rng.integers(-1, 2, filters)
    return conv


def make(conv, window=(2, 2)):
    return PooledConv2D.joining(conv, MaxPool2D(window, stride=window))


@settings(max_examples=80, deadline=None)
@given(
    n=st.integers(1, 3),
    size=st.tuples(st.integers(3, 9), st.integers(3, 9)),
    kernel=pairs,
    stride=st.tuples(st.integers(1, 2), st.integers(1, 2)),
    padding=st.one_of(st.sampled_from(["valid", "same"]), st.tuples(edges, edges)),
    window=pairs,
    seed=st.integers(0, 2**32 - 1),
)
def test_that_it_is_the_two_layers_one_after_the_other(
    n, size, kernel, stride, padding, window, seed
):
    rng = np.random.default_rng(seed)
    conv = make_conv(kernel=kernel, stride=stride, padding=padding)
    pool = MaxPool2D(window, stride=window)
    x = rng.integers(0, 3, (n, *size, 2)).astype(float)
    x[:, : size[0] // 2] = 0  # blank: ties everywhere
    joined = make(conv, window)
    try:
        expected = pool.forward(conv.forward(x, training=True), training=True).copy()
    except ShapeError:
        with pytest.raises(ShapeError):
            joined.forward(x, training=True)
        return
    grad = rng.integers(-9, 10, expected.shape).astype(float)
    expected_x = conv.backward(pool.backward(grad)).copy()
    gradients = {name: p.gradient.copy() for name, p in conv.parameters.items()}

    np.testing.assert_array_equal(joined.forward(x, training=True), expected)
    np.testing.assert_array_equal(joined.forward(x, training=False), expected)
    np.testing.assert_array_equal(joined.backward(grad), expected_x)
    for name, parameter in conv.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, gradients[name])
        parameter.gradient.fill(np.nan)
    joined.parameter_gradients(grad)
    for name, parameter in conv.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, gradients[name])
    np.testing.assert_array_equal(joined.input_gradient(grad), expected_x)


def test_that_inference_leaves_a_pending_backward_and_its_own_results_alone(rng):
    joined = make(make_conv())
    x = rng.integers(0, 9, (3, 8, 8, 2)).astype(float)
    y = joined.forward(x, training=True)
    grad = rng.integers(-9, 10, y.shape).astype(float)
    expected = joined.backward(grad).copy()
    joined.forward(x, training=True)
    first = joined.forward(x * 2, training=False)
    kept = first.copy()
    joined.forward(-x, training=False)
    np.testing.assert_array_equal(first, kept)
    np.testing.assert_array_equal(joined.backward(grad), expected)


def test_that_memory_order_and_read_only_input_do_not_matter(rng):
    joined = make(make_conv())
    x = rng.integers(0, 9, (3, 7, 8, 2)).astype(float)
    expected = joined.forward(x, training=True).copy()
    grad = rng.integers(-9, 10, expected.shape).astype(float)
    expected_x = joined.backward(grad).copy()
    read_only = np.asfortranarray(x)
    read_only.flags.writeable = False
    innermost = np.ascontiguousarray(x.transpose(2, 3, 1, 0)).transpose(3, 2, 0, 1)
    for other in (read_only, innermost, np.repeat(x, 2, axis=1)[:, ::2]):
        np.testing.assert_array_equal(joined.forward(other, training=True), expected)
        np.testing.assert_array_equal(joined.backward(np.asfortranarray(grad)), expected_x)


def test_that_only_a_convolution_before_disjoint_windows_without_padding_is_joined():
    conv = make_conv()
    assert PooledConv2D.joining(conv, MaxPool2D((2, 2), stride=(2, 2))) is not None
    assert PooledConv2D.joining(conv, MaxPool2D((2, 2), stride=(1, 2))) is None
    assert PooledConv2D.joining(conv, MaxPool2D((2, 2), stride=(2, 2), padding="same")) is None
    assert PooledConv2D.joining(ReLU(), MaxPool2D((2, 2), stride=(2, 2))) is None
    assert PooledConv2D.joining(conv, ReLU()) is None


def test_that_backward_before_a_training_pass_is_refused(rng):
    joined = make(make_conv())
    joined.forward(rng.random((1, 8, 8, 2)), training=False)
    for half in (joined.backward, joined.parameter_gradients, joined.input_gradient):
        with pytest.raises(OrderError, match="needs a forward pass with training=True"):
            half(np.zeros((1, 3, 3, 3)))
