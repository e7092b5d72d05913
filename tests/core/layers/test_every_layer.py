"""Promises of core.layers.base.Layer, checked on every layer a file can name."""

import numpy as np
import pytest

from core.errors import OrderError
from core.gradient_check import LIMIT, check_layer_gradients
from core.layer_specs import LAYER_KINDS
from tests.support.layer_cases import LAYER_CASES


@pytest.fixture(params=LAYER_CASES.values(), ids=LAYER_CASES.keys())
def case(request):
    return request.param


def different_layouts(x):
    """Yield the numbers of `x` as arrays of other memory orders."""
    yield "fortran", np.asfortranarray(x)
    yield (
        "batch innermost",
        np.ascontiguousarray(np.moveaxis(x, 0, -1)).transpose(-1, *range(x.ndim - 1)),
    )
    spacious = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
    spacious[..., ::2] = x
    yield "strided", spacious[..., ::2]
    yield "backwards", np.ascontiguousarray(x[::-1])[::-1]
    read_only = x.copy()
    read_only.flags.writeable = False
    yield "read-only", read_only


def gradients_of(layer):
    return {name: p.gradient.copy() for name, p in layer.parameters.items()}


def test_that_every_kind_has_a_case_and_every_case_its_kind():
    assert set(LAYER_CASES) == set(LAYER_KINDS)
    for kind, case in LAYER_CASES.items():
        assert kind == case.spec.KIND
        assert kind == case.make(np.random.default_rng(0), np.float32).KIND


def test_that_gradients_agree_with_finite_differences(case, rng):
    layer = case.make(rng, np.float64)
    report = check_layer_gradients(layer, rng.standard_normal(case.input_shape), rng)
    assert report.worst <= LIMIT, report
    assert set(report.ratios) == {"input", *layer.parameters}
    assert all(count > 0 for count in report.checked.values())


@pytest.mark.parametrize("factor", [1.001, -1.0, 0.0])
def test_that_a_wrong_input_gradient_would_be_noticed(case, rng, factor):
    layer = case.make(rng, np.float64)
    honest = layer.input_gradient
    layer.input_gradient = lambda grad: honest(grad) * factor
    report = check_layer_gradients(layer, rng.standard_normal(case.input_shape), rng)
    assert report.ratios["input"] > 100 * LIMIT
    assert not report.agrees


def test_that_a_wrong_parameter_gradient_would_be_noticed(case, rng):
    layer = case.make(rng, np.float64)
    honest = layer.parameter_gradients

    def slightly_wrong(grad):
        honest(grad)
        for parameter in layer.parameters.values():
            parameter.gradient *= 1.0001

    layer.parameter_gradients = slightly_wrong
    report = check_layer_gradients(layer, rng.standard_normal(case.input_shape), rng)
    assert all(report.ratios[name] > 100 * LIMIT for name in layer.parameters)


def test_that_output_and_parameters_have_the_shapes_the_spec_foretells(case, rng):
    layer = case.make(rng, np.float32)
    sample = case.input_shape[1:]
    y = layer.forward(np.ones(case.input_shape, np.float32), training=False)
    assert y.shape == (case.input_shape[0], *case.spec.output_shape(sample))
    shapes = {name: parameter.value.shape for name, parameter in layer.parameters.items()}
    assert shapes == case.spec.parameter_shapes(sample)


def test_that_backward_before_a_training_pass_is_refused(case, rng):
    layer = case.make(rng, np.float64)
    layer.forward(rng.standard_normal(case.input_shape), training=False)
    halves = [layer.backward, layer.input_gradient]
    if layer.parameters:
        halves.append(layer.parameter_gradients)
    for half in halves:
        with pytest.raises(OrderError, match="needs a forward pass with training=True"):
            half(np.zeros((1, 1, 1, 1)))


