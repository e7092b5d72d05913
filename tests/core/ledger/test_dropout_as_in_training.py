"""The ledger of a sample that meets dropout as in training."""

import numpy as np
import pytest

from core.anatomy.addresses import ValueAddress
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.books import Books
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import take_snapshot
from tests.support.ledger_architectures import random_parameters, random_values

MAPS = NetworkSpec(
    (14, 14, 1),
    (
        Conv2DSpec(4),
        ReLUSpec(),
        DropoutSpec(0.25),
        MaxPool2DSpec(),
        Conv2DSpec(3),
        DropoutSpec(0.6),
        BatchNormSpec(),
        AveragePool2DSpec(),
        FlattenSpec(),
        DenseSpec(12),
        DropoutSpec(0.5),
        DenseSpec(5),
        SoftmaxSpec(),
    ),
)
FLAT = NetworkSpec(
    (9,),
    (DropoutSpec(0.3), DenseSpec(6), DropoutSpec(0.0), DenseSpec(3), SoftmaxSpec()),
)


def books_of(spec, seed):
    rng = np.random.default_rng(seed)
    network = build_network(spec, rng=rng)
    loss = CategoricalCrossEntropy()
    x = rng.random(spec.input_shape, np.float32)
    trace = trace_sample(network, loss, x, 1, dropping=(2, seed))
    values = take_snapshot(network, step=0, epoch=0).values
    return Books(spec.outline(), trace, values, 1, loss)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("spec", [MAPS, FLAT])
def test_that_every_page_of_such_a_sample_agrees_with_the_stored_numbers(spec, seed):
    books = books_of(spec, seed)
    rng = np.random.default_rng(seed)
    addresses = [*random_values(books, rng, 60), *random_parameters(books, rng, 20)]
    for address in addresses:
        for page in (how_it_was_made(address, books), what_it_was_blamed_for(address, books)):
            if page.stored is None:
                continue
            assert page.agrees, (page.title, page.total, page.stored)
            assert not page.missing


@pytest.mark.parametrize("layer", [2, 5, 10])
def test_that_a_dropped_number_is_nothing_and_a_kept_one_is_scaled(layer):
    books = books_of(MAPS, 3)
    x, y = books.output(layer - 1), books.output(layer)
    kept, rate = books.trace.kept[layer], books.outlines[layer].spec.rate
    seen = set()
    for index in np.ndindex(y.shape):
        by_hand = float(x[index]) / (1 - rate) if kept[index] else 0.0
        assert float(y[index]) == pytest.approx(by_hand, rel=1e-6)
        if bool(kept[index]) not in seen and x[index]:
            seen.add(bool(kept[index]))
            made = how_it_was_made(ValueAddress(layer, index), books)
            blamed = what_it_was_blamed_for(ValueAddress(layer - 1, index), books)
            assert made.total == pytest.approx(by_hand, rel=1e-6)
            delta = float(books.gradient(layer)[index])
            by_hand = delta / (1 - rate) if kept[index] else 0.0
            assert blamed.total == pytest.approx(by_hand, rel=1e-6)
            word = "kept" if kept[index] else "dropped out"
            assert word in made.account.notes[0]
    assert seen == {True, False}


def test_that_the_same_sample_meets_the_same_mask_and_another_one_another():
    first, again, other = books_of(MAPS, 4), books_of(MAPS, 4), books_of(MAPS, 5)
    for layer, kept in first.trace.kept.items():
        np.testing.assert_array_equal(kept, again.trace.kept[layer])
        assert not kept.flags.writeable
        if kept.size > 20:
            assert (kept != other.trace.kept[layer]).any()
