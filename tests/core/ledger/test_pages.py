"""Pages worked by hand, and what they say when something is missing."""

from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.account import Combination
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from tests.support.ledger_books import books_of

INK = [[1, 2, 0], [0, 3, 1], [2, 0, 4]]


@pytest.fixture
def conv_books():
    """A 2×2 filter over a 3×3 image with a row and column of padding above and to the left."""
    layers = [
        Conv2DSpec(1, (2, 2), (1, 1), ((1, 0), (1, 0))),
        FlattenSpec(),
        DenseSpec(2),
        SoftmaxSpec(),
    ]
    arrays = {"0.conv2d.weight": [10, 20, 30, 40], "0.conv2d.bias": [0.5]}
    return books_of((3, 3, 1), layers, INK, label=1, arrays=arrays)


@pytest.fixture
def pool_books():
    layers = [ReLUSpec(), MaxPool2DSpec((2, 2), (1, 1)), FlattenSpec(), DenseSpec(2)]
    return books_of((3, 3, 1), [*layers, SoftmaxSpec()], [[0, 5, 5], [5, -1, 5], [-2, 0, 1]])


def test_that_a_convolution_is_explained_cell_by_cell(conv_books):
    page = how_it_was_made(ValueAddress(0, (1, 1, 0)), conv_books)
    assert page.title == "Conv2D · filter 0 · pixel (1, 1)"
    assert page.terms.grid == (2, 2)
    assert [t.label for t in page.terms] == [
        "pixel (0, 0)", "pixel (0, 1)", "pixel (1, 0)", "pixel (1, 1)"
    ]  # fmt: skip
    assert [t.product for t in page.terms] == [10, 40, 0, 120]
    assert page.terms[3].address == ValueAddress(-1, (1, 1, 0))
    assert page.terms[3].group == "input channel 0"
    x, w = page.terms[3].factors
    assert (x.role, x.value, w.role, w.value) == ("input", 3.0, "weight", 40.0)
    assert w.address == ParameterAddress("0.conv2d.weight", (1, 1, 0, 0))
    products, bias = page.lines
    assert (products.label, products.value) == ("Σ input × weight", 170)
    assert (bias.value, bias.address) == (0.5, ParameterAddress("0.conv2d.bias", (0,)))
    assert page.total == page.stored == 170.5
    assert page.difference == 0
    assert page.agrees


def test_that_padding_is_marked_and_leads_nowhere(conv_books):
    page = how_it_was_made(ValueAddress(0, (0, 1, 0)), conv_books)
    assert [t.mark for t in page.terms] == ["padding", "padding", "", ""]
    assert page.terms[0].address is None
    assert page.terms[0].label == "padding"
    assert page.terms[0].factors[1].address == ParameterAddress("0.conv2d.weight", (0, 0, 0, 0))
    assert page.total == 1 * 30 + 2 * 40 + 0.5
    assert any("padding" in note for note in page.notes)


def test_that_blame_reaches_a_pixel_through_every_window_over_it(conv_books):
    page = what_it_was_blamed_for(ValueAddress(-1, (1, 1, 0)), conv_books)
    delta = conv_books.gradient(0)[:, :, 0]
    # window (1, 1) has the pixel in its last cell, window (2, 2) in its first
    assert [t.factors[1].value for t in page.terms] == [40, 30, 20, 10]
    assert [t.address.index for t in page.terms] == [
        (1, 1, 0), (1, 2, 0), (2, 1, 0), (2, 2, 0)
    ]  # fmt: skip
    by_hand = 40 * delta[1, 1] + 30 * delta[1, 2] + 20 * delta[2, 1] + 10 * delta[2, 2]
    assert page.total == pytest.approx(float(by_hand), rel=1e-5)


def test_that_ties_are_marked_and_the_first_in_row_order_wins(pool_books):
    page = how_it_was_made(ValueAddress(1, (0, 0, 0)), pool_books)
    assert page.combination is Combination.MAXIMUM
    assert [t.mark for t in page.terms] == ["loses", "winner", "tied, but later", "loses"]
    assert page.total == 5
    assert "first in row order" in page.notes[0]
    assert [line.value for line in page.lines] == [5, 5, 0]


def test_that_a_loser_gets_nothing_and_a_winner_of_two_windows_gets_both(pool_books):
    winner = what_it_was_blamed_for(ValueAddress(0, (0, 1, 0)), pool_books)
    delta = pool_books.gradient(1)[:, :, 0]
    assert [t.mark for t in winner.terms] == ["won", "won"]
    assert winner.total == pytest.approx(float(delta[0, 0]) + float(delta[0, 1]))
    loser = what_it_was_blamed_for(ValueAddress(0, (0, 2, 0)), pool_books)
    assert loser.total == 0
    assert "won no window" in loser.notes[0]


