"""The pages of a layer normalisation, worked by hand."""

import numpy as np
import pytest

from core.anatomy.addresses import ValueAddress
from core.layers.dense import DenseSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from tests.support.ledger_books import books_of


@pytest.fixture
def books():
    """A sample of mean 5 and variance 5 - ε: s = √5 is exact enough to read."""
    arrays = {"0.layer_norm.gamma": [1, 2, 3, 4], "0.layer_norm.beta": [0, 10, 0, 0]}
    layers = [LayerNormSpec(1e-8), DenseSpec(2), SoftmaxSpec()]
    return books_of((4,), layers, [2, 4, 6, 8], arrays=arrays)


def test_that_an_output_tells_mean_and_variance_of_its_sample(books):
    page = how_it_was_made(ValueAddress(0, (1,)), books)
    assert [term.label for term in page.terms] == [f"number {k}" for k in (0, 1, 2, 3)]
    assert [term.product for term in page.terms] == [9, 1, 1, 9]
    lines = {line.label: line.value for line in page.lines}
    assert (lines["mean μ"], lines["variance σ²"]) == (5, 5)
    assert page.total == pytest.approx(10 - 2 / np.sqrt(5), rel=1e-8)
    assert page.agrees


def test_that_the_blame_of_an_input_goes_three_ways(books):
    page = what_it_was_blamed_for(ValueAddress(-1, (0,)), books)
    h = books.gradient(0).astype(float) * [1, 2, 3, 4]
    normal = np.array([-3, -1, 1, 3]) / np.sqrt(5)
    ways = [h[0], -h.mean(), -normal[0] * (h * normal).mean()]
    labels = ("direct path", "through the mean", "and variance")
    shown = [line.value for line in page.lines if line.label.startswith(labels)]
    np.testing.assert_allclose(shown, np.array(ways) / np.sqrt(5), rtol=1e-6)
    assert page.total == pytest.approx(sum(shown), rel=1e-9)
    assert page.agrees
