"""Sets formulas: says where every letter and every line of a formula goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from gui.panels.ledger.formula_parser import (
    Cases,
    Fraction,
    Glyphs,
    Node,
    Root,
    Scripts,
    Sequence,
    Sign,
    Space,
    parse_formula,
)
from gui.theme.fonts import TEXT_FAMILY

SIZE = 13.0
SMALLEST = 8.5
SCRIPT = 0.72
LINE_GAP = 6.0
#: A space from so wide on is a place to break a line at.
WIDE = 0.9


@dataclass(frozen=True, slots=True)
class Letters:
    """Some letters and where their base line begins."""

    x: float
    y: float
    text: str
    size: float
    slants: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one point to another."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a formula: its letters and strokes relative to its own base line.

    Attributes
    ----------
    width, ascent, descent : float
    letters : tuple of Letters
    strokes : tuple of Stroke
    """

    width: float
    ascent: float
    descent: float
    letters: tuple[Letters, ...] = ()
    strokes: tuple[Stroke, ...] = ()

    @property
    def height(self) -> float:
        """From the highest to the lowest."""
        return self.ascent + self.descent

    def moved(self, x: float, y: float) -> Box:
        """Return the box with everything in it moved."""
        return replace(
            self,
            letters=tuple(replace(part, x=part.x + x, y=part.y + y) for part in self.letters),
            strokes=tuple(
                replace(
                    part, x=part.x + x, y=part.y + y, to_x=part.to_x + x, to_y=part.to_y + y
                )
                for part in self.strokes
            ),
        )


@lru_cache(maxsize=64)
def formula_font(size: float, *, slants: bool) -> QFont:
    """Return the font of a formula's letters."""
    font = QFont(TEXT_FAMILY)
    font.setPointSizeF(size * 0.75)
    font.setItalic(slants)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=256)
def lay_out_formula(latex: str, width: int) -> Box:
    """Return a formula set in lines of at most `width`, in smaller letters if need be.

    The box's base line is its upper edge.
    """
    tree, size = parse_formula(latex), SIZE
    while True:
        lines = _lines(tree, size, width)
        if size <= SMALLEST or max(line.width for line in lines) <= width:
            break
        size -= 0.5
    letters: list[Letters] = []
    strokes: list[Stroke] = []
    y = 0.0
    for line in lines:
        placed = line.moved(0, y + line.ascent)
        letters += placed.letters
        strokes += placed.strokes
        y += line.height + LINE_GAP
    widest = max(line.width for line in lines)
    return Box(widest, 0.0, max(y - LINE_GAP, 0.0), tuple(letters), tuple(strokes))


def _lines(tree: Sequence, size: float, width: int) -> list[Box]:
    """Break a formula before signs and at wide spaces."""
    pieces: list[list[Box]] = [[]]
    for node in tree.nodes:
        if isinstance(node, Sign) or (isinstance(node, Space) and node.width >= WIDE):
            pieces.append([])
        pieces[-1].append(_box(node, size))
    lines: list[Box] = []
    for piece in (_beside(boxes) for boxes in pieces if boxes):
        if lines and lines[-1].width + piece.width <= width:
            lines[-1] = _beside([lines[-1], piece])
        else:
            indent = size if lines else 0.0
            lines.append(_beside([Box(indent, 0, 0), piece]))
    return lines or [Box(0, 0, 0)]


def _box(node: Node, size: float) -> Box:
    if isinstance(node, Glyphs):
        return _glyphs(node.text, size * (1.45 if node.text == "∑" else 1), node.slants)
    if isinstance(node, Space):
        return Box(node.width * size, 0, 0)
    if isinstance(node, Sign):
        room = Box(0.24 * size, 0, 0)
        return _beside([room, _glyphs(node.text, size, slants=False), room])
    if isinstance(node, Scripts):
        return _scripts(node, size)
    if isinstance(node, Fraction):
        return _fraction(node, size)
    if isinstance(node, Root):
        return _root(node, size)
    if isinstance(node, Cases):
        return _cases(node, size)
    return _beside([_box(child, size) for child in node.nodes])


def _glyphs(text: str, size: float, slants: bool) -> Box:
    metrics = QFontMetricsF(formula_font(round(size, 2), slants=slants))
    width = metrics.horizontalAdvance(text)
    if text == "∑":  # the large sign stands around the middle of the letters
        drop = 0.12 * size
        return Box(width, 0.78 * size, 0.36 * size, (Letters(0, drop, text, size, slants),))
    return Box(width, 0.76 * size, 0.22 * size, (Letters(0, 0, text, size, slants),))