def test_that_inference_leaves_a_pending_backward_alone(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    seed = rng.standard_normal(layer.forward(x, training=True).shape)
    expected_x = layer.backward(seed).copy()
    expected = gradients_of(layer)
    pending = layer.forward(x, training=True)
    kept = pending.copy()
    layer.forward(x * -9, training=False)
    layer.forward(x[:1], training=False)
    np.testing.assert_array_equal(pending, kept)
    np.testing.assert_array_equal(layer.backward(seed), expected_x)
    for name, parameter in layer.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, expected[name])


def test_that_an_inference_result_survives_everything_the_layer_does_next(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    result = layer.forward(x, training=False)
    kept = result.copy()
    layer.forward(x * -9, training=False)
    layer.backward(rng.standard_normal(layer.forward(x * 3, training=True).shape))
    np.testing.assert_array_equal(result, kept)


def test_that_training_and_inference_compute_the_same(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    np.testing.assert_array_equal(
        layer.forward(x, training=True), layer.forward(x, training=False)
    )


def test_that_a_second_backward_overwrites_rather_than_accumulates(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    seed = rng.standard_normal(layer.forward(x, training=True).shape)
    first_x, first = layer.backward(seed).copy(), gradients_of(layer)
    np.testing.assert_array_equal(layer.backward(seed), first_x)
    for name, parameter in layer.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, first[name])


def test_that_a_short_batch_in_between_changes_nothing(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    seed = rng.standard_normal(layer.forward(x, training=True).shape)
    expected_x, expected = layer.backward(seed).copy(), gradients_of(layer)
    layer.backward(layer.forward(x[:2] * 5, training=True).copy())
    layer.forward(x, training=True)
    np.testing.assert_array_equal(layer.backward(seed), expected_x)
    for name, parameter in layer.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, expected[name])


def test_that_neither_the_input_nor_the_gradient_handed_in_is_written_to(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    x_before = x.copy()
    grad = rng.standard_normal(layer.forward(x, training=True).shape)
    grad_before = grad.copy()
    layer.backward(grad)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(grad, grad_before)


def test_that_memory_order_of_input_and_gradient_does_not_matter(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    expected_y = layer.forward(x, training=True).copy()
    grad = rng.standard_normal(expected_y.shape)
    expected_x, expected = layer.backward(grad).copy(), gradients_of(layer)
    for (name, other_x), (_, other_grad) in zip(
        different_layouts(x), different_layouts(grad), strict=True
    ):
        for training in (False, True):
            y = layer.forward(other_x, training=training)
            np.testing.assert_allclose(y, expected_y, rtol=1e-12, atol=1e-12, err_msg=name)
        grad_x = layer.backward(other_grad)
        np.testing.assert_allclose(grad_x, expected_x, rtol=1e-12, atol=1e-12, err_msg=name)
        for local_name, parameter in layer.parameters.items():
            np.testing.assert_allclose(
                parameter.gradient, expected[local_name], rtol=1e-12, atol=1e-12, err_msg=name
            )


def test_that_float32_stays_float32(case, rng):
    layer = case.make(rng, np.float32)
    x = rng.standard_normal(case.input_shape).astype(np.float32)
    assert layer.forward(x, training=False).dtype == np.float32
    y = layer.forward(x, training=True)
    assert y.dtype == np.float32
    assert layer.backward(y.copy()).dtype == np.float32
    for parameter in layer.parameters.values():
        assert parameter.value.dtype == parameter.gradient.dtype == np.float32


def test_that_batching_does_not_change_a_sample(case, rng):
    x = rng.standard_normal(case.input_shape)
    layer = case.make(rng, np.float64)
    together = layer.forward(x, training=False)
    alone = np.concatenate([layer.forward(x[i : i + 1], training=False) for i in range(len(x))])
    np.testing.assert_allclose(together, alone, rtol=1e-12, atol=1e-14)


def test_that_parameter_arrays_stay_the_same_objects(case, rng):
    layer = case.make(rng, np.float64)
    before = {name: (id(p.value), id(p.gradient)) for name, p in layer.parameters.items()}
    layer.backward(layer.forward(rng.standard_normal(case.input_shape), training=True).copy())
    assert before == {n: (id(p.value), id(p.gradient)) for n, p in layer.parameters.items()}
