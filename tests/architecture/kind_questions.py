"""Places in the source that ask which kind a layer is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from core.layers.catalog import LAYER_KINDS
from tests.architecture.import_graph import ROOT, source_files

#: The files of the kinds: what is defined in one of them is known nowhere else.
KIND_MODULES = frozenset(kind.__module__ for kind in LAYER_KINDS.values())
#: What a source that asks has in it: the name of a kind as a text, or the room of the kinds.
MAY_ASK = re.compile(rf"""["']({"|".join(LAYER_KINDS)})["']|core\.layers""")


def questions(source: str) -> Iterator[str]:
    """Yield every name of a kind, and every import from a kind's file, in `source`.

    Code that compares, looks up or lists kinds has to name them, and code that asks for a class
    has to import it.  A kind may say its own name: ``KIND: ClassVar[str] = "relu"``.
    """
    if not MAY_ASK.search(source):
        return  # most files, which need not be parsed
    tree = ast.parse(source)
    own = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and _is_name(node.target, "KIND")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in LAYER_KINDS and id(node) not in own:
            yield f"{node.value!r}"
        elif isinstance(node, ast.ImportFrom) and node.module in KIND_MODULES:
            yield f"from {node.module}"
        elif isinstance(node, ast.ImportFrom) and node.module == "core.layers":
            names = {f"core.layers.{alias.name}" for alias in node.names}
            yield from (f"from {name}" for name in sorted(names & KIND_MODULES))
        elif isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
            yield from (f"from {name}" for name in sorted(names & KIND_MODULES))


@cache
def questions_by_file() -> dict[str, list[str]]:
    """Return the questions of every file of the program that asks any."""
    asked = {}
    for top in ("core", "gui"):
        for path in source_files(top):
            found = sorted(set(questions(path.read_text(encoding="utf-8"))))
            if found:
                asked[_name(path)] = found
    return asked


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
