"""Reads the small part of LaTeX that the ledger's formulas are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_SYMBOLS = {
    "partial": "∂", "delta": "δ", "eta": "η", "varepsilon": "ε", "beta": "β", "mu": "μ",
    "rho": "ρ", "lambda": "λ", "alpha": "α", "gamma": "γ", "sigma": "σ", "pi": "π",
    "Delta": "Δ", "Phi": "Φ",
}  # fmt: skip
_RELATIONS = {"in": "∈", "le": "≤", "ge": "≥", "cdot": "·", "times": "×"}
_SPACES = {",": 0.17, ":": 0.22, ";": 0.28, " ": 0.25, "quad": 1.0}
_WORDS = {"log", "tanh", "exp", "max", "min"}
_SIZES = {"bigl", "bigr", "Bigl", "Bigr", "left", "right"}
_BINARY = frozenset("=+−<>")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Letters in a row; variables slant, words and digits stand upright."""

    text: str
    slants: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """Empty room, in units of the letter size; a line may break at a wide one."""

    width: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A relation or an operation, with room around it; a line may break before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with something below or above its right side, or under it."""

    base: Node
    lower: Node | None
    upper: Node | None
    is_beneath: bool


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another."""

    upper: Node
    lower: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    body: Node


@dataclass(frozen=True, slots=True)
class Cases:
    """Alternatives under each other behind a brace."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Nodes one after the other."""

    nodes: tuple[Node, ...]


Node = Glyphs | Space | Sign | Scripts | Fraction | Root | Cases | Sequence


@lru_cache(maxsize=256)
def parse_formula(latex: str) -> Sequence:
    """Return the tree of a formula; what is not understood stands there as it is written."""
    return _Parser(_TOKEN.findall(latex)).sequence()


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def sequence(self, *ends: str) -> Sequence:
        """Read up to one of `ends`, which is left to be read."""
        nodes: list[Node] = []
        while self._at < len(self._tokens) and self._peek() not in ends:
            token = self._next()
            if token in "_^" and token:
                base = nodes.pop() if nodes else Sequence(())
                nodes.append(self._scripts(base, token))
            elif not token.isspace():
                node = self._node(token)
                if node == Sign("−") and (not nodes or isinstance(nodes[-1], Sign)):
                    node = Glyphs("−")  # of one number, not between two
                if node is not None:
                    nodes.append(node)
                if token in ("\\max", "\\min") and self._peek() != "_":
                    nodes.append(Space(_SPACES[","]))
        return Sequence(tuple(nodes))

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _argument(self) -> Node:
        """Read ``{…}``, or the one token that stands for it."""
        while self._peek().isspace():
            self._at += 1
        token = self._next()
        if token == "{":
            inner = self.sequence("}")
            self._at += 1
            return inner
        return self._node(token) or Sequence(())

    def _raw_argument(self) -> str:
        """Read ``{…}`` as it is written."""
        self._at += 1
        text = ""
        while self._peek() not in ("}", ""):
            text += self._next()
        self._at += 1
        return text

    def _scripts(self, base: Node, first: str) -> Scripts:
        """Read a script, and the other one if it follows."""
        found = {first: self._argument()}
        if self._peek() in ("_", "^") and self._peek() not in found:
            found[self._next()] = self._argument()
        is_beneath = isinstance(base, Glyphs) and base.text in ("∑", "max", "min")
        return Scripts(base, found.get("_"), found.get("^"), is_beneath)

    def _node(self, token: str) -> Node | None:
        if token == "{":
            inner = self.sequence("}")
            self._at += 1
            return inner
        if token.startswith("\\"):
            return self._command(token[1:])
        if token == "-":
            return Sign("−")
        if token in _BINARY:
            return Sign(token)
        if token == "'":
            return Glyphs("′")
        return Glyphs(token, slants=token.isalpha())

    def _command(self, name: str) -> Node | None:
        if name in _SYMBOLS:
            return Glyphs(_SYMBOLS[name], slants=name not in ("partial", "Delta", "Phi"))
        if name in _RELATIONS:
            return Sign(_RELATIONS[name])
        if name in _SPACES:
            return Space(_SPACES[name])
        if name in _WORDS:
            return Glyphs(name) if name in ("max", "min") else Glyphs(f"{name} ")
        if name == "sum":
            return Glyphs("∑")
        if name in ("frac", "tfrac"):
            return Fraction(self._argument(), self._argument())
        if name == "sqrt":
            return Root(self._argument())
        if name in ("mathrm", "text"):
            return Glyphs(self._raw_argument())
        if name == "begin":
            return self._cases()
        if name in _SIZES:
            return None
        return Glyphs(name)

    def _cases(self) -> Cases:
        self._raw_argument()
        rows: list[tuple[Node, ...]] = [()]
        while self._at < len(self._tokens):
            rows[-1] += (self.sequence("&", "\\\\", "\\end"),)
            end = self._next()
            if end == "\\\\":
                rows.append(())
            elif end == "\\end":
                self._raw_argument()
                break
        return Cases(tuple(rows))
