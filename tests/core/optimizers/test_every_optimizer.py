"""What every optimiser must do, against PyTorch's results and against the textbook."""

import tracemalloc

import numpy as np
import pytest

from core.errors import SpecError
from core.fields import field_rules
from core.network import NamedParameter
from core.optimizers.base import BLOCK
from core.optimizers.catalog import OPTIMIZERS
from core.parameter import Parameter
from tests.support.optimizer_cases import (
    CASES,
    SPECS,
    START,
    STEPS,
    every_kind,
    gradient,
    named,
    stepped_by_pytorch,
    take_steps,
)
from tests.support.textbook import history, settings_of


def settings_out_of_range():
    """Yield kind, setting and a number it must refuse, for every setting of every optimiser."""
    for kind, spec in OPTIMIZERS.items():
        for name, rule in field_rules(spec).items():
            low = rule.at_least if rule.above else rule.at_least - 0.1
            for number in (low, rule.at_most * 1.5, float("nan"), float("inf"), True, "much"):
                yield kind, name, number


def test_that_every_optimizer_has_a_case():
    assert CASES.keys() == OPTIMIZERS.keys()


@every_kind
def test_that_settings_that_come_in_pairs_are_no_defaults_in_a_case(kind):
    case, usual = settings_of(CASES[kind].spec), settings_of(OPTIMIZERS[kind]())
    same = {name for name, number in case.items() if number == usual[name]}
    assert same <= {"learning_rate", "momentum"}


@every_kind
def test_that_twenty_steps_match_those_of_pytorch(kind):
    optimizer = SPECS[kind].build(parameters := named())
    take_steps(optimizer, 0, STEPS)
    np.testing.assert_allclose(
        parameters[0].parameter.value, CASES[kind].weights, rtol=0, atol=1e-12
    )


@every_kind
def test_that_twenty_steps_match_the_textbook(kind):
    optimizer = SPECS[kind].build(parameters := named(count=2))
    take_steps(optimizer, 0, STEPS)
    gradients = np.array([gradient(step) for step in range(STEPS)])
    rates = [SPECS[kind].learning_rate] * STEPS
    for i, (_, parameter) in enumerate(parameters):
        expected = [
            history(SPECS[kind], START[j] * (1 + i), gradients[:, j], rates)["value"]
            for j in range(5)
        ]
        np.testing.assert_allclose(parameter.value, expected, rtol=0, atol=1e-12)


@every_kind
def test_that_pytorch_itself_agrees_where_it_is_installed(kind):
    torch = pytest.importorskip("torch", reason="needs the extra “bench”")
    ours = SPECS[kind].build(parameters := named())
    for step, weights in enumerate(stepped_by_pytorch(torch, CASES[kind])):
        take_steps(ours, step, step + 1)
        np.testing.assert_allclose(parameters[0].parameter.value, weights, rtol=0, atol=1e-12)


@every_kind
def test_that_values_change_in_place_and_gradients_not_at_all(kind):
    ((_, parameter),) = parameters = named()
    optimizer = SPECS[kind].build(parameters)
    value, held = parameter.value, parameter.gradient
    take_steps(optimizer, 0, 3)
    assert parameter.value is value
    assert parameter.gradient is held
    np.testing.assert_array_equal(held, gradient(2))


@every_kind
def test_that_a_large_parameter_is_updated_to_its_last_number(kind):
    """Large parameters are worked on in stretches."""
    size = 2 * BLOCK + 5
    large = NamedParameter("0.dense.weight", Parameter(np.resize(START, (size, 1))))
    small = named()
    for parameters, repeats in (([large], size), (small, 5)):
        optimizer = SPECS[kind].build(parameters)
        for step in range(3):
            parameters[0].parameter.gradient.flat[...] = np.resize(gradient(step), repeats)
            optimizer.step()
    expected = np.resize(small[0].parameter.value, (size, 1))
    np.testing.assert_array_equal(large.parameter.value, expected)


@every_kind
def test_that_float32_stays_float32(kind):
    optimizer = SPECS[kind].build(parameters := named(np.float32, count=2))
    take_steps(optimizer, 0, STEPS)
    assert parameters[0].parameter.value.dtype == np.float32
    assert all(array.dtype == np.float32 for array in optimizer.state().values())
    np.testing.assert_allclose(
        parameters[0].parameter.value, CASES[kind].weights, rtol=1e-5, atol=1e-5
    )


@every_kind
def test_that_a_step_allocates_nothing(kind):
    parameters = [NamedParameter("0.dense.weight", Parameter(np.ones((256, 256))))]
    optimizer = SPECS[kind].build(parameters)
    parameters[0].parameter.gradient[...] = 0.5
    optimizer.step()
    tracemalloc.start()
    try:
        optimizer.step()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000


@every_kind
def test_that_the_learning_rate_may_change_between_steps(kind):
    optimizer = SPECS[kind].build(parameters := named())
    take_steps(optimizer, 0, 3)
    before = parameters[0].parameter.value.copy()
    optimizer.learning_rate = 0.0
    take_steps(optimizer, 3, 4)
    np.testing.assert_array_equal(parameters[0].parameter.value, before)


@every_kind
@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), "fast", True, None])
def test_that_a_learning_rate_out_of_range_is_refused_by_name(kind, rate):
    with pytest.raises(SpecError, match=f"{kind}: learning_rate must be a number above 0"):
        OPTIMIZERS[kind](learning_rate=rate)


@pytest.mark.parametrize(("kind", "name", "number"), list(settings_out_of_range()))
def test_that_every_setting_out_of_range_is_refused_by_name(kind, name, number):
    with pytest.raises(SpecError, match=f"{kind}: {name} must be a number"):
        OPTIMIZERS[kind](**{name: number})


@every_kind
def test_that_a_network_without_parameters_is_refused(kind):
    with pytest.raises(ValueError, match="the network has no parameters to train"):
        OPTIMIZERS[kind]().build([])


@every_kind
def test_that_each_explains_itself_in_one_line(kind):
    spec = OPTIMIZERS[kind]
    assert spec.TITLE
    assert 20 < len(spec.EXPLAINS) < 80
