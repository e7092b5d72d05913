"""Windows, winners and routed gradients of a max-pooling, against loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.anatomy.windows import Windows
from core.inspection.pooled_channel import PooledChannel
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample


def traced(x, pool, label=0):
    spec = NetworkSpec(x.shape, (pool, FlattenSpec(), DenseSpec(3), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(3), dtype=x.dtype)
    trace = trace_sample(network, CategoricalCrossEntropy(), x, label)
    return spec.outline()[0], trace


def one_channel(rows, pool, label=0):
    x = np.array(rows, np.float64)[:, :, None]
    layer, trace = traced(x, pool, label)
    return PooledChannel.of(layer, trace, 0), trace


def test_that_a_window_is_read_number_by_number():
    channel, trace = one_channel(
        [[0.1, 0.2, 9.0, 8.0], [0.4, 0.3, 7.0, 7.5]], MaxPool2DSpec((2, 2), (2, 2))
    )
    reading = channel.read(0, 1)
    assert (reading.row, reading.column, reading.top, reading.left) == (0, 1, 0, 2)
    assert reading.values.tolist() == [[9.0, 8.0], [7.0, 7.5]]
    assert reading.winner == (0, 0)
    assert reading.pooled == 9.0
    assert reading.margin == 1.0
    assert not reading.is_tied
    arriving = trace.gradients[1][0, 1, 0]
    assert arriving != 0
    assert reading.arriving == arriving
    assert reading.routed.tolist() == [[arriving, 0.0], [0.0, 0.0]]


def test_that_a_tie_goes_to_the_first_cell_in_row_order():
    channel, _ = one_channel([[1.0, 5.0], [5.0, 5.0]], MaxPool2DSpec((2, 2), (2, 2)))
    reading = channel.read(0, 0)
    assert reading.is_tied
    assert reading.winner == (0, 1)
    assert reading.margin == 0.0
    assert channel.tied().tolist() == [[True]]


def test_that_padding_is_outside_and_never_wins():
    channel, _ = one_channel([[-5.0]], MaxPool2DSpec((2, 2), (1, 1), ((1, 0), (1, 0))))
    reading = channel.read(0, 0)
    assert (reading.top, reading.left) == (-1, -1)
    assert reading.is_inside.tolist() == [[False, False], [False, True]]
    assert reading.winner == (1, 1)
    assert reading.pooled == -5.0
    assert reading.margin is None  # there was no other


def test_that_without_a_label_there_is_no_gradient_to_read():
    channel, _ = one_channel([[1.0, 2.0], [3.0, 4.0]], MaxPool2DSpec((2, 2), (2, 2)), None)
    reading = channel.read(0, 0)
    assert reading.arriving is None
    assert reading.routed is None


def test_that_a_window_of_nan_has_no_winner():
    x = np.full((2, 4, 1), np.nan, np.float32)
    x[:, :2] = [[[1.0], [2.0]], [[3.0], [4.0]]]
    channel = PooledChannel.of(*traced(x, MaxPool2DSpec((2, 2), (2, 2)), None), 0)
    assert channel.read(0, 1).winner is None
    assert channel.read(0, 0).winner == (1, 1)


def test_that_other_layers_have_no_winners_and_may_have_no_windows():
    network = NetworkSpec((2, 2, 1), (ReLUSpec(), AveragePool2DSpec()))
    bend, mean = network.outline()
    trace = trace_sample(
        build_network(network, rng=np.random.default_rng(0)),
        CategoricalCrossEntropy(),
        np.zeros((2, 2, 1), np.float32),
        None,
    )
    for layer, kind in ((bend, "relu"), (mean, "average_pool2d")):
        with pytest.raises(TypeError, match=f"expected a max_pool2d layer, received {kind}"):
            PooledChannel.of(layer, trace, 0)
    with pytest.raises(TypeError, match="expected a layer with windows, received relu"):
        Windows.of(bend)


pools = st.builds(
    lambda k_h, k_w, s_h, s_w, padding: MaxPool2DSpec((k_h, k_w), (s_h, s_w), padding),
    st.integers(1, 3), st.integers(1, 3), st.integers(1, 4), st.integers(1, 4),
    st.sampled_from(["valid", "same"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pools, st.integers(3, 7), st.integers(3, 7), st.integers(0, 2**31))
def test_that_windows_winners_and_counts_agree_with_plain_loops(pool, h, w, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-2, 3, (h, w, 1)).astype(np.float64)  # few values: many ties
    layer, trace = traced(x, pool)
    channel = PooledChannel.of(layer, trace, 0)
    windows = channel.windows
    (top, _), (left, _) = windows.pads
    expected_grad = np.zeros((h, w))
    kept = np.zeros((h, w))
    covers = {(r, c): [] for r in range(h) for c in range(w)}
    for p in range(windows.output_size[0]):
        for q in range(windows.output_size[1]):
            first_row = p * pool.stride[0] - top
            first_column = q * pool.stride[1] - left
            cells = [
                (r, c)
                for r in range(first_row, first_row + pool.pool_size[0])
                for c in range(first_column, first_column + pool.pool_size[1])
                if 0 <= r < h and 0 <= c < w
            ]
            best = max(x[cell][0] for cell in cells)
            winner = next(cell for cell in cells if x[cell][0] == best)
            kept[winner] = best
            expected_grad[winner] += trace.gradients[1][p, q, 0]
            for cell in cells:
                covers[cell].append((p, q))
            reading = channel.read(p, q)
            assert (reading.top + reading.winner[0], reading.left + reading.winner[1]) == winner
            equals = sum(x[cell][0] == best for cell in cells)
            assert reading.is_tied == (equals > 1)
            assert channel.tied()[p, q] == (equals > 1)
            assert int(reading.is_inside.sum()) == len(cells)
    np.testing.assert_allclose(channel.grad_x, expected_grad, atol=1e-15)
    assert np.array_equal(channel.kept(), kept)
    for cell, over in covers.items():
        assert [tuple(one) for one in windows.over(*cell)[0]] == over
        shown = windows.window_over(*cell, channel.winners)
        won = [one for one in over if channel.winners[one] == cell[0] * w + cell[1]]
        assert shown == (won[0] if won else over[0] if over else None)
    assert channel.winner_count() == len(set(channel.winners.reshape(-1).tolist()))


def test_that_the_telling_window_holds_the_largest_number():
    pool = MaxPool2DSpec((2, 2), (2, 2))
    rows = np.zeros((4, 6))
    rows[0, 1], rows[1, 5] = 1.0, 7.0
    assert one_channel(rows, pool)[0].informative_window() == (0, 2)
    rows[0, 0], rows[3, :2], rows[2, :2] = np.inf, np.nan, np.nan  # broken numbers do not count
    broken = PooledChannel.of(*traced(rows[:, :, None], pool, None), 0)
    assert np.isnan(broken.pooled[1, 0])
    assert broken.informative_window() == (0, 2)


def test_that_among_equal_numbers_the_largest_gradient_tells():
    channel, trace = one_channel(np.full((4, 6), 2.0), MaxPool2DSpec((2, 2), (2, 2)))
    sizes = np.abs(trace.gradients[1][:, :, 0])
    row, column = channel.informative_window()
    assert sizes[row, column] == sizes.max()
    assert np.count_nonzero(sizes == sizes.max()) == 1


def test_that_a_middle_window_is_shown_where_nothing_tells():
    pool = MaxPool2DSpec((2, 2), (2, 2))
    for number in (2.0, np.nan):
        x = np.full((6, 10, 1), number)
        channel = PooledChannel.of(*traced(x, pool, None), 0)
        assert channel.informative_window() == (1, 2)
