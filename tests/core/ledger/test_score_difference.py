"""Why one class and not another: the terms, and what every number on the way adds."""

import runpy

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.anatomy.score_layer import class_of, score_layer
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.exact_gelu import ExactGELUSpec
from core.layers.flatten import FlattenSpec
from core.layers.gelu import GELUSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.tanh import TanhSpec
from core.ledger.books import Books
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.exports.text_export import as_text
from core.ledger.score_difference import score_difference
from core.ledger.score_parts import score_parts
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.mean_squared_error import MeanSquaredError
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import take_snapshot
from tests.support.ledger_architectures import scramble

CONV = Conv2DSpec(3, (3, 3))
#: Kinked but straight between the kinks: what a layer adds of its own is its bias alone.
STRAIGHT = {
    "mlp": ((6, 6, 1), [FlattenSpec(), DenseSpec(7), ReLUSpec(), DenseSpec(5), SoftmaxSpec()]),
    "cnn": (
        (7, 7, 2),
        [CONV, ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), DenseSpec(10), SoftmaxSpec()],
    ),
    "two classes": (
        (6, 6, 1),
        [
            CONV,
            LeakyReLUSpec(0.2),
            AveragePool2DSpec(),
            FlattenSpec(),
            DenseSpec(2),
            SigmoidSpec(),
        ],
    ),
    "dropout": (
        (9,),
        [DenseSpec(8), ReLUSpec(), DropoutSpec(0.5), DenseSpec(3), SoftmaxSpec()],
    ),
    "pooled": ((6, 6, 1), [CONV, ReLUSpec(), GlobalAveragePool2DSpec(), DenseSpec(4)]),
}
BENT = {
    "batch norm": (
        (6, 6, 1),
        [CONV, BatchNormSpec(), ReLUSpec(), FlattenSpec(), DenseSpec(4), SoftmaxSpec()],
    ),
    "tanh": ((6,), [DenseSpec(5), TanhSpec(), DenseSpec(3), TanhSpec()]),
    "gelu": (
        (5, 5, 1),
        [FlattenSpec(), DenseSpec(6), LayerNormSpec(), GELUSpec(), DenseSpec(4), SoftmaxSpec()],
    ),
    "exact gelu": ((6,), [DenseSpec(5), ExactGELUSpec(), DenseSpec(3), SoftmaxSpec()]),
    "mid softmax": ((6,), [DenseSpec(5), SoftmaxSpec(), DenseSpec(3), BatchNormSpec()]),
}
LOSSES = (CategoricalCrossEntropy(), BinaryCrossEntropy(), MeanSquaredError())
STEP = 1e-6


class Case:
    """A network in float64, what it made of a sample, and its books."""

    def __init__(self, name, *, seed=1, dropping=None):
        shape, layers = {**STRAIGHT, **BENT}[name]
        rng = np.random.default_rng([seed, 7])
        spec = NetworkSpec(shape, tuple(layers))
        self.network = build_network(spec, rng=rng, dtype=np.float64)
        scramble(self.network, rng)
        loss = LOSSES[seed % 3] if layers[-1].KIND == "softmax" else MeanSquaredError()
        trace = trace_sample(self.network, loss, rng.normal(size=shape), 1, dropping=dropping)
        values = take_snapshot(self.network, step=0, epoch=0).values
        self.books = Books(spec.outline(), trace, values, 1, loss)
        self.last = score_layer(self.books.outlines)

    def difference(self, x, first, second, stage=0):
        """Return the difference of two scores, if `x` is what stands at a stage."""
        x = x[None]
        for layer in self.network.layers[stage : self.last + 1]:
            x = layer.forward(x, training=False)
        return x[0, first] - x[0, second]

    def slope(self, array, compute):
        """Return d(compute)/d(array) by finite differences; `array` is changed and put back."""
        slopes = np.zeros(array.shape)
        for at in np.ndindex(array.shape):
            kept = array[at]
            array[at] = kept + STEP
            above = compute()
            array[at] = kept - STEP
            slopes[at] = (above - compute()) / (2 * STEP)
            array[at] = kept
        return slopes


@pytest.mark.parametrize("name", [*STRAIGHT, *BENT])
def test_that_the_terms_are_inputs_times_the_difference_of_two_columns(name):
    case = Case(name)
    books, last = case.books, case.last
    x = books.trace.values[last]
    weight, bias = (books.values[f"{last}.dense.{part}"] for part in ("weight", "bias"))
    for first, second in ((0, 1), (1, 0), (bias.size - 1, 0)):
        page = score_difference(books, first, second)
        expected = [x[i] * weight[i, first] - x[i] * weight[i, second] for i in range(x.size)]
        np.testing.assert_allclose(page.terms.products, expected, rtol=1e-12, atol=1e-14)
        assert page.lines[-1].value == pytest.approx(bias[first] - bias[second], rel=1e-12)
        scores = books.trace.values[last + 1]
        assert page.stored == scores[first] - scores[second]
        assert page.agrees
        assert page.total == pytest.approx(page.stored, rel=1e-9, abs=1e-12)
        assert page.terms[0].address == ValueAddress(last - 1, (0,))


