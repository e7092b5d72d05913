"""Our own lines of code behind a page, read from the source at run time.

Which lines those are is said in the source itself: a comment ``# In the ledger: forward``
stands above the lines that do the arithmetic of a pass, and what follows belongs to it, up to a
blank line or to the end of its block.  Several passes are separated by commas; their names are
those of `core.ledger.code_place.Pass`.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from core.anatomy.ledger_error import LedgerError
from core.ledger.catalog import done_by
from core.ledger.code_place import CodePlace, Pass

_MARK = re.compile(r"^ *# In the ledger: ([a-z_, ]+)$")


@dataclass(frozen=True, slots=True)
class SourceExcerpt:
    """One of our functions.

    Attributes
    ----------
    file : str
        E.g. ``"core/layers/conv2d.py"``.
    name : str
        E.g. ``"Conv2D.multiply"``.
    first_line : int
        Number of the first line in that file, counted from 1.
    lines : tuple of str
        Not indented; docstring and marks are left out, so a line's number is in `numbers`.
    numbers : tuple of int
        Of each line in the file.
    marked : frozenset of int
        Numbers of the lines that do the arithmetic of the pass.
    """

    file: str
    name: str
    first_line: int
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    marked: frozenset[int]


@dataclass(frozen=True, slots=True)
class MarkedLines:
    """What one mark stands above.

    Attributes
    ----------
    passes : tuple of str
    numbers : range
        Of the lines in the file, counted from 1.
    """

    passes: tuple[str, ...]
    numbers: range


def source_lines(kind: str, done_in: Pass) -> tuple[SourceExcerpt, ...]:
    """Return the functions that do a pass of a kind of layer, loss or optimiser.

    Parameters
    ----------
    kind : str
        E.g. ``"conv2d"``, ``"categorical_cross_entropy"``, ``"sgd"``.
    done_in : Pass

    Raises
    ------
    LedgerError
        If nothing of this kind has such a pass, or the source was not shipped.
    """
    excerpts = tuple(
        excerpt for module in done_by(kind) for excerpt in _excerpts(module, done_in)
    )
    if not excerpts:
        raise LedgerError(f"There is no code for the {done_in.value} pass of {kind}.")
    return excerpts


def source_of(place: CodePlace | None) -> tuple[SourceExcerpt, ...]:
    """Return the functions behind a page; none where nothing is computed."""
    return () if place is None else source_lines(place.kind, place.done_in)


def marked_lines(source: str) -> Iterator[MarkedLines]:
    """Yield what the marks in a file stand above, in order."""
    lines = source.splitlines()
    for at, line in enumerate(lines):
        found = _MARK.match(line)
        if found is None:
            continue
        stop = at + 1
        while stop < len(lines) and _goes_on(lines[stop], _indent(line)):
            stop += 1
        passes = tuple(name.strip() for name in found[1].split(","))
        yield MarkedLines(passes, range(at + 2, stop + 1))


def _goes_on(line: str, indent: int) -> bool:
    """Return whether a line belongs to the same block as the one before it."""
    return bool(line.strip()) and _indent(line) >= indent and _MARK.match(line) is None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(maxsize=128)
def _excerpts(module: ModuleType, done_in: Pass) -> tuple[SourceExcerpt, ...]:
    """Return those functions of a file in which something is marked for a pass."""
    source = source_text(module)
    marked = {
        number
        for mark in marked_lines(source)
        if done_in.value in mark.passes
        for number in mark.numbers
    }
    lines = source.splitlines()
    found = []
    for name, function in _functions(ast.parse(source)):
        own = range(function.lineno, (function.end_lineno or function.lineno) + 1)
        if marked.isdisjoint(own):
            continue
        hidden = _docstring_lines(function)
        shown = [at for at in own if at not in hidden and not _MARK.match(lines[at - 1])]
        found.append(
            SourceExcerpt(
                file=f"{module.__name__.replace('.', '/')}.py",
                name=name,
                first_line=own.start,
                lines=tuple(lines[at - 1][function.col_offset :] for at in shown),
                numbers=tuple(shown),
                marked=frozenset(marked.intersection(own)),
            )
        )
    return tuple(found)


def source_text(module: ModuleType) -> str:
    """Return the source of a module, wherever it is installed.

    Raises
    ------
    LedgerError
        If it was not shipped.
    """
    try:
        return inspect.getsource(module)
    except OSError:
        text = f"The source of {module.__name__} was not shipped with this program."
        raise LedgerError(text) from None


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions of a file and the methods of its classes, by their full name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def _docstring_lines(function: ast.FunctionDef) -> range:
    """Return which lines of a file are the docstring of a function."""
    if ast.get_docstring(function) is None:
        return range(0)
    docstring = function.body[0]
    return range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1)
