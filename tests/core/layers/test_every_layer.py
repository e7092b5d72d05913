"""Promises of core.layers.base.Layer, checked on every layer a file can name."""

import numpy as np
import pytest

from core.buffers import Buffers
from core.errors import OrderError, ShapeError
from core.layers.catalog import LAYER_KINDS
from tests.support.layer_cases import LAYER_CASES, different_layouts, reads
from tests.support.layer_steps import (
    Step,
    assert_close,
    assert_same_bits,
    example,
    put_state,
    state_of,
)


def test_that_every_kind_has_a_case_and_every_case_its_kind():
    assert {case.spec.KIND for case in LAYER_CASES.values()} == set(LAYER_KINDS)
    for name, case in LAYER_CASES.items():
        assert name.split()[0] == case.spec.KIND
        assert case.make(np.random.default_rng(0), np.float32).KIND == case.spec.KIND


def test_that_shapes_are_those_the_spec_announces(case, rng):
    layer = case.make(rng, np.float64)
    sample = case.input_shape[1:]
    y = layer.forward(rng.standard_normal(case.input_shape), training=False)
    assert y.shape == (case.input_shape[0], *case.spec.output_shape(sample))
    shapes = {name: parameter.value.shape for name, parameter in layer.parameters.items()}
    assert shapes == case.spec.parameter_shapes(sample)
    states = {name: array.shape for name, array in layer.state.items()}
    assert states == case.spec.state_shapes(sample)


def test_that_samples_of_another_kind_are_followed_or_refused_by_spec_and_layer(case, rng):
    kind, layer = case.spec.KIND, case.make(rng, np.float64)
    other = (4, 4, 3) if len(case.input_shape) == 2 else (12,)
    if reads(case.spec, other):
        y = case.spec.build(other, rng=rng).forward(np.zeros((2, *other)), training=False)
        assert y.shape == (2, *case.spec.output_shape(other))
        return
    reason = f"{kind} needs flat samples, received maps of 4×4×3"
    if other == (12,):
        reason = f"{kind} needs maps of height × width × channels, received flat"
    with pytest.raises(ShapeError, match=reason):
        case.spec.output_shape(other)
    with pytest.raises(ShapeError, match=rf"^{type(layer).__name__} input: expected shape"):
        layer.forward(np.zeros((2, *other)), training=True)


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
    layer, x, grad = example(case, rng)
    step = Step(layer)
    expected = step.run(x, grad)
    pending = step.forward(x)
    layer.forward(x * -9, training=False)
    layer.forward(x[:1], training=False)
    np.testing.assert_array_equal(pending, expected["y"])
    np.testing.assert_array_equal(layer.backward(grad), expected["x"])
    for name, parameter in layer.parameters.items():
        np.testing.assert_array_equal(parameter.gradient, expected[name])


def test_that_an_inference_result_survives_everything_the_layer_does_next(case, rng):
    layer, x, grad = example(case, rng)
    result = layer.forward(x, training=False)
    kept = result.copy()
    layer.forward(x * -9, training=False)
    layer.forward(x * 3, training=True)
    layer.backward(grad)
    np.testing.assert_array_equal(result, kept)


def test_that_inference_changes_nothing_in_the_layer(case, rng):
    layer, x, grad = example(case, rng)
    values = {name: p.value.copy() for name, p in layer.parameters.items()}
    state = state_of(layer)
    layer.forward(x, training=False)
    layer.trace(x)
    layer.backward(grad)
    assert_same_bits(state_of(layer), state)
    assert_same_bits({name: p.value for name, p in layer.parameters.items()}, values)


def test_that_a_trace_is_what_inference_computes_and_training_too_without_state(case, rng):
    layer, x, _ = example(case, rng)
    expected = layer.forward(x, training=False)
    np.testing.assert_allclose(layer.trace(x), expected, rtol=1e-12, atol=1e-14)
    if not layer.state:
        np.testing.assert_array_equal(layer.forward(x, training=True), expected)


def test_that_two_equal_calls_give_equal_bits(case, rng):
    layer, x, grad = example(case, rng)
    step = Step(layer)
    assert_same_bits(step.run(x, grad), step.run(x, grad))
    np.testing.assert_array_equal(
        layer.forward(x, training=False), layer.forward(x, training=False)
    )


def test_that_a_short_batch_in_between_changes_nothing(case, rng):
    layer, x, grad = example(case, rng)
    step = Step(layer)
    expected = step.run(x, grad)
    step.run(x[:2] * 5, grad[:2])
    assert_same_bits(step.run(x, grad), expected)


