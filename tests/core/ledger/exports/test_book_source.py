"""Functions of the book as source that needs no other file."""

import ast

import pytest

from core.ledger.exports.book_source import book_source
from core.textbook.catalog import LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES

FUNCTIONS = [
    (page, name)
    for pages in (LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES)
    for page in pages.values()
    for name in ("forward", "backward", "value", "gradient", "value_of_logits",
                 "gradient_of_logits", "step")
    if hasattr(page, name)
]  # fmt: skip


@pytest.mark.parametrize(("page", "name"), FUNCTIONS)
def test_that_nothing_but_numpy_is_left_to_be_imported(page, name):
    tree = ast.parse(book_source(page, name))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    defined |= {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
    }
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        own = {node.arg for node in nodes if isinstance(node, ast.arg)}
        names = [node for node in nodes if isinstance(node, ast.Name)]
        own |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
        read = {node.id for node in names} - own
        assert read <= defined | {"np", *BUILTINS}, function.name
        assert function.returns is None
        assert all(node.annotation is None for node in nodes if isinstance(node, ast.arg))
    assert name in defined


BUILTINS = {"float", "int", "len", "range", "zip", "tuple", "max", "min", "bool", "str",
            "isinstance", "sum"}  # fmt: skip


def test_that_the_lines_stay_those_of_the_book_with_their_comments():
    source = book_source(LAYER_PAGES["conv2d"], "forward")
    assert "def forward(" in source
    assert "windows_cell(padded, i, j, stride, size) @ weight[i, j]  # sum over c" in source

    assert "⌈L / S⌉" in source
    assert source.index("def windows_cell(") < source.index("def forward(")
    assert "def backward(" not in source
    assert 'padding="valid"' in source


def test_that_a_function_of_the_same_name_on_another_page_keeps_its_own():
    source = book_source(OPTIMIZER_PAGES["adam_w"], "step")
    assert "def adam_step(" in source
    assert "def step(" in source
    assert "return adam_step(" in source
