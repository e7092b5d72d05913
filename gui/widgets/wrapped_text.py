"""Text in as many lines as it needs, for what is painted."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics


def lines_of(text: str, font: QFont, width: int) -> list[str]:
    """Return `text` in lines that fit into so many pixels; a word alone may be longer.

    Parameters
    ----------
    text : str
        Without line breaks.
    font : QFont
    width : int

    Returns
    -------
    list of str
        Empty for an empty text.
    """
    letters = QFontMetrics(font)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
