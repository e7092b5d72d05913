"""How much of the processor both pages of one number take."""

import time

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.ledger.books import Books
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from tests.support.moments import make_moment


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize(("preset", "milliseconds"), [("seed-cnn", 5), ("lenet-5", 15)])
def test_that_a_click_is_answered_at_once(preset, milliseconds):
    moment = make_moment(preset)
    loss = CategoricalCrossEntropy()
    values = moment.snapshot.values
    books = Books(moment.outlines, moment.trace, values, moment.sample.label, loss)
    addresses = [
        ValueAddress(layer, tuple(side // 2 for side in books.output(layer).shape))
        for layer in range(-1, len(books.outlines))
    ]
    addresses += [
        ParameterAddress(path, tuple(side // 2 for side in array.shape))
        for path, array in values.items()
    ]
    for address in addresses:
        seconds = []
        for _ in range(9):
            began = time.thread_time()
            for page in (
                how_it_was_made(address, books),
                what_it_was_blamed_for(address, books),
            ):
                page.terms.largest_first(12)
            seconds.append(time.thread_time() - began)
        assert np.min(seconds) * 1000 < milliseconds, address
