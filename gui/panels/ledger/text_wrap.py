"""Breaks texts into lines that fit, so that nothing of them is left out."""

from __future__ import annotations

import re
from functools import lru_cache

from gui.panels.ledger.canvas import Face, text_width

#: A piece ends after a blank or a sign within a long name: ``value_and_gradient(``; a place
#: such as ``(3, 12)`` stays whole, and so does what a no-break space holds together.
_PIECE = re.compile(r"\([\d, ]+\)[^\S\xa0]*|.*?(?:[^\S\xa0]+|[._/:(×·](?=\S)|$)")


@lru_cache(maxsize=4096)
def wrapped(text: str, face: Face, width: int) -> tuple[str, ...]:
    """Return `text` in lines of at most `width` pixels.

    Broken after blanks where that will do, else within long names, else anywhere.
    """
    if text_width(text, face) <= width:
        return (text,)
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and text_width((line + piece).rstrip(), face) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while text_width(line.rstrip(), face) > width and len(line) > 1:
            cut = _fitting(line, face, width)
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return tuple(lines)


def is_whole(text: str, face: Face, width: int) -> bool:
    """Return whether `wrapped` breaks no word of `text`."""
    return all(text_width(piece.rstrip(), face) <= width for piece in _PIECE.findall(text))


def _fitting(text: str, face: Face, width: int) -> int:
    """Return how many letters of `text` fit, at least one."""
    count = 1
    while count < len(text) and text_width(text[: count + 1], face) <= width:
        count += 1
    return count
