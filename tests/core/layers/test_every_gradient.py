"""Gradients of every layer a file can name, against oracles of their own."""

import numpy as np
import pytest

from core.gradient_check import LIMIT, check_layer_gradients
from tests.support.layer_steps import Step, assert_same_bits, example, state_of


@pytest.mark.parametrize("training", [True, False])
def test_that_gradients_agree_with_finite_differences(case, rng, training):
    layer, x, _ = example(case, rng)
    before = state_of(layer)
    report = check_layer_gradients(layer, x, rng, training=training)
    assert report.worst <= LIMIT, report
    assert set(report.ratios) == {"input", *layer.parameters}
    assert all(count > 0 for count in report.checked.values())
    assert_same_bits(state_of(layer), before)


@pytest.mark.parametrize(
    "factor",
    [
        1.001,
        pytest.param(-1.0, marks=pytest.mark.slow),
        pytest.param(0.0, marks=pytest.mark.slow),
    ],
)
def test_that_a_wrong_input_gradient_would_be_noticed(case, rng, factor):
    layer = case.make_used(rng, np.float64)
    honest = layer.backward
    layer.backward = lambda grad: honest(grad) * factor
    report = check_layer_gradients(layer, rng.standard_normal(case.input_shape), rng)
    assert report.ratios["input"] > 100 * LIMIT
    assert not report.agrees


def test_that_a_wrong_parameter_gradient_would_be_noticed(case, rng):
    layer = case.make_used(rng, np.float64)
    honest = layer.parameter_gradients

    def slightly_wrong(grad):
        honest(grad)
        for parameter in layer.parameters.values():
            parameter.gradient *= 1.0001

    layer.parameter_gradients = slightly_wrong
    report = check_layer_gradients(layer, rng.standard_normal(case.input_shape), rng)
    for name in layer.parameters:
        assert report.ratios[name] > 100 * LIMIT


def test_that_the_two_halves_of_backward_are_backward(case, rng):
    layer, x, grad = example(case, rng)
    expected = Step(layer).run(x, grad)
    for parameter in layer.parameters.values():
        parameter.gradient.fill(np.nan)
    np.testing.assert_array_equal(layer.input_gradient(grad), expected["x"])
    layer.parameter_gradients(grad)
    for name, parameter in layer.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, expected[name])


def test_that_backward_of_a_linear_layer_is_the_adjoint_of_forward(linear_case, rng):
    layer, x, grad = example(linear_case, rng)
    for name, parameter in layer.parameters.items():
        if name == "bias":
            parameter.value.fill(0)
    y = layer.forward(x, training=True).copy()
    grad_x = layer.backward(grad)
    scale = np.linalg.norm(y) * np.linalg.norm(grad)
    assert abs(np.vdot(y, grad) - np.vdot(x, grad_x)) <= 1e-12 * scale
    for name, parameter in layer.parameters.items():
        if name != "bias":  # linear in the weights too
            product = np.vdot(parameter.value, parameter.gradient)
            assert abs(np.vdot(y, grad) - product) <= 1e-12 * scale


def test_that_a_second_backward_overwrites_rather_than_accumulates(case, rng):
    layer, x, grad = example(case, rng)
    expected = Step(layer).run(x, grad)
    np.testing.assert_array_equal(layer.backward(grad), expected["x"])
    for name, parameter in layer.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, expected[name])
