"""Pages as text, LaTeX and NumPy."""

import contextlib
import io
import math

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.layers.dense import DenseSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.exports.latex_export import as_latex, number_latex
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.exports.text_export import as_text
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.page import TOLERANCE, Page
from tests.support.ledger_architectures import random_case, random_parameters, random_values
from tests.support.ledger_books import books_of


def pages_of(books, rng) -> list[Page]:
    addresses = [*random_values(books, rng, 14), *random_parameters(books, rng, 6)]
    pages = []
    for address in [LossAddress(), *addresses]:
        pages += [how_it_was_made(address, books), what_it_was_blamed_for(address, books)]
    return pages


@pytest.mark.parametrize("seed", range(21))
def test_that_the_snippet_alone_reproduces_the_total(seed):
    books = random_case(seed).books
    for page in pages_of(books, np.random.default_rng(seed)):
        source, names, printed = as_numpy(page), {}, io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(source, names)
        imported = [line for line in source.splitlines() if line.startswith(("import", "from"))]
        assert imported == ["import numpy as np"]
        scale = max(page.account.scale, abs(page.stored))
        # where the layer goes by what it stored as float32, the book computes that anew
        assert abs(float(names["total"]) - page.total) <= 2e-6 * scale, source
        assert abs(float(names["total"]) - page.stored) <= TOLERANCE * scale, source
        assert float(printed.getvalue()) == float(names["total"])


@pytest.mark.parametrize("seed", range(7))
def test_that_text_and_latex_hold_title_total_and_balanced_braces(seed):
    books = random_case(seed).books
    for page in pages_of(books, np.random.default_rng(seed)):
        text, latex = as_text(page), as_latex(page)
        assert text.startswith(f"{page.title}: {page.side.value}")
        assert f"total = {page.total + 0.0:+.8g}" in text
        assert "agrees" in text
        assert latex.count("{") == latex.count("}")
        assert latex.count(r"\begin") == latex.count(r"\end")
        assert number_latex(page.total) in latex


def test_that_long_pages_are_cut_in_text_and_latex():
    books = books_of((200,), [DenseSpec(2), SoftmaxSpec()], np.linspace(-1, 1, 200))
    page = how_it_was_made(ValueAddress(0, (1,)), books)
    assert "136 smaller terms" in as_text(page)
    assert len(as_text(page, max_terms=5).splitlines()) < 15
    assert r"188\text{ smaller terms}" in as_latex(page)


def test_that_a_page_without_arithmetic_says_why_it_cannot_be_copied():
    books = books_of((2,), [DenseSpec(2), SoftmaxSpec()], [1, 2], label=None)
    page = what_it_was_blamed_for(ValueAddress(0, (1,)), books)
    with pytest.raises(LedgerError, match="no label"):
        as_numpy(page)
    assert "no label" in as_text(page)
    assert "no label" in as_latex(page)
    assert "total" not in as_text(page)


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (1.5, "1.5"),
        (-2e-9, r"-2 \cdot 10^{-9}"),
        (math.nan, r"\mathrm{NaN}"),
        (-math.inf, r"-\infty"),
    ],
)
def test_that_numbers_are_written_as_latex(value, latex):
    assert number_latex(value) == latex
