"""Places in the source that ask which kind a layer is."""

import ast
import re
from collections.abc import Iterator

from core.layers.catalog import LAYER_KINDS
from tests.architecture.one_reading import Source, findings, read, search

#: The files of the kinds: what is defined in one of them is known nowhere else.
KIND_MODULES = frozenset(kind.__module__ for kind in LAYER_KINDS.values())
#: What a source that asks has in it: the name of a kind as a text, or the room of the kinds.
MAY_ASK = re.compile(rf"""["']({"|".join(LAYER_KINDS)})["']|core\.layers""")


def questions(text: str) -> Iterator[str]:
    """Yield every name of a kind, and every import from a kind's file, in a text.

    Code that compares, looks up or lists kinds has to name them, and code that asks for a class
    has to import it.  A kind may say its own name: ``KIND: ClassVar[str] = "relu"``.
    """
    yield from _questions(read(text))


def _questions(source: Source) -> Iterator[str]:
    if not MAY_ASK.search(source.text):
        return  # most files
    own = {id(node.value) for node in source.of(ast.AnnAssign) if _is_name(node.target, "KIND")}
    for node in source.of(ast.Constant, ast.ImportFrom, ast.Import):
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


@search
def _sorted_questions(source: Source) -> list[str]:
    return sorted(set(_questions(source)))


def questions_by_file() -> dict[str, list[str]]:
    """Return the questions of every file of the program that asks any."""
    return findings(_sorted_questions)


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
