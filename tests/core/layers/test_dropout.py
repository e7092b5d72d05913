"""What is particular to Dropout."""

import numpy as np
import pytest

from core.errors import OrderError
from core.layers.dense import DenseSpec
from core.layers.dropout import Dropout, DropoutSpec
from core.network_spec import NetworkSpec, build_network


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.9])
def test_that_as_many_drop_out_as_asked_and_the_mean_stays(rate):
    layer = Dropout(rate, seed=3)
    y = layer.forward(np.ones((500, 400)), training=True)
    assert np.mean(y == 0) == pytest.approx(rate, abs=0.005)
    assert y.mean() == pytest.approx(1, abs=0.02)
    np.testing.assert_array_equal(layer.mask, y > 0)


def test_that_the_gradient_goes_where_the_numbers_went(rng):
    layer, x = Dropout(0.25, seed=3), rng.standard_normal((6, 5))
    y = layer.forward(x, training=True).copy()
    grad = rng.standard_normal(x.shape)
    np.testing.assert_allclose(y, np.where(layer.mask, x / 0.75, 0), rtol=1e-14)
    np.testing.assert_allclose(
        layer.backward(grad), np.where(layer.mask, grad / 0.75, 0), rtol=1e-14
    )


def test_that_in_use_and_in_a_trace_everything_passes(rng):
    layer, x, grad = Dropout(0.9, seed=3), *rng.standard_normal((2, 6, 5))
    np.testing.assert_array_equal(layer.forward(x, training=False), x)
    np.testing.assert_array_equal(layer.trace(x), x)
    np.testing.assert_array_equal(layer.backward(grad), grad)
    assert layer.state["draws"] == [0]


def test_that_a_view_drops_as_in_training_and_leaves_the_run_alone(rng):
    layer, untouched = Dropout(0.4, seed=8), Dropout(0.4, seed=8)
    x, grad = rng.standard_normal((2, 1, 500))
    y = layer.trace_dropping(x, (1, 5)).copy()
    kept = layer.mask.copy()
    np.testing.assert_allclose(y, np.where(kept, x / 0.6, 0), rtol=1e-12)
    np.testing.assert_allclose(layer.backward(grad), np.where(kept, grad / 0.6, 0), rtol=1e-12)
    assert 0.5 < kept.mean() < 0.7
    assert layer.state["draws"] == [0]
    for one in (layer, untouched):
        one.forward(np.ones((3, 70)), training=True)
    np.testing.assert_array_equal(layer.mask, untouched.mask)

    def mask(place, draws):
        layer.state["draws"][...] = draws
        layer.trace_dropping(x, place)
        return layer.mask.copy()

    np.testing.assert_array_equal(mask((1, 5), 0), kept)
    assert (mask((1, 6), 0) != kept).any()
    assert (mask((1, 5), 1) != kept).any()


def test_that_every_step_draws_another_mask_and_the_same_seed_the_same_masks():
    def masks(seed):
        layer = Dropout(0.5, seed=seed)
        for _ in range(3):
            layer.forward(np.ones((4, 50)), training=True)
            yield layer.mask.copy()

    first, second, other = list(masks(1)), list(masks(1)), list(masks(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first[0], first[1])
    assert not np.array_equal(first[0], other[0])


def test_that_each_sample_and_each_cell_is_drawn_on_its_own():
    layer = Dropout(0.5, seed=4)
    layer.forward(np.ones((40, 5, 5, 3)), training=True)
    for axis in range(4):
        assert not np.array_equal(layer.mask, np.flip(layer.mask, axis))
        assert not (layer.mask == layer.mask.take([0], axis)).all()


def test_that_a_layer_goes_on_with_the_mask_it_would_have_drawn():
    whole, resumed = Dropout(0.5, seed=9), Dropout(0.5, seed=9)
    for _ in range(3):
        whole.forward(np.ones((2, 30)), training=True)
    resumed.state["draws"][...] = whole.state["draws"]
    for layer in (whole, resumed):
        layer.forward(np.ones((2, 30)), training=True)
    np.testing.assert_array_equal(whole.mask, resumed.mask)


def test_that_weights_start_the_same_with_or_without_a_dropout():
    def weights(*layers):
        network = build_network(NetworkSpec((4,), layers), rng=np.random.default_rng(5))
        return [p.value for _, p in network.named_parameters()]

    plain = weights(DenseSpec(3), DenseSpec(2))
    dropping = weights(DenseSpec(3), DropoutSpec(), DenseSpec(2))
    for one, other in zip(plain, dropping, strict=True):
        np.testing.assert_array_equal(one, other)


def test_that_two_dropouts_of_a_network_draw_different_masks():
    spec = NetworkSpec((40,), (DropoutSpec(), DropoutSpec()))
    network = build_network(spec, rng=np.random.default_rng(5))
    network.forward(np.ones((2, 40), np.float32), training=True)
    first, second = (layer.mask for layer in network.layers)
    assert not np.array_equal(first, second)


def test_that_a_mask_before_a_training_pass_is_refused():
    with pytest.raises(OrderError, match="training=True first"):
        _ = Dropout(0.5, seed=1).mask
