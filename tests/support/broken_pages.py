"""Textbook pages with one operator turned round, to see that a test notices."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType
from typing import NamedTuple

OPPOSITES = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.USub: ast.UAdd,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class BrokenPage(NamedTuple):
    """A page that says something else than the book.

    Attributes
    ----------
    module : module
    says : str
        Where it is broken.
    """

    module: ModuleType
    says: str


def broken_pages(page):
    """Yield a copy of a page for every operator in it, with that one turned round."""
    nodes = ast.walk(ast.parse(inspect.getsource(page)))
    for place in [place for place, node in enumerate(nodes) if _operator(node) in OPPOSITES]:
        tree = ast.parse(inspect.getsource(page))
        node = list(ast.walk(tree))[place]
        opposite = OPPOSITES[_operator(node)]()
        if isinstance(node, ast.Compare):
            node.ops = [opposite]
        else:
            node.op = opposite
        says = f"{page.__name__}:{node.lineno}: {ast.unparse(node)}"
        yield BrokenPage(_module(page, tree), says)


def copied_page(page):
    """Return a copy of a page that is not broken: what is noticed of others is their fault."""
    return _module(page, ast.parse(inspect.getsource(page)))


def _operator(node):
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.UnaryOp):
        return type(node.op)
    return type(node.ops[0]) if isinstance(node, ast.Compare) else None


def _module(page, tree):
    module = ModuleType(page.__name__)
    exec(compile(tree, f"<copy of {page.__name__}>", "exec"), vars(module))
    return module