@pytest.mark.parametrize("name", [*STRAIGHT, *BENT])
@pytest.mark.parametrize("seed", [1, 2])
def test_that_every_number_gets_its_value_times_the_slope_at_every_stage(name, seed):
    case = Case(name, seed=seed)
    found = score_parts(case.books, case.network.layers, 1, 0)
    assert len(found.parts) == len(found.added) == case.last + 1
    for stage, part in enumerate(found.parts):
        value = np.array(case.books.trace.values[stage])
        slopes = case.slope(value, lambda v=value, s=stage: case.difference(v, 1, 0, s))
        np.testing.assert_allclose(part, value * slopes, rtol=1e-5, atol=1e-7)
        assert found.total(stage) == pytest.approx(found.difference, rel=1e-9, abs=1e-10)
    terms = score_difference(case.books, 1, 0).terms.products
    np.testing.assert_allclose(found.parts[-1].reshape(-1), terms, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", STRAIGHT)
def test_that_what_a_straight_layer_adds_is_its_bias_alone(name):
    case = Case(name)
    found = score_parts(case.books, case.network.layers, 0, 1)
    image = case.books.trace.values[0]
    for position, layer in enumerate(case.network.layers[: case.last + 1]):
        expected = 0.0
        if "bias" in layer.parameters:
            bias = layer.parameters["bias"].value
            expected = (bias * case.slope(bias, lambda: case.difference(image, 0, 1))).sum()
        assert found.added[position] == pytest.approx(expected, rel=1e-6, abs=1e-8)
    # complete: pixels and biases make the difference, with nothing left over
    assert found.parts[0].sum() + sum(found.added) == pytest.approx(found.difference)


def test_that_numbers_dropped_as_in_training_add_nothing():
    case = Case("dropout", dropping=(0, 3))
    kept = case.books.trace.kept[2]
    assert not kept.all()
    found = score_parts(case.books, case.network.layers, 2, 0, dropping=(0, 3))
    assert not found.parts[2][~kept].any()
    assert found.total() == pytest.approx(found.difference)


def test_that_float32_books_are_complete_to_float32():
    case = Case("cnn")
    single = build_network(
        NetworkSpec(*STRAIGHT["cnn"][:1], tuple(STRAIGHT["cnn"][1])),
        rng=np.random.default_rng([1, 7]),
    )
    x = case.books.trace.values[0].astype(np.float32)
    trace = trace_sample(single, LOSSES[0], x, 1)
    values = take_snapshot(single, step=0, epoch=0).values
    books = Books(case.books.outlines, trace, values, 1, LOSSES[0])
    double = build_network(
        NetworkSpec(*STRAIGHT["cnn"][:1], tuple(STRAIGHT["cnn"][1])),
        rng=np.random.default_rng([1, 7]),
        dtype=np.float64,
    )
    for to, of in zip(double.named_parameters(), single.named_parameters(), strict=True):
        to.parameter.value[...] = of.parameter.value
    found = score_parts(books, double.layers, 4, 9)
    assert found.total() == pytest.approx(found.difference, abs=1e-5)
    assert score_difference(books, 4, 9).agrees


def test_that_a_last_layer_that_is_not_dense_is_refused_with_a_sentence():
    spec = NetworkSpec((5, 5, 1), (CONV, GlobalAveragePool2DSpec(), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(0))
    trace = trace_sample(network, LOSSES[0], np.ones((5, 5, 1), np.float32), 0)
    values = take_snapshot(network, step=0, epoch=0).values
    books = Books(spec.outline(), trace, values, 0, LOSSES[0])
    for refused in (
        lambda: score_difference(books, 0, 1),
        lambda: score_parts(books, network.layers, 0, 1),
    ):
        with pytest.raises(LedgerError, match="not by a dense layer"):
            refused()


@pytest.mark.parametrize(("first", "second"), [(1, 1), (0, 5), (-1, 0)])
def test_that_only_two_different_classes_are_compared(first, second):
    with pytest.raises(LedgerError, match="Two different classes of 0…4"):
        score_difference(Case("mlp").books, first, second)


def test_that_scores_and_probabilities_are_numbers_of_a_class_and_others_are_not():
    outlines = Case("mlp").books.outlines
    assert class_of(outlines, ValueAddress(3, (4,))) == 4
    assert class_of(outlines, ValueAddress(4, (2,))) == 2
    assert class_of(outlines, ValueAddress(2, (2,))) is None
    assert class_of(outlines, LossAddress()) is None
    assert class_of(outlines, None) is None


def test_that_layers_between_scores_and_output_are_named_as_left_out():
    spec = NetworkSpec((4,), (DenseSpec(3), BatchNormSpec(), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(0))
    trace = trace_sample(network, LOSSES[0], np.ones(4, np.float32), 0)
    values = take_snapshot(network, step=0, epoch=0).values
    page = score_difference(Books(spec.outline(), trace, values, 0, LOSSES[0]), 0, 2)
    assert page.notes[-1].endswith("is left out: BatchNorm.")


def test_that_the_copied_snippet_comes_to_the_difference(tmp_path, capsys):
    page = score_difference(Case("cnn").books, 2, 7)
    snippet = tmp_path / "difference.py"
    snippet.write_text(as_numpy(page))
    assert runpy.run_path(str(snippet))["total"] == pytest.approx(page.total, rel=1e-12)
    assert "class 2 minus class 7" in as_text(page)
