"""What every optimiser must do, against PyTorch's results and against the textbook."""

import tracemalloc

import numpy as np
import pytest

from core.errors import SpecError
from core.network import NamedParameter
from core.optimizers.adagrad import AdaGradSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.base import BLOCK
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.momentum import MomentumSpec
from core.optimizers.nesterov import NesterovSpec
from core.optimizers.rms_prop import RMSPropSpec
from core.optimizers.sgd import SGDSpec
from core.parameter import Parameter
from tests.support.optimizer_cases import (
    SPECS,
    START,
    STEPS,
    every_kind,
    gradient,
    named,
    take_steps,
)
from tests.support.textbook import history

#: Weights after 20 steps of torch.optim 2.13 in float64, from `START` along `gradient`.
TORCH = {
    "sgd": [
        0.5149051762419459, -1.2984253429525692, -0.12857767308081008, 1.8348548331332553,
        -0.410277467928757,
    ],
    "momentum": [
        0.23968802093813243, -1.7445305127977424, -0.48801017277531616, 1.8910906014231827,
        0.23209885286698473,
    ],
    "nesterov": [
        0.4028342894809474, -1.4747175988755983, -0.2639979118827758, 1.8697374805519287,
        -0.1431157808858758,
    ],
    "adagrad": [
        0.44332210280643797, -1.3587958910971392, -0.0766294213070196, 1.9557978385544883,
        -0.328890280611414,
    ],
    "rms_prop": [
        0.4865018463938848, -1.2814778683928802, -0.02417144769154088, 1.9839365803311362,
        -0.3134482398469966,
    ],
    "adam": [
        0.44683490225870626, -1.3312429206434238, -0.060176771285069965, 1.9728380456437182,
        -0.28790396400228474,
    ],
    "adam_w": [
        0.3956278533681477, -1.180889209998309, -0.05372667833467353, 1.749057362909138,
        -0.2549653982376026,
    ],
}  # fmt: skip


def test_that_every_optimizer_has_a_case():
    assert SPECS.keys() == OPTIMIZERS.keys() == TORCH.keys()


@every_kind
def test_that_twenty_steps_match_those_of_pytorch(kind):
    optimizer = SPECS[kind].build(parameters := named())
    take_steps(optimizer, 0, STEPS)
    np.testing.assert_allclose(parameters[0].parameter.value, TORCH[kind], rtol=0, atol=1e-12)


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
    spec, optim = SPECS[kind], torch.optim
    weight = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    rate = spec.learning_rate
    match spec:
        case SGDSpec():
            other = optim.SGD([weight], lr=rate)
        case MomentumSpec(momentum=mu):
            other = optim.SGD([weight], lr=rate, momentum=mu)
        case NesterovSpec(momentum=mu):
            other = optim.SGD([weight], lr=rate, momentum=mu, nesterov=True)
        case AdaGradSpec(epsilon=e):
            other = optim.Adagrad([weight], lr=rate, eps=e)
        case RMSPropSpec(decay=r, epsilon=e):
            other = optim.RMSprop([weight], lr=rate, alpha=r, eps=e)
        case AdamSpec(beta_1=b1, beta_2=b2, epsilon=e):
            options = {"lr": rate, "betas": (b1, b2), "eps": e}
            if isinstance(spec, AdamWSpec):
                other = optim.AdamW([weight], weight_decay=spec.weight_decay, **options)
            else:
                other = optim.Adam([weight], **options)
    ours = spec.build(parameters := named())
    for step in range(STEPS):
        weight.grad = torch.tensor(gradient(step), dtype=torch.float64)
        other.step()
        take_steps(ours, step, step + 1)
        np.testing.assert_allclose(
            parameters[0].parameter.value, weight.detach().numpy(), rtol=0, atol=1e-12
        )


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
    np.testing.assert_allclose(parameters[0].parameter.value, TORCH[kind], rtol=1e-5, atol=1e-5)


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


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("momentum", "momentum", 1.0),
        ("nesterov", "momentum", -0.1),
        ("rms_prop", "decay", 1.0),
        ("rms_prop", "epsilon", 0.0),
        ("adagrad", "epsilon", float("nan")),
        ("adam", "beta_1", 1),
        ("adam", "beta_2", 1.0),
        ("adam_w", "weight_decay", -1.0),
    ],
)
def test_that_other_settings_out_of_range_are_refused_by_name(kind, field, value):
    with pytest.raises(SpecError, match=f"{kind}: {field} must be a number"):
        OPTIMIZERS[kind](**{field: value})


@every_kind
def test_that_a_network_without_parameters_is_refused(kind):
    with pytest.raises(ValueError, match="the network has no parameters to train"):
        OPTIMIZERS[kind]().build([])


@every_kind
def test_that_each_explains_itself_in_one_line(kind):
    spec = OPTIMIZERS[kind]
    assert spec.TITLE
    assert 20 < len(spec.EXPLAINS) < 80
