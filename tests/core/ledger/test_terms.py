"""Terms kept as arrays."""

import numpy as np
import pytest

from core.anatomy.addresses import ValueAddress
from core.ledger.column import Column
from core.ledger.terms import Terms


@pytest.fixture
def terms():
    places = np.arange(6)[:, None]
    x = Column("input", "x", np.array([1.0, -9.0, 3.0, 0.5, 9.0, 0.0]), 2, places)
    groups = np.array([0, 0, 1, 1, 2, 2])
    return Terms((x,), x.values, "unit", groups=groups, group_names=("a", "b", "c"))


def test_that_the_largest_come_first_and_the_rest_is_summed(terms):
    largest = terms.largest_first(3)
    assert [t.product for t in largest.terms] == [-9, 9, 3]
    assert (largest.rest_count, largest.rest_sum) == (3, 1.5)
    everything = terms.largest_first(99)
    assert len(everything.terms) == 6
    assert (everything.rest_count, everything.rest_sum) == (0, 0.0)


def test_that_what_is_not_a_number_comes_first(terms):
    values = terms.products.copy()
    values[3] = np.nan
    broken = Terms(terms.columns, values)
    assert broken.by_size()[0] == 3


def test_that_groups_have_sums_and_members(terms):
    assert terms.group_sums().tolist() == [-8, 3.5, 9]
    assert terms.group_positions(1).tolist() == [2, 3]
    assert [t.group for t in terms] == ["a", "a", "b", "b", "c", "c"]


def test_that_single_terms_are_made_on_demand(terms):
    assert len(terms) == 6
    assert terms[-1].address == ValueAddress(2, (5,))
    assert terms[1].label == "unit 1"
    with pytest.raises(IndexError, match="below 6"):
        terms[6]


@pytest.mark.parametrize(
    ("noun", "labels"),
    [
        ("class", ["class 0", "class 1", "class 2"]),
        ("unit", ["unit 0", "unit 1", "unit 2"]),
        ("input", ["input 0", "input 1", "input 2"]),
    ],
)
def test_that_classes_and_units_are_called_by_index(noun, labels):
    x = Column("input", "x", np.array([1.0, 2.0, 3.0]), 2, np.arange(3)[:, None])
    assert [term.label for term in Terms((x,), x.values, noun)] == labels


def test_that_rows_and_columns_count_from_0_and_padding_is_told():
    places = np.array([[0, 0, 4], [3, 12, 4], [-1, -1, -1]])
    x = Column("input", "x", np.zeros(3), 2, places)
    labels = [term.label for term in Terms((x,), x.values, "pixel")]
    assert labels == ["pixel (0, 0)", "pixel (3, 12)", "padding"]