def test_that_neither_the_input_nor_the_gradient_handed_in_is_written_to(case, rng):
    layer, x, grad = example(case, rng)
    x_before, grad_before = x.copy(), grad.copy()
    for forward in (lambda: layer.forward(x, training=True), lambda: layer.trace(x)):
        forward()
        layer.backward(grad)
        layer.forward(x, training=False)
        np.testing.assert_array_equal(x, x_before)
        np.testing.assert_array_equal(grad, grad_before)


@pytest.mark.parametrize("images", [None, 1])
def test_that_memory_order_of_input_and_gradient_does_not_matter(case, rng, images):
    layer, x, grad = example(case, rng)
    x, grad = x[:images], grad[:images]
    step = Step(layer)
    expected, inference = step.run(x, grad), layer.forward(x, training=False)
    grads = dict(different_layouts(grad))
    for name, other_x in different_layouts(x):
        y = layer.forward(other_x, training=False)
        np.testing.assert_allclose(y, inference, rtol=1e-12, atol=1e-12, err_msg=name)
        np.testing.assert_allclose(layer.trace(other_x), inference, 1e-12, 1e-12, err_msg=name)
        assert_close(step.run(other_x, grads.get(name, grad)), expected, name)
        assert_close(step.run(other_x, grad), expected, f"{name}, gradient as usual")
        assert_close(step.run(x, grads.get(name, grad)), expected, f"gradient {name}")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_numbers_stay_of_their_type(case, rng, dtype):
    layer, x, grad = example(case, rng, dtype)
    assert layer.forward(x, training=False).dtype == dtype
    for forward in (lambda: layer.trace(x), lambda: layer.forward(x, training=True)):
        assert forward().dtype == dtype
        assert layer.backward(grad).dtype == dtype
    for parameter in layer.parameters.values():
        assert parameter.value.dtype == parameter.gradient.dtype == dtype


def test_that_float32_is_close_to_float64(case):
    single, double = (case.make_used(np.random.default_rng(4), t) for t in (np.float32, float))
    rng = np.random.default_rng(5)
    x = rng.standard_normal(case.input_shape).astype(np.float32)
    grad = rng.standard_normal(double.forward(x.astype(float), training=False).shape)
    for array, exact in zip(
        single.parameters.values(), double.parameters.values(), strict=True
    ):
        exact.value[...] = array.value
    got = Step(single).run(x, grad.astype(np.float32))
    for name, want in Step(double).run(x.astype(float), grad.astype(np.float32)).items():
        # batch norm takes small differences of large sums
        assert np.linalg.norm(got[name] - want) <= 1e-5 * max(np.linalg.norm(want), 1), name


def test_that_batching_does_not_change_a_sample(case, rng):
    layer, x, _ = example(case, rng)
    together = layer.forward(x, training=False)
    alone = np.concatenate([layer.forward(x[i : i + 1], training=False) for i in range(len(x))])
    np.testing.assert_allclose(together, alone, rtol=1e-12, atol=1e-14)


def test_that_in_training_too_only_layers_that_say_so_couple_samples(case, rng):
    layer, x, grad = example(case, rng)
    step = Step(layer)
    together = step.run(x, grad)
    moved = x.copy()
    moved[1:] += 1
    elsewhere = step.run(moved, grad)
    is_coupled = not np.allclose(together["y"][0], elsewhere["y"][0], rtol=1e-12, atol=1e-14)
    assert is_coupled == layer.COUPLES_SAMPLES


def test_that_a_layer_goes_on_from_its_values_and_state_bit_for_bit(case, rng):
    layer, x, grad = example(case, np.random.default_rng(8))
    twin, _, _ = example(case, np.random.default_rng(8))
    for _ in range(3):
        layer.forward(x, training=True)
    for name, parameter in layer.parameters.items():
        parameter.value += 1
        twin.parameters[name].value[...] = parameter.value
    put_state(twin, state_of(layer))
    np.testing.assert_array_equal(
        twin.forward(x, training=False), layer.forward(x, training=False)
    )
    assert_same_bits(Step(twin).run(x, grad), Step(layer).run(x, grad))


def test_that_arrays_of_parameters_and_state_stay_the_same_objects(case, rng):
    layer, x, grad = example(case, rng)

    def identities():
        arrays = {n: (id(p.value), id(p.gradient)) for n, p in layer.parameters.items()}
        return arrays | {name: id(array) for name, array in layer.state.items()}

    before = identities()
    layer.forward(x, training=True)
    layer.backward(grad)
    assert identities() == before
    for array in layer.state.values():
        assert array.flags.c_contiguous


def test_that_a_step_of_a_known_size_asks_for_no_new_buffer(case, rng, monkeypatch):
    layer, x, grad = example(case, rng, np.float32)
    Step(layer).run(x, grad)

    def refuse(*_):
        pytest.fail("a buffer was asked for new memory")

    monkeypatch.setattr(Buffers, "_keep", refuse)
    Step(layer).run(x, grad)
