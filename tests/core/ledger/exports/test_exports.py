"""Pages as text, LaTeX and NumPy."""

import contextlib
import io
import math

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.books import Books
from core.ledger.exports.latex_export import as_latex, number_latex
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.exports.text_export import as_text
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.page import TOLERANCE, Page
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.textbook.catalog import LAYER_PAGES, LOSS_PAGES
from core.trace import trace_sample
from core.training.snapshot import take_snapshot
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


def executed(source):
    """Return the names that a snippet leaves behind."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(source, names)
    return names


def test_that_among_those_snippets_are_all_that_the_book_has_for_layers_and_losses():
    called = set()
    for seed in range(21):
        books = random_case(seed).books
        for page in pages_of(books, np.random.default_rng(seed)):
            if page.book is not None:
                called.add((page.book.page.__name__.rpartition(".")[2], page.book.function))
    expected = {(kind, name) for kind in LAYER_PAGES for name in ("forward", "backward")}
    for kind, page in LOSS_PAGES.items():
        names = ("value", "gradient", "value_of_logits", "gradient_of_logits")
        expected |= {(kind, name) for name in names if hasattr(page, name)}
    assert called == expected


def test_that_the_snippet_of_a_dropped_number_holds_the_mask():
    spec = NetworkSpec((40,), (DropoutSpec(0.5), DenseSpec(2), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(2))
    loss, x = CategoricalCrossEntropy(), np.linspace(1, 2, 40, dtype=np.float32)
    trace = trace_sample(network, loss, x, 1, dropping=(1,))
    values = take_snapshot(network, step=0, epoch=0).values
    books = Books(spec.outline(), trace, values, 1, loss)
    for kept in (True, False):
        unit = int(np.flatnonzero(trace.kept[0] == kept)[0])
        for address in (ValueAddress(0, (unit,)), ValueAddress(-1, (unit,))):
            for pages in (how_it_was_made, what_it_was_blamed_for):
                page = pages(address, books)
                source = as_numpy(page)
                total = executed(source)["total"]
                assert total == pytest.approx(page.stored, rel=1e-6), source
        made = executed(as_numpy(how_it_was_made(ValueAddress(0, (unit,)), books)))
        assert made["mask"].tolist() == [kept]


def test_that_a_snippet_has_no_more_numbers_than_its_own_number_needs():
    layers = [Conv2DSpec(8, (3, 3)), FlattenSpec(), DenseSpec(30), DenseSpec(3), SoftmaxSpec()]
    x = np.random.default_rng(1).random((20, 20, 2))
    books = books_of((20, 20, 2), layers, x)
    sizes = {
        ValueAddress(0, (5, 6, 7)): 3 * 3 * 2 * 2 + 1,  # window, kernel, bias
        ValueAddress(1, (77,)): 1,
        ValueAddress(2, (4,)): 2592 * 2 + 1,
    }
    for address, size in sizes.items():
        call = how_it_was_made(address, books).book
        arrays = [a for a in call.arguments.values() if isinstance(a, np.ndarray)]
        assert sum(a.size for a in arrays) == size
    # every window over a pixel: 3 × 3 of them, 8 filters, one channel of the kernel
    call = what_it_was_blamed_for(ValueAddress(-1, (9, 9, 1)), books).book
    assert call.arguments["grad_y"].shape == (1, 3, 3, 8)
    assert call.arguments["weight"].shape == (3, 3, 1, 8)
    assert call.arguments["x"].shape == (1, 5, 5, 1)


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
