"""Which module imports which, and in which room of the house each of them lives."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.architecture.one_reading import ROOT, Source, findings, read, search, source_files

#: Every import of a module, at its top or inside a function, by the importing module.
Graph = Mapping[str, frozenset[str]]


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the tree."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(text: str) -> Iterator[str]:
    """Yield the dotted name of all that a text imports, at its top or inside a function.

    Of ``from a.b import c`` both ``a.b`` and ``a.b.c`` are yielded: `c` may be a module.
    """
    yield from _imported(read(text))


def _imported(source: Source) -> Iterator[str]:
    for node in source.of(ast.Import):
        yield from (alias.name for alias in node.names)
    for node in source.of(ast.ImportFrom):
        assert node.level == 0, "relative import"
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


@search
def _imports(source: Source) -> frozenset[str]:
    return frozenset(_imported(source))


def imports_of(path: Path) -> frozenset[str]:
    """Return all that a file of core or gui imports."""
    return findings(_imports).get(path.relative_to(ROOT).as_posix(), frozenset())


def modules_below(*tops: str) -> dict[str, Path]:
    """Return the modules below some folders of the tree, with their files."""
    return {module_name(path): path for top in tops for path in source_files(top)}


@cache
def import_graph(*tops: str) -> Graph:
    """Return the imports between the modules below some folders of the tree."""
    files = modules_below(*tops)
    return {
        name: frozenset(imports_of(path) & (files.keys() - {name}))
        for name, path in files.items()
    }


def room_of(module: str) -> str:
    """Return the room a module lives in.

    A folder of core/ or gui/ with all its subfolders is one room, and so is every file
    directly in core/ or gui/; of gui/panels every folder is a room of its own.
    """
    parts = module.split(".")
    is_panel_room = parts[:2] == ["gui", "panels"] and is_package(parts[:3])
    return ".".join(parts[: 3 if is_panel_room else 2])


def is_package(parts: list[str]) -> bool:
    """Whether a dotted name, as parts, is a folder of modules below gui/panels."""
    return len(parts) == 3 and ROOT.joinpath(*parts).is_dir()


def room_graph(modules: Graph) -> Graph:
    """Return the imports between rooms."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for module, imported in modules.items():
        rooms[room_of(module)] |= {room_of(one) for one in imported} - {room_of(module)}
    return {room: frozenset(imported) for room, imported in rooms.items()}


def cycles(graph: Graph) -> list[list[str]]:
    """Return every group of nodes that can all reach each other, sorted."""
    reach = {node: _reachable(graph, node) for node in graph}
    together = {
        tuple(sorted(other for other in reach[node] if node in reach.get(other, ())))
        for node in graph
        if node in reach[node]
    }
    return sorted(map(list, together))


def _reachable(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(graph.get(node, ()))
    return found
