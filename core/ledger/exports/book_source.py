"""Functions of the textbook as plain Python that needs no other file."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import ModuleType
from typing import NamedTuple

from core.anatomy.ledger_error import LedgerError


class _Cut(NamedTuple):
    """Bytes of a source from a place up to another, and what stands there instead."""

    start: int
    stop: int
    text: str = ""


@lru_cache(maxsize=64)
def book_source(page: ModuleType, function: str) -> str:
    """Return a function of a page, after all that it calls, ready to be run.

    The lines are those of the book; only type annotations are left out, and a function of
    another page carries the name of that page: ``windows.pad`` becomes ``windows_pad``.

    Raises
    ------
    LedgerError
        If the source was not shipped.
    """
    found: dict[tuple[str, str], str] = {}
    _gather(page, function, page, found)
    return "\n\n".join(found.values())


def book_sources(pages: Iterable[ModuleType], function: str) -> str:
    """Return the same function of several pages, each after all that it calls, once.

    All carry the names of their pages: ``conv2d_forward``.

    Raises
    ------
    LedgerError
        If the source was not shipped.
    """
    found: dict[tuple[str, str], str] = {}
    for page in pages:
        _gather(page, function, None, found)
    return "\n\n".join(found.values())


def _gather(
    page: ModuleType, name: str, home: ModuleType | None, found: dict[tuple[str, str], str]
) -> None:
    """Add the source of a function, after that of everything it calls."""
    key = (page.__name__, name)
    if key in found:
        return
    source = _source(page, name)
    tree = ast.parse(source)
    cuts = list(_annotations(tree, source))
    constants = _constants(page)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in constants:
            found.setdefault((page.__name__, node.id), constants[node.id])
        called = _called(page, node)
        if called is not None:
            _gather(*called, home, found)
            if isinstance(node, ast.expr):
                cuts.append(_Cut(*_span(node, source), _local_name(*called, home)))
    definition = _offset(source, 1, len("def "))
    cuts.append(_Cut(definition, definition + len(name), _local_name(page, name, home)))
    found[key] = _changed(source, cuts)


def _source(page: ModuleType, name: str) -> str:
    try:
        return textwrap.dedent(inspect.getsource(getattr(page, name)))
    except OSError:
        raise LedgerError(f"The source of {page.__name__} was not shipped.") from None


def _constants(page: ModuleType) -> dict[str, str]:
    """Return the numbers that a page gives a name, each as its line."""
    source = inspect.getsource(page)
    return {
        target.id: f"{ast.get_source_segment(source, node)}\n"
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _called(page: ModuleType, node: ast.AST) -> tuple[ModuleType, str] | None:
    """Return which function of the book a node names, if it does."""
    known = vars(page)
    if isinstance(node, ast.Name) and inspect.isfunction(known.get(node.id)):
        return page, node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        other = known.get(node.value.id)
        if isinstance(other, ModuleType) and other.__name__.startswith("core.textbook."):
            return other, node.attr
    return None


def _local_name(page: ModuleType, name: str, home: ModuleType | None) -> str:
    return name if page is home else f"{page.__name__.rpartition('.')[2]}_{name.lstrip('_')}"


def _annotations(tree: ast.Module, source: str) -> Iterator[_Cut]:
    """Yield where annotations stand, with the signs that lead to them."""
    text = source.encode()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            start, stop = _span(node, source)
            has_default = text[stop : stop + 3] == b" = "  # then the blanks go too
            start += len(node.arg.encode())
            yield _Cut(start, stop + 3 * has_default, "=" * has_default)
        elif isinstance(node, ast.AnnAssign):
            yield _Cut(_span(node.target, source)[1], _span(node.annotation, source)[1])
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            start, stop = _span(node.returns, source)
            yield _Cut(text.rindex(b" ->", 0, start), stop)


def _span(node: ast.expr | ast.arg, source: str) -> tuple[int, int]:
    stop = _offset(source, node.end_lineno or node.lineno, node.end_col_offset or 0)
    return _offset(source, node.lineno, node.col_offset), stop


def _offset(source: str, line: int, column: int) -> int:
    """Return how many bytes stand before a place."""
    before = source.encode().splitlines(keepends=True)[: line - 1]
    return sum(map(len, before)) + column


def _changed(source: str, cuts: list[_Cut]) -> str:
    text = source.encode()
    for cut in sorted(cuts, reverse=True):
        text = text[: cut.start] + cut.text.encode() + text[cut.stop :]
    return text.decode()
