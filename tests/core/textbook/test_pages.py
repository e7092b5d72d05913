"""What every page of the book owes its reader."""

import ast
import inspect
import sys

import pytest

from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.textbook.catalog import (
    LAYER_PAGES,
    LOSS_PAGES,
    OPTIMIZER_PAGES,
    OTHER_PAGES,
    pages_to_read,
)

#: One screen.
LINES = 75
FUNCTIONS = {
    "layers": (LAYER_PAGES, {"forward", "backward"}),
    "losses": (LOSS_PAGES, {"value", "gradient"}),
    "optimizers": (OPTIMIZER_PAGES, {"step"}),
}
PAGES = {
    one.__name__: one
    for pages in (LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES, OTHER_PAGES)
    for page in pages.values()
    for one in pages_to_read(page)
}
#: What makes a line fast and hard to read.
TRICKS = {"einsum", "as_strided", "sliding_window_view", "out", "reduceat", "tensordot"}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())


def test_that_every_kind_has_a_page_and_every_page_its_kind():
    assert set(LAYER_PAGES) == set(LAYER_KINDS)
    assert set(LOSS_PAGES) == set(LOSSES)
    assert set(OPTIMIZER_PAGES) == set(OPTIMIZERS)


@pytest.mark.parametrize("sort", list(FUNCTIONS))
def test_that_a_page_has_the_functions_of_its_sort_and_lies_in_its_room(sort):
    pages, names = FUNCTIONS[sort]
    for kind, page in pages.items():
        assert page.__name__ == f"core.textbook.{sort}.{kind}"
        assert names <= {name for name, thing in vars(page).items() if callable(thing)}


@every_page
def test_that_a_page_fits_on_a_screen_and_starts_with_its_formula_and_its_source(page):
    lines = inspect.getsource(page).splitlines()
    assert len(lines) <= LINES
    explanation, _, source = page.__doc__.partition("\nSource: ")
    assert source
    assert any(line.startswith("    ") for line in explanation.splitlines())


@every_page
def test_that_a_page_needs_nothing_but_numpy_and_other_pages(page):
    allowed = sys.stdlib_module_names | {"numpy"}
    for node in ast.walk(ast.parse(inspect.getsource(page))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module]
        for name in names:
            assert name.split(".")[0] in allowed or name.startswith("core.textbook"), name


@every_page
def test_that_a_page_has_no_tricks(page):
    for node in ast.walk(ast.parse(inspect.getsource(page))):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "arg", None)
        assert name not in TRICKS


def test_that_the_pages_a_page_builds_on_are_named_after_it():
    names = [page.__name__.rpartition(".")[2] for page in pages_to_read(LAYER_PAGES["conv2d"])]
    assert names == ["conv2d", "windows"]
    names = [page.__name__.rpartition(".")[2] for page in pages_to_read(LAYER_PAGES["dense"])]
    assert names == ["dense"]
