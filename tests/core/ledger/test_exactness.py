"""The ledger's totals against the stored tensors and a naive oracle, on random networks."""

import numpy as np
import pytest

from core.anatomy.addresses import INPUT_LAYER, LossAddress, ParameterAddress
from core.exporting.trained_model import trained_model
from core.importing.model_import import import_model
from core.layers.catalog import LAYER_KINDS
from core.ledger.books import Books
from core.ledger.catalog import LAYER_ENTRIES, LOSS_ENTRIES
from core.ledger.column import Quantity
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.losses.catalog import LOSSES
from core.trace import trace_sample
from core.training.snapshot import take_snapshot
from tests.support import ledger_oracle
from tests.support.ledger_architectures import (
    LedgerCase,
    random_case,
    random_parameters,
    random_values,
)
from tests.support.quick_sample import quick_sample
from tests.support.torch_models import stored_model

CASES = range(63)
#: Networks that were made by another program.
IMPORTED = {900: "lenet_traced.onnx", 901: "norms_traced.onnx"}
VALUES_PER_CASE = 24
PARAMETERS_PER_CASE = 10
LIMIT = 1e-5


@pytest.fixture(scope="module")
def cases():
    return {}


def case_of(cases, seed):
    if seed not in cases:
        cases[seed] = imported_case(IMPORTED[seed]) if seed in IMPORTED else random_case(seed)
    return cases[seed]


def imported_case(name):
    """Return a network that PyTorch trained, and what it made of a digit."""
    pytest.importorskip("onnx", reason="needs the extra “onnx”")
    stored = stored_model(name)
    model = import_model(stored.path)
    spec = model.experiment.network
    network = trained_model(model.experiment, model.values, 0).network
    x = stored.images[0].astype(np.float32) / 255
    trace = trace_sample(network, model.experiment.make_loss(), x, 7)
    values = take_snapshot(network, step=0, epoch=0).values
    return LedgerCase(
        spec, network, Books(spec.outline(), trace, values, 7, model.experiment.make_loss())
    )


def parameters_of(books, outline):
    start = f"{outline.position}.{outline.spec.KIND}."
    return {
        path.removeprefix(start): array
        for path, array in books.values.items()
        if path.startswith(start)
    }


def check(page, stored, expected, size):
    """Compare a page with the stored number and with the oracle's."""
    allowed = LIMIT * max(size, abs(stored), 1e-30)
    assert page.stored == stored
    assert abs(page.total - stored) <= allowed, page.title
    assert abs(page.total - expected) <= allowed, page.title
    assert page.agrees, page.title
    assert not page.missing


def check_factors(page, books, rng):
    """Every factor with an address must be the very number that is stored there."""
    positions = rng.choice(len(page.terms), min(len(page.terms), 12), replace=False)
    for position in positions:
        term = page.terms[int(position)]
        for factor in term.factors:
            if factor.address is None or factor.role == "normalised input":
                continue
            if isinstance(factor.address, ParameterAddress):
                there = books.values[factor.address.path][factor.address.index]
            elif factor.quantity is Quantity.GRADIENT:
                there = books.gradient(factor.address.layer)[factor.address.index]
            else:
                there = books.output(factor.address.layer)[factor.address.index]
            assert factor.value == float(there), (page.title, term)


def test_that_every_registered_kind_has_a_ledger():
    assert set(LAYER_ENTRIES) == set(LAYER_KINDS)
    assert set(LOSS_ENTRIES) == set(LOSSES)
    for kind, entries in [*LAYER_ENTRIES.items(), *LOSS_ENTRIES.items()]:
        assert kind == entries.KIND


@pytest.mark.slow
def test_that_the_random_networks_hold_everything(cases):
    specs = [outline.spec for seed in CASES for outline in case_of(cases, seed).books.outlines]
    assert {spec.KIND for spec in specs} == set(LAYER_KINDS)
    pools = [spec for spec in specs if spec.KIND == "max_pool2d"]
    assert any(p.pool_size[0] > p.stride[0] for p in pools), "no overlapping pool"
    assert any(p.pool_size[0] < p.stride[0] for p in pools), "no pool with gaps"
    for kind in ("conv2d", "max_pool2d", "average_pool2d"):
        paddings = [spec.padding for spec in specs if kind == spec.KIND]
        assert {"valid", "same"} < {p if isinstance(p, str) else "own" for p in paddings}
        assert any(s.stride[0] != s.stride[1] for s in specs if kind == s.KIND)
    architectures = {case_of(cases, seed).spec for seed in CASES}
    assert len(architectures) >= 50
    assert len(CASES) * (VALUES_PER_CASE + PARAMETERS_PER_CASE) >= 2000


