"""Many images as points of a plane, and the names of classes among them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from core.arrays import FloatArray, IntArray
from core.index_words import index_words
from gui.theme.class_colors import class_color
from gui.theme.fonts import BODY, text_font
from gui.theme.theme import Theme

MARGIN = 22  # pixels around the points
DOT = 5.0  # screen pixels across
#: More names than that would hide the points.
MOST_NAMES = 40
LONGEST_NAME = 8
NAME = 22.0
#: Rounds in which names move away from each other; with more classes some may still touch.
MOST_MOVES = 30


def fitted(layout: FloatArray, width: int, height: int) -> FloatArray:
    """Return where points are painted, so that they fill the room, both axes in one scale.

    Parameters
    ----------
    layout : ndarray of shape (N, 2)
        x to the right, y upwards.
    width, height : int
        Screen pixels.
    """
    if not len(layout):
        return layout
    low, high = layout.min(axis=0), layout.max(axis=0)
    room = np.array([width, height]) - 2.0 * MARGIN
    with np.errstate(divide="ignore"):
        scale = max(0.0, float((room / (high - low)).min()))
    if not np.isfinite(scale):  # all points are one
        scale = 0.0
    middle = np.array([width, height]) / 2
    placed: FloatArray = (layout - (low + high) / 2) * scale * np.array([1.0, -1.0])
    return placed + middle


def paint_names(
    painter: QPainter, at: FloatArray, labels: IntArray, names: tuple[str, ...], theme: Theme
) -> None:
    """Write each class where the median of its points is."""
    classes = np.unique(labels).tolist()
    if len(classes) > MOST_NAMES:
        return
    painter.setFont(text_font(BODY, bold=True))
    letters = painter.fontMetrics()
    called, places = [], []
    for label in classes:
        middle = np.median(at[labels == label], axis=0)
        known = names[label] if label < len(names) else ""
        called.append(known if 0 < len(known) <= LONGEST_NAME else index_words(label))
        width = max(NAME, letters.horizontalAdvance(called[-1]) + 8.0)
        places.append(QRectF(middle[0] - width / 2, middle[1] - NAME / 2, width, NAME))
    keep_apart(places)
    for label, name, place in zip(classes, called, places, strict=True):
        painter.setPen(Qt.PenStyle.NoPen)
        under = QColor(theme.background)
        under.setAlphaF(0.75)
        painter.setBrush(under)
        painter.drawRoundedRect(place, NAME / 2, NAME / 2)
        painter.setPen(QColor(class_color(theme, label)))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)


def keep_apart(places: list[QRectF]) -> None:
    """Move places that lie over each other, along their shorter way, until none does."""
    for _ in range(MOST_MOVES):
        is_moved = False
        for one, other in combinations(places, 2):
            both = one.intersected(other)
            if both.width() <= 0 or both.height() <= 0:
                continue
            is_moved = True
            if both.width() < both.height():
                away = both.width() / 2 + 0.5
                away = away if one.center().x() <= other.center().x() else -away
                one.translate(-away, 0)
                other.translate(away, 0)
            else:
                away = both.height() / 2 + 0.5
                away = away if one.center().y() <= other.center().y() else -away
                one.translate(0, -away)
                other.translate(0, away)
        if not is_moved:
            return


def paint_dots(painter: QPainter, at: FloatArray, color: str, size: float) -> None:
    """Paint a dot at each place, in screen pixels, shape (N, 2)."""
    if len(at):
        pen = QPen(QColor(color), size)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in at.tolist()]))
