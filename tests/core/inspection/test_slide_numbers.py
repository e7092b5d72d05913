"""The numbers under a window add up as they are read."""

import numpy as np
import pytest

from core.inspection.slide_numbers import SlideNumbers
from core.inspection.slide_reading import SlideReading
from tests.support.shown_numbers import shown


def reading_of(rng, size, *, zeros=0.2):
    scale = 10 ** rng.uniform(-3, 1)
    operand, kernel = rng.normal(0, scale, (2, size, size))
    operand[rng.random((size, size)) < zeros] = 0
    kinds = np.zeros((size, size), np.int8)
    others, bias = float(rng.normal()), float(rng.normal() * 0.1)
    stored = float((operand * kernel).sum()) + others + bias
    return SlideReading(0, 0, 0, 0, operand, kernel, kinds, others, 2, 1.0, bias, stored)


def said(text):
    return 0 if text in (None, "≈0") else shown(text).value


@pytest.mark.parametrize("seed", range(20))
def test_that_products_and_sum_check_with_their_digits(seed):
    reading = reading_of(np.random.default_rng(seed), 3)
    numbers = SlideNumbers(reading)
    numbers.add_up_all()
    products = []
    for at in np.ndindex(3, 3):
        a, b = (said(text) for text in numbers.factors(at))
        products.append(said(numbers.product(at)))
        unit = shown(numbers.text(reading.total)).unit
        assert abs(a * b - products[-1]) <= unit / 2
    assert sum(products) == said(numbers.sum)
    parts = numbers.sum, numbers.text(reading.others), numbers.text(reading.bias)
    total = sum(map(said, parts)) + said(numbers.rounding)
    assert total == said(numbers.text(reading.total))


def test_that_the_listed_products_and_the_others_make_the_sum():
    reading = reading_of(np.random.default_rng(3), 9)
    numbers = SlideNumbers(reading)
    listed = [(0, 0), (4, 4), (8, 1)]
    rest = numbers.add_up_listed(listed)
    assert sum(said(numbers.product(at)) for at in listed) + said(rest) == said(numbers.sum)


def test_that_a_sum_of_factors_that_are_cut_short_says_so():
    numbers = SlideNumbers(reading_of(np.random.default_rng(4), 5))
    assert numbers.sum.startswith("≈ ")
