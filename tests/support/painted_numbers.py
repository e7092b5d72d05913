"""Which texts a widget paints, letter by letter as they are handed to the painter."""

from __future__ import annotations

from PySide6.QtGui import QPainter


def painted(widget) -> list[str]:
    """Return every text that is painted while `widget` is drawn once."""
    draw, texts = QPainter.drawText, []

    def watched(painter, *arguments):
        texts.extend(one for one in arguments if isinstance(one, str))
        return draw(painter, *arguments)

    QPainter.drawText = watched
    try:
        widget.grab()
    finally:
        QPainter.drawText = draw
    return texts
