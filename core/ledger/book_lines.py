"""The lines of the textbook behind a page, read from the source at run time."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from functools import lru_cache
from types import ModuleType

from core.ledger.source_lines import SourceExcerpt, source_text
from core.textbook.catalog import pages_to_read


@lru_cache(maxsize=64)
def book_lines(page: ModuleType, function: str) -> tuple[SourceExcerpt, ...]:
    """Return a function of a page of the book, and after it those of the page that it calls.

    Raises
    ------
    LedgerError
        If the source was not shipped.
    """
    source = source_text(page)
    functions = {node.name: node for node in _functions(source)}
    wanted = [function]
    for name in wanted:  # grows while it is read
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Name) and node.id in functions and node.id not in wanted:
                wanted.append(node.id)
    lines = source.splitlines()
    return tuple(
        _excerpt(
            page, f"{_short(page)}.{name}", lines, _span(functions[name]), [functions[name]]
        )
        for name in wanted
    )


@lru_cache(maxsize=64)
def whole_pages(page: ModuleType) -> tuple[SourceExcerpt, ...]:
    """Return a page of the book from its title to its end, and those it builds on.

    Raises
    ------
    LedgerError
        If the source was not shipped.
    """
    found = []
    for one in pages_to_read(page):
        source = source_text(one)
        lines = source.splitlines()
        every_line = range(1, len(lines) + 1)
        found.append(_excerpt(one, _short(one), lines, every_line, _functions(source)))
    return tuple(found)


def title_of_page(page: ModuleType) -> str:
    """Return the first sentence of a page: what the thing is, in a few words."""
    return (inspect.getdoc(page) or "").partition("\n")[0]


def _short(page: ModuleType) -> str:
    return page.__name__.rpartition(".")[2]


def _functions(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def _span(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _excerpt(
    page: ModuleType,
    name: str,
    lines: list[str],
    numbers: range,
    functions: Iterable[ast.FunctionDef],
) -> SourceExcerpt:
    return SourceExcerpt(
        file=f"{page.__name__.replace('.', '/')}.py",
        name=name,
        first_line=numbers.start,
        lines=tuple(lines[number - 1] for number in numbers),
        numbers=tuple(numbers),
        marked=frozenset(
            number
            for function in functions
            for statement in function.body
            if not _is_docstring(statement)
            for number in _span(statement)
        ),
    )


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
