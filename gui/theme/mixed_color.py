"""A colour between two others."""

from __future__ import annotations

from PySide6.QtGui import QColor


def mixed_color(under: str, over: str, share: float) -> QColor:
    """Return `under` with so much of `over` on it: 0 is the one, 1 the other."""
    a, b = QColor(under), QColor(over)
    return QColor(
        round(a.red() + (b.red() - a.red()) * share),
        round(a.green() + (b.green() - a.green()) * share),
        round(a.blue() + (b.blue() - a.blue()) * share),
    )