@pytest.mark.parametrize("seed", [*quick_sample(CASES, 4), *IMPORTED])
def test_that_values_of_a_random_network_are_explained_exactly(cases, seed):
    books = case_of(cases, seed).books
    rng = np.random.default_rng(seed)
    for address in random_values(books, rng, VALUES_PER_CASE):
        layer, index = address.layer, address.index
        if layer != INPUT_LAYER:
            outline = books.outlines[layer]
            page = how_it_was_made(address, books)
            expected, size = ledger_oracle.made(
                outline, books.output(layer - 1), parameters_of(books, outline), index
            )
            check(page, float(books.output(layer)[index]), expected, size)
            check_factors(page, books, rng)
        page = what_it_was_blamed_for(address, books)
        check_factors(page, books, rng)
        expected, size = expected_blame(books, layer, index)
        check(page, float(books.gradient(layer)[index]), expected, size)


def expected_blame(books, layer, index):
    last = len(books.outlines) - 1
    kind, smoothing = books.loss.KIND, getattr(books.loss, "label_smoothing", 0.0)
    if layer == last:
        p = books.output(last)
        slope = ledger_oracle.loss_slope(kind, smoothing, p, books.label, index[0])
        # a difference is coarse where the logarithm is steep
        room = min(float(p[index[0]]), 1 - float(p[index[0]]))
        coarse = 1e-11 / abs(room) ** 3 / LIMIT if kind != "mean_squared_error" else 0
        return slope, max(1.0, abs(slope)) + coarse
    if layer == last - 1 and books.is_fused:
        z, p = books.output(layer), books.output(last)
        squeeze = books.outlines[last].spec.KIND
        slope = ledger_oracle.loss_slope(kind, smoothing, p, books.label, index[0], squeeze, z)
        return slope, 1.0
    outline = books.outlines[layer + 1]
    return ledger_oracle.blamed(
        outline,
        books.output(layer),
        books.output(layer + 1),
        books.gradient(layer + 1),
        parameters_of(books, outline),
        index,
    )


@pytest.mark.parametrize("seed", [*quick_sample(CASES, 4), *IMPORTED])
def test_that_parameters_of_a_random_network_are_blamed_exactly(cases, seed):
    books = case_of(cases, seed).books
    rng = np.random.default_rng(seed)
    for address in random_parameters(books, rng, PARAMETERS_PER_CASE):
        outline = books.outlines[address.layer]
        page = what_it_was_blamed_for(address, books)
        expected, size = ledger_oracle.parameter_blamed(
            outline,
            books.output(address.layer - 1),
            books.gradient(address.layer),
            parameters_of(books, outline),
            address.name,
            address.index,
        )
        stored = float(books.trace.parameter_gradients[address.path][address.index])
        check(page, stored, expected, size)
        check_factors(page, books, rng)


@pytest.mark.parametrize("seed", [*quick_sample(CASES, 4), *IMPORTED])
def test_that_the_loss_of_a_random_network_is_explained(cases, seed):
    books = case_of(cases, seed).books
    page = how_it_was_made(LossAddress(), books)
    smoothing = getattr(books.loss, "label_smoothing", 0.0)
    p = books.output(len(books.outlines) - 1)
    if books.loss.KIND == "categorical_cross_entropy" and p[books.label] < 1e-6:
        expected = page.stored
    else:
        expected = ledger_oracle.loss_of(books.loss.KIND, smoothing, p, books.label)
    check(page, books.trace.loss, expected, max(1.0, abs(expected)))


@pytest.mark.parametrize("seed", quick_sample(range(0, 63, 4), 3))
def test_that_blame_is_how_much_the_loss_changes(seed):
    """In float64: nudge a number, run the rest of the network, and look at the loss."""
    case = random_case(seed, np.float64)
    books, layers, step = case.books, case.network.layers, 1e-6

    def loss_from(layer, values):
        x = values[None]
        for after in layers[layer + 1 :]:
            x = after.forward(x, training=False)
        return books.loss.value_and_gradient(x, np.array([books.label]))[0]

    rng = np.random.default_rng(seed)
    compared = 0
    for address in random_values(books, rng, 12):
        values = books.output(address.layer).copy()
        sides, here = [], values[address.index]
        for sign in (1, -1):
            values[address.index] = here + sign * step
            sides.append(loss_from(address.layer, values))
        values[address.index] = here
        middle = loss_from(address.layer, values)
        if abs(sides[0] + sides[1] - 2 * middle) > 1e-9:
            continue  # a kink of a ReLU or a tie of a max-pool: there is no derivative
        slope = (sides[0] - sides[1]) / (2 * step)
        page = what_it_was_blamed_for(address, books)
        assert page.total == pytest.approx(slope, rel=1e-5, abs=1e-7), page.title
        compared += 1
    assert compared >= 4
