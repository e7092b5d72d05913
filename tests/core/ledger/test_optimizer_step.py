"""The step of every optimiser, against the optimiser itself."""

import pytest

from core.anatomy.addresses import ParameterAddress
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.optimizer_step import optimizer_step
from core.network import NamedParameter
from core.optimizers.catalog import OPTIMIZERS
from core.parameter import Parameter
from tests.support.random_runs import EVERY, PAIRS, optimizer_of

PATH = "0.dense.weight"


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_that_the_page_takes_the_step_the_optimiser_takes(kind, rng):
    spec = OPTIMIZERS[kind]()
    parameter = Parameter(rng.standard_normal((3, 2)))
    optimizer = spec.build([NamedParameter(PATH, parameter)])
    for step in range(1, 5):
        parameter.gradient[...] = rng.standard_normal((3, 2))
        before = parameter.value.copy()
        kept = {name: array.copy() for name, array in optimizer.state().items()}
        optimizer.learning_rate = spec.learning_rate / step
        optimizer.step()
        page = optimizer_step(
            ParameterAddress(PATH, (2, 1)),
            spec,
            value=float(before[2, 1]),
            gradient=float(parameter.gradient[2, 1]),
            kept=kept,
            step=step,
            learning_rate=optimizer.learning_rate,
            taken=float(parameter.value[2, 1]),
        )
        assert page.relative_difference < 1e-12
        change = float(parameter.value[2, 1]) - float(before[2, 1])
        assert page.lines[-1].value == pytest.approx(change, rel=1e-9)
        names = {}
        exec(as_numpy(page).replace("print(", "("), names)
        assert float(names["total"]) == pytest.approx(page.total, rel=1e-12)


def test_that_the_few_runs_of_the_quick_suite_have_every_optimiser():
    assert {optimizer_of(seed).KIND for seed in range(0, PAIRS, EVERY)} == set(OPTIMIZERS)


def test_that_plain_sgd_is_worked_by_hand():
    spec = OPTIMIZERS["sgd"](learning_rate=0.5)
    address = ParameterAddress(PATH, (0, 0))
    page = optimizer_step(address, spec, value=1.0, gradient=-0.25)
    assert page.total == 1.125
    assert page.stored is None
    assert page.lines[-1].value == 0.125
    assert page.formula.text == "w ← w − η · g"


def test_that_a_broken_gradient_says_so():
    address = ParameterAddress(PATH, (0, 0))
    page = optimizer_step(address, OPTIMIZERS["sgd"](), value=1.0, gradient=float("nan"))
    assert "no finite number" in page.missing
