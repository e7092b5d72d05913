"""Indices are written by one writer, from 0 or from 1."""

import threading

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.anatomy.titles import title_in_code, title_of
from core.index_words import (
    count_from,
    index_words,
    laid_words,
    one_of_words,
    place_words,
    span_words,
    unit_words,
)
from core.ledger.column import Column
from core.ledger.terms import Terms
from core.presets import SEED_CNN

OUTLINES = SEED_CNN.network.outline()


@pytest.fixture(autouse=True)
def counting_from_zero_again():
    yield
    count_from(0)


def test_that_everything_but_classes_begins_with_what_was_chosen():
    said = []
    for first in (0, 1):
        count_from(first)
        said.append(
            (
                index_words(1263),
                place_words((17, 12)),
                span_words(0, 7),
                one_of_words("filter", 3, 8),
                one_of_words("channel", 0, 1),
                unit_words("unit", 4),
                unit_words("class", 4),
                laid_words(137, (13, 13, 8)),
            )
        )
    assert said == [
        ("1,263", "(17, 12)", "0…7", "filter 3 of 0…7", "channel 0", "unit 4", "class 4",
         "channel 1, row 1, column 4 (= 137)"),
        ("1,264", "(18, 13)", "1…8", "filter 4 of 1…8", "channel 1", "unit 5", "class 4",
         "channel 2, row 2, column 5 (= 138)"),
    ]  # fmt: skip


def test_that_nothing_but_0_and_1_can_be_counted_from():
    with pytest.raises(ValueError, match="expected 0 or 1, received 2"):
        count_from(2)
    assert index_words(5) == "5"


def test_that_other_threads_count_alike():
    count_from(1)
    said = []
    thread = threading.Thread(target=lambda: said.append(index_words(0)))
    thread.start()
    thread.join(10)
    assert said == ["1"]


@pytest.mark.parametrize(
    ("address", "from_zero", "from_one"),
    [
        (ValueAddress(0, (8, 15, 3)), "Conv2D · filter 3 · pixel (8, 15)",
         "Conv2D · filter 4 · pixel (9, 16)"),
        (ValueAddress(3, (137,)), "Flatten · channel 1, row 1, column 4 (= 137)",
         "Flatten · channel 2, row 2, column 5 (= 138)"),
        (ValueAddress(5, (7,)), "Softmax · class 7", "Softmax · class 7"),
        (ParameterAddress("0.conv2d.weight", (0, 2, 0, 5)), "Conv2D · filter 5 · weight (0, 2)",
         "Conv2D · filter 6 · weight (1, 3)"),
    ],
)  # fmt: skip
def test_that_titles_follow_and_code_counts_from_0(address, from_zero, from_one):
    assert title_of(OUTLINES, address) == from_zero
    count_from(1)
    assert title_of(OUTLINES, address) == from_one
    assert title_in_code(OUTLINES, address) == from_zero


def test_that_the_terms_of_a_page_follow():
    places = np.array([[0, 0, 4], [3, 12, 4], [-1, -1, -1]])
    pixels = Column("input", "x", np.zeros(3), 2, places)
    row = Column("input", "x", np.zeros(1), 3, np.array([[137]]), laid_from=(13, 13, 8))
    count_from(1)
    labels = [term.label for term in Terms((pixels,), np.zeros(3), "pixel")]
    assert labels == ["pixel (1, 1)", "pixel (4, 13)", "padding"]
    terms = Terms((row,), np.zeros(1), "input")
    assert terms[0].label == "channel 2, row 2, column 5 (= 138)"
    assert terms.short_label(0) == "channel 2 (2, 5)"