def test_that_a_relu_at_exactly_zero_counts_as_closed(pool_books):
    page = what_it_was_blamed_for(ValueAddress(-1, (2, 1, 0)), pool_books)
    assert page.terms[0].factors[1].value == 0
    assert "exactly 0" in page.notes[0]
    made = how_it_was_made(ValueAddress(0, (2, 1, 0)), pool_books)
    assert [line.value for line in made.lines] == [0, 0]
    assert how_it_was_made(ValueAddress(0, (0, 1, 0)), pool_books).lines[0].value == 1


def test_that_the_walk_from_the_loss_to_the_ink_follows_the_terms(conv_books):
    page = how_it_was_made(LossAddress(), conv_books)
    layers = []
    address = page.terms.largest_first(1).terms[0].address
    while address.layer >= 0:
        layers.append(address.layer)
        page = how_it_was_made(address, conv_books)
        assert page.agrees
        address = next(t.address for t in page.terms.largest_first(9).terms if t.address)
    assert layers == [3, 2, 1, 0]
    end = how_it_was_made(address, conv_books)
    assert end.agrees
    assert not len(end.terms)


def test_that_a_weight_knows_where_it_started(conv_books):
    address = ParameterAddress("0.conv2d.weight", (0, 1, 0, 0))
    assert how_it_was_made(address, conv_books).total == 20
    books = replace(conv_books, initial={"0.conv2d.weight": np.full((2, 2, 1, 1), 4.0)})
    page = how_it_was_made(address, books)
    assert [line.value for line in page.lines] == [4, 16]
    assert page.total == page.stored == 20


def test_that_titles_say_where_a_number_is(conv_books):
    def title(address):
        return how_it_was_made(address, conv_books).title

    assert title(ValueAddress(-1, (2, 0, 0))) == "Input · pixel (2, 0)"
    assert title(ValueAddress(1, (4,))) == "Flatten · channel 0, row 1, column 1 (= 4)"
    assert title(ValueAddress(2, (1,))) == "Dense · class 1"
    assert title(ValueAddress(3, (0,))) == "Softmax · class 0"
    assert title(LossAddress()) == "Loss"
    weight = ParameterAddress("0.conv2d.weight", (1, 0, 0, 0))
    assert title(weight) == "Conv2D · filter 0 · weight (1, 0)"
    dense = ParameterAddress("2.dense.weight", (3, 1))
    assert title(dense) == "Dense · class 1 · weight of channel 0, row 1, column 0 (= 3)"


def test_that_without_a_label_the_page_says_so():
    books = books_of((2,), [DenseSpec(2), SoftmaxSpec()], [1, 2], label=None)
    for address in (ValueAddress(0, (1,)), ParameterAddress("0.dense.weight", (0, 1))):
        page = what_it_was_blamed_for(address, books)
        assert "no label" in page.missing
        assert "choose a labelled sample" in page.missing
        assert page.stored is None
        assert not page.agrees
    assert "no label" in how_it_was_made(LossAddress(), books).missing
    assert how_it_was_made(ValueAddress(0, (1,)), books).agrees


def test_that_numbers_that_are_not_finite_say_what_to_do():
    layers = [DenseSpec(2), SoftmaxSpec()]
    books = books_of((2,), layers, [1, 2], arrays={"0.dense.weight": [np.nan, 1, 1, 1]})
    for address in (ValueAddress(0, (0,)), ValueAddress(1, (1,)), LossAddress()):
        page = how_it_was_made(address, books)
        assert "diverged" in page.missing
        assert not page.agrees
    assert (
        "smaller learning rate" in what_it_was_blamed_for(ValueAddress(-1, (0,)), books).missing
    )
    assert how_it_was_made(ValueAddress(0, (1,)), books).agrees


@pytest.mark.parametrize(
    "address",
    [
        ValueAddress(9, (0,)),
        ValueAddress(0, (3, 0, 0)),
        ValueAddress(0, (0, 0)),
        ValueAddress(0, (0, -1, 0)),
        ParameterAddress("0.dense.weight", (0, 0)),
        ParameterAddress("0.conv2d.weight", (0, 0, 0, 1)),
    ],
)
def test_that_a_number_that_no_longer_exists_is_refused_in_one_sentence(conv_books, address):
    for page in (how_it_was_made, what_it_was_blamed_for):
        with pytest.raises(LedgerError, match="select another number") as error:
            page(address, conv_books)
        assert str(error.value).count(". ") == 0


def test_that_a_trace_of_another_network_is_refused(conv_books):
    books = replace(conv_books, outlines=conv_books.outlines[:2])
    with pytest.raises(LedgerError, match="different networks"):
        how_it_was_made(ValueAddress(0, (0, 0, 0)), books)
