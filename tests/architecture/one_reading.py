"""Reads every source file once, for all tests that look for something in their syntax."""

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]


class Source(NamedTuple):
    """A piece of code that was read.

    Attributes
    ----------
    name : str
        Of its file, from the top of the tree.
    text : str
    nodes : list of ast.AST
        All there are, the module first.
    """

    name: str
    text: str
    nodes: list[ast.AST]


#: What is found in one source; nothing at all is not kept.
Search = Callable[[Source], Any]
_SEARCHES: list[Search] = []


def source_files(top: str) -> list[Path]:
    """Return the Python files below a folder of the tree, sorted."""
    return sorted((ROOT / top).rglob("*.py"))


def read(text: str, name: str = "") -> Source:
    """Return a piece of code with its nodes."""
    return Source(name, text, list(ast.walk(ast.parse(text))))


def search(function: Search) -> Search:
    """Let `function` look into every file of core and gui; for use as a decorator."""
    _SEARCHES.append(function)
    return function


def findings(function: Search) -> dict[str, Any]:
    """Return what a search has found, by file; files in which it found nothing are left out."""
    return {name: found for name, found in _everything()[function].items() if found}


@cache
def _everything() -> dict[Search, dict[str, Any]]:
    """Return what all searches found: the files are parsed for all of them together."""
    found: dict[Search, dict[str, Any]] = {function: {} for function in _SEARCHES}
    for path in (*source_files("core"), *source_files("gui")):
        source = read(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
        for function, by_file in found.items():
            by_file[source.name] = function(source)
    return found
