"""What a page says is checked with the digits that it shows, as a reader would."""

from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ParameterAddress
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.optimizer_step import optimizer_step
from core.optimizers.catalog import OPTIMIZERS
from tests.support.ledger_architectures import random_case, random_parameters, random_values
from tests.support.ledger_text import text_of
from tests.support.optimizer_cases import CASES
from tests.support.shown_numbers import read_number
from tests.support.visible_arithmetic import Claim, check_page

SIDES = (how_it_was_made, what_it_was_blamed_for)


def pages_of(seed, values, parameters):
    """Yield pages of a random network: values, parameters and the loss, both sides."""
    case, rng = random_case(seed), np.random.default_rng([seed, 7])
    books = case.books
    addresses = [LossAddress(), *random_values(books, rng, values)]
    weights = list(random_parameters(books, rng, parameters))
    for address in addresses:
        yield from ((side(address, books), books.outlines) for side in SIDES)
    steps = {
        p: rng.normal(0, 10.0 ** rng.uniform(-7, -1), a.shape) for p, a in books.values.items()
    }
    before = {p: (a - steps[p]).astype(np.float32) for p, a in books.values.items()}
    first = {p: rng.normal(0, 0.2, a.shape).astype(np.float32) for p, a in books.values.items()}
    for at, address in enumerate(weights):
        yield what_it_was_blamed_for(address, books), books.outlines
        told = replace(books, initial=first, before=before) if at % 2 else books
        yield how_it_was_made(address, told), books.outlines


def step_pages(rng, count):
    """Yield pages of steps of every optimiser, with numbers of every size."""
    address = ParameterAddress("0.dense.weight", (0, 0))
    for at in range(count):
        spec = CASES[sorted(OPTIMIZERS)[at % len(OPTIMIZERS)]].spec
        value = rng.normal() * 10 ** rng.uniform(-3, 1)
        gradient = rng.normal() * 10 ** rng.uniform(-7, 1)
        yield optimizer_step(address, spec, value=value, gradient=gradient), ()


def check_all(pages):
    count = checked = 0
    for page, outlines in pages:
        if page.stored is None and page.missing:
            continue
        for level in (0, 1):
            checked += check_page(text_of(page, outlines, level=level))
        count += 1
    return count, checked


def test_that_the_arithmetic_of_a_page_checks_with_its_digits():
    count, checked = check_all(page for seed in (0, 1, 2) for page in pages_of(seed, 8, 4))
    assert count >= 60
    assert checked > 2 * count
    assert check_all(step_pages(np.random.default_rng(5), 16))[1] >= 16


@pytest.mark.slow
def test_that_the_arithmetic_of_thousands_of_pages_checks_with_their_digits():
    pages = (page for seed in range(63) for page in pages_of(seed, 14, 8))
    count, checked = check_all(pages)
    assert count >= 2_000
    assert checked > 2 * count
    assert check_all(step_pages(np.random.default_rng(6), 400))[0] == 400


def test_that_a_wrong_digit_is_noticed():
    """Negative control: a number that is off by three in its last digit."""
    noticed = tried = 0
    for page, outlines in pages_of(3, 8, 4):
        if page.stored is None and page.missing:
            continue
        text = text_of(page, outlines)
        rows = text.splitlines()
        at = next(i for i, row in enumerate(rows) if row.startswith("line | total"))
        number = rows[at].rpartition(" ")[2]
        if "≈" in rows[at] or number in ("0", "NaN") or "rounding" not in text:
            continue
        digits = number.partition("e")[0]
        other = digits[:-1] + str((int(digits[-1]) + 3) % 10)
        rows[at] = rows[at].replace(digits, other)
        tried += 1
        try:
            check_page("\n".join(rows))
        except Claim:
            noticed += 1
    assert tried > 3
    assert noticed == tried


def test_that_the_total_and_what_is_stored_are_read_as_the_same_number():
    for page, outlines in pages_of(4, 10, 6):
        rows = text_of(page, outlines).splitlines()
        numbers = [row.rpartition(" | ")[2] for row in rows if "| stored |" in row]
        if numbers:
            # a small total shows three digits
            assert read_number(numbers[0]) == pytest.approx(page.stored, rel=5e-3, abs=1e-9)
