"""Reads every source file once, for all tests that look for something in their syntax."""

import ast
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain
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
    module : ast.Module
    nodes_by_kind : mapping
        All nodes by their class, from the outside inwards.  A search looks at the kinds it is
        about: a file has a thousand nodes, and there are many searches.
    """

    name: str
    text: str
    module: ast.Module
    nodes_by_kind: Mapping[type[ast.AST], list[ast.AST]]

    def of(self, *kinds: type[ast.AST]) -> list[Any]:
        """Return all nodes of some kinds, one kind after the other."""
        return list(chain.from_iterable(self.nodes_by_kind.get(kind, ()) for kind in kinds))


#: What is found in one source; nothing at all is not kept.
Search = Callable[[Source], Any]
_SEARCHES: list[Search] = []


def source_files(top: str) -> list[Path]:
    """Return the Python files below a folder of the tree, sorted."""
    return sorted((ROOT / top).rglob("*.py"))


def read(text: str, name: str = "") -> Source:
    """Return a piece of code with its nodes."""
    module = ast.parse(text)
    by_kind: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
    nodes: list[ast.AST] = [module]
    for node in nodes:  # grows meanwhile
        by_kind[type(node)].append(node)
        for part in vars(node).values():
            if isinstance(part, list):
                nodes += [one for one in part if isinstance(one, ast.AST)]
            elif isinstance(part, ast.AST) and not isinstance(part, ast.expr_context):
                nodes.append(part)
    return Source(name, text, module, by_kind)


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
