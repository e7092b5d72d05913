"""Margins and partial routing of a max-pooling, against loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.inspection.pool_margins import PoolMargins, routed_by
from core.inspection.pooled_channel import PooledChannel
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample


def channel_of(rows, pool, label=0):
    x = np.array(rows, np.float64)[:, :, None]
    spec = NetworkSpec(x.shape, (pool, FlattenSpec(), DenseSpec(3), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(3), dtype=np.float64)
    trace = trace_sample(network, CategoricalCrossEntropy(), x, label)
    return PooledChannel.of(spec.outline()[0], trace, 0)


def test_that_the_margin_is_winner_minus_runner_up():
    channel = channel_of([[1.0, 4.0, 2.0, 2.0], [3.5, 0.0, -1.0, 2.0]], MaxPool2DSpec())
    margins = PoolMargins.of(channel)
    assert margins.margin.tolist() == [[0.5, 0.0]]
    assert margins.runner_up.tolist() == [[4, 3]]
    assert margins.kept(channel.x).tolist() == [[0, 0, 0, 2.0], [3.5, 0, 0, 0]]


def test_that_a_cell_alone_in_its_window_has_no_runner_up():
    channel = channel_of([[-5.0]], MaxPool2DSpec((2, 2), (1, 1), ((1, 0), (1, 0))))
    margins = PoolMargins.of(channel)
    assert np.isnan(margins.margin).all()
    assert margins.runner_up.tolist() == [[-1]]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_any_pooling_agrees_with_loops(data):
    size = st.tuples(st.integers(1, 3), st.integers(1, 3))
    pool = MaxPool2DSpec(
        data.draw(size), data.draw(size), data.draw(st.sampled_from(["valid", "same"]))
    )
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    channel = channel_of(rng.integers(-3, 4, (5, 6)), pool)
    margins = PoolMargins.of(channel)
    windows, w = channel.windows, 6
    for p, q in np.ndindex(windows.output_size):
        top, left = windows.corner(p, q)
        inside = [
            (top + i, left + j)
            for i, j in np.ndindex(windows.size)
            if 0 <= top + i < 5 and 0 <= left + j < 6
        ]
        winner = divmod(int(channel.winners[p, q]), w)
        rivals = [cell for cell in inside if cell != winner]
        if not rivals:
            assert margins.runner_up[p, q] == -1
            continue
        best = max(channel.x[cell] for cell in rivals)
        assert margins.margin[p, q] == channel.x[winner] - best
        first = next(cell for cell in rivals if channel.x[cell] == best)
        assert divmod(int(margins.runner_up[p, q]), w) == first
    count = data.draw(st.integers(0, channel.winners.size))
    routed = np.zeros((5, 6))
    for p, q in list(np.ndindex(windows.output_size))[:count]:
        routed[divmod(int(channel.winners[p, q]), w)] += channel.grad_pooled[p, q]
    np.testing.assert_allclose(routed_by(channel, count), routed)


def test_that_all_windows_together_send_the_stored_gradient():
    rng = np.random.default_rng(2)
    channel = channel_of(rng.normal(size=(7, 7)), MaxPool2DSpec((3, 3), (2, 2)))
    np.testing.assert_allclose(routed_by(channel, 9), channel.grad_x, atol=1e-15)


def test_that_nan_does_not_come_second():
    channel = channel_of([[np.nan, np.nan], [np.nan, np.nan]], MaxPool2DSpec())
    margins = PoolMargins.of(channel)
    assert np.isnan(margins.margin).all()
    assert margins.runner_up.tolist() == [[-1]]


def test_that_without_a_label_nothing_is_routed():
    channel = channel_of(np.eye(4), MaxPool2DSpec(), label=None)
    with pytest.raises(ValueError, match="expected a channel with a gradient"):
        routed_by(channel, 1)
