"""Text in as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def lines_of(text: str, letters: QFontMetrics, width: int) -> list[str]:
    """Return `text` in lines that fit into so many pixels; a word alone may be longer.

    Parameters
    ----------
    text : str
        Without line breaks.
    letters : QFontMetrics
    width : int

    Returns
    -------
    list of str
        Empty for an empty text.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, letters) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def whole_lines(text: str, letters: QFontMetrics, width: int) -> list[str]:
    """Return `text` in lines that fit; a word is broken only if it is wider than a line."""
    lines: list[str] = []
    for line in lines_of(text, letters, width):
        rest = line
        while len(rest) > 1 and _width(rest, letters) > width:
            fits = len(rest) - 1
            while fits > 1 and _width(rest[:fits], letters) > width:
                fits -= 1
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines


def in_lines(text: str, letters: QFontMetrics, width: int, most: int) -> str:
    """Return as much of `text` as `most` lines hold, with dots for the rest."""
    lines = lines_of(text, letters, width)
    if len(lines) <= most and all(_width(one, letters) <= width for one in lines):
        return text
    last = " ".join(lines[most - 1 :])
    right = Qt.TextElideMode.ElideRight
    return " ".join([*lines[: most - 1], letters.elidedText(last, right, width)])


def _width(text: str, letters: QFontMetrics) -> int:
    """Return the whole pixels that a text touches: Qt rounds their number down, too."""
    return letters.horizontalAdvance(text) + 1
