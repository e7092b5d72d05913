"""What a pixel gives to the layer that reads it, product by product."""

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.passed_on import passed_on
from tests.support.ledger_books import books_of

INK = np.random.default_rng(4).normal(size=(5, 6, 2))
HEAD = [FlattenSpec(), DenseSpec(3), SoftmaxSpec()]
GEOMETRIES = (
    ((2, 2), (1, 1), "valid"),
    ((3, 3), (1, 1), "same"),
    ((3, 2), (2, 1), ((1, 0), (0, 2))),
    ((1, 2), (2, 3), "valid"),
)


@pytest.mark.parametrize(("kernel", "stride", "padding"), GEOMETRIES)
def test_that_a_pixel_gives_what_the_outputs_lose_without_it(kernel, stride, padding):
    layers = [Conv2DSpec(3, kernel, stride, padding), *HEAD]
    books = books_of((5, 6, 2), layers, INK)
    for index in np.ndindex(5, 6, 2):
        without = INK.copy()
        without[index] = 0
        arrays = {path: array for path, array in books.values.items() if path.startswith("0.")}
        lost = books.output(0) - books_of((5, 6, 2), layers, without, arrays=arrays).output(0)
        given = passed_on(ValueAddress(-1, index), books)
        assert given.layer == 0
        assert given.reads == ValueAddress(-1, index)
        found = np.zeros_like(lost)
        for term in given.terms:
            found[term.address.index] += term.product
            x, weight, product = term.factors
            assert x.value * weight.value == product.value == term.product
            assert isinstance(weight.address, ParameterAddress)
            assert weight.value == books.values[weight.address.path][weight.address.index]
        np.testing.assert_allclose(found, lost, atol=1e-5)
        if len(given.terms):
            assert given.largest.index == np.unravel_index(np.abs(lost).argmax(), lost.shape)


def test_that_flatten_is_seen_through():
    books = books_of((5, 6, 2), HEAD, INK)
    given = passed_on(ValueAddress(-1, (3, 4, 1)), books)
    assert given.layer == 1
    assert given.reads == ValueAddress(0, ((3 * 6 + 4) * 2 + 1,))
    weights = books.values["1.dense.weight"][(3 * 6 + 4) * 2 + 1]
    np.testing.assert_allclose(given.terms.products, np.float32(INK[3, 4, 1]) * weights)
    assert [term.address for term in given.terms] == [ValueAddress(1, (k,)) for k in range(3)]


def test_that_a_number_of_a_flat_sample_goes_to_every_unit():
    books = books_of((4,), [DenseSpec(3), SoftmaxSpec()], [1, 2, 3, 4])
    given = passed_on(ValueAddress(-1, (2,)), books)
    np.testing.assert_allclose(given.terms.products, 3 * books.values["0.dense.weight"][2])


def test_that_other_numbers_and_layers_without_weights_give_no_products():
    books = books_of((5, 6, 2), [BatchNormSpec(), *HEAD], INK)
    assert passed_on(ValueAddress(-1, (0, 0, 0)), books) is None
    assert passed_on(ValueAddress(1, (0,)), books) is None
    assert passed_on(LossAddress(), books) is None