def _beside(boxes: Iterable[Box]) -> Box:
    letters: list[Letters] = []
    strokes: list[Stroke] = []
    x = ascent = descent = 0.0
    for box in boxes:
        placed = box.moved(x, 0)
        letters += placed.letters
        strokes += placed.strokes
        x += box.width
        ascent, descent = max(ascent, box.ascent), max(descent, box.descent)
    return Box(x, ascent, descent, tuple(letters), tuple(strokes))


def _stacked(boxes: Iterable[tuple[Box, float, float]]) -> Box:
    """Return boxes at places of their own, as one."""
    letters: list[Letters] = []
    strokes: list[Stroke] = []
    width = ascent = descent = 0.0
    for box, x, y in boxes:
        placed = box.moved(x, y)
        letters += placed.letters
        strokes += placed.strokes
        width = max(width, x + box.width)
        ascent, descent = max(ascent, box.ascent - y), max(descent, box.descent + y)
    return Box(width, ascent, descent, tuple(letters), tuple(strokes))


def _scripts(node: Scripts, size: float) -> Box:
    base, small = _box(node.base, size), size * SCRIPT
    lower = None if node.lower is None else _box(node.lower, small)
    upper = None if node.upper is None else _box(node.upper, small)
    if node.is_beneath:
        width = max(part.width for part in (base, lower, upper) if part is not None)
        parts = [(base, (width - base.width) / 2, 0.0)]
        if lower is not None:
            down = base.descent + lower.ascent
            parts.append((lower, (width - lower.width) / 2, down))
        if upper is not None:
            parts.append((upper, (width - upper.width) / 2, -base.ascent - upper.descent))
        return _beside([_stacked(parts), Box(0.2 * size, 0, 0)])
    parts = [(base, 0.0, 0.0)]
    if lower is not None:
        parts.append((lower, base.width + 0.04 * size, 0.28 * size))
    if upper is not None:
        parts.append((upper, base.width + 0.04 * size, -0.42 * size))
    return _beside([_stacked(parts), Box(0.06 * size, 0, 0)])


def _fraction(node: Fraction, size: float) -> Box:
    small = size * 0.86
    upper, lower = _box(node.upper, small), _box(node.lower, small)
    width = max(upper.width, lower.width) + 0.3 * size
    axis = -0.3 * size
    rule = Box(width, 0, 0, (), (Stroke(0.06 * size, axis, width - 0.06 * size, axis),))
    box = _stacked(
        [
            (rule, 0.0, 0.0),
            (upper, (width - upper.width) / 2, axis - 0.14 * size - upper.descent),
            (lower, (width - lower.width) / 2, axis + 0.16 * size + lower.ascent),
        ]
    )
    return _beside([box, Box(0.12 * size, 0, 0)])


def _root(node: Root, size: float) -> Box:
    body, lead = _box(node.body, size), 0.6 * size
    top, bottom = -body.ascent - 0.12 * size, body.descent
    width = lead + body.width + 0.1 * size
    strokes = (
        Stroke(0.05 * size, -0.25 * size, 0.2 * size, -0.35 * size),
        Stroke(0.2 * size, -0.35 * size, 0.35 * size, bottom),
        Stroke(0.35 * size, bottom, 0.55 * size, top),
        Stroke(0.55 * size, top, width, top),
    )
    sign = Box(width, -top + 0.06 * size, bottom, (), strokes)
    return _stacked([(sign, 0.0, 0.0), (body, lead, 0.0)])


def _cases(node: Cases, size: float) -> Box:
    rows = [[_box(cell, size * 0.92) for cell in row] for row in node.rows]
    first = max(row[0].width for row in rows if row)
    parts: list[tuple[Box, float, float]] = []
    height = sum(max(cell.height for cell in row) + 0.2 * size for row in rows)
    y = -0.3 * size - height / 2
    for row in rows:
        ascent = max(cell.ascent for cell in row)
        for at, cell in enumerate(row):
            parts.append((cell, 0.5 * size + at * (first + size), y + ascent))
        y += max(cell.height for cell in row) + 0.2 * size
    top, bottom = -0.3 * size - height / 2, -0.3 * size + height / 2
    strokes = (
        Stroke(0.3 * size, top, 0.15 * size, top + 0.15 * size),
        Stroke(0.15 * size, top + 0.15 * size, 0.15 * size, bottom - 0.15 * size),
        Stroke(0.15 * size, bottom - 0.15 * size, 0.3 * size, bottom),
    )
    return _stacked([(Box(0.5 * size, -top, bottom, (), strokes), 0.0, 0.0), *parts])
