"""A line drawn around points."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from core.arrays import FloatArray, IntArray

LEAST_LASSO = 6  # pixels that the mouse moves before a click becomes a lasso


def is_lasso(way: list[QPointF]) -> bool:
    """Return whether the mouse went far enough to mean more than a click."""
    return any((at - way[0]).manhattanLength() >= LEAST_LASSO for at in way)


def inside(way: list[QPointF], at: FloatArray) -> IntArray:
    """Return which points a lasso holds; its end is joined to its beginning.

    Parameters
    ----------
    way : list of QPointF
        Where the mouse went.
    at : ndarray of shape (N, 2)
        Where the points are.

    Returns
    -------
    ndarray of int
    """
    lasso, rule = QPolygonF(way), Qt.FillRule.OddEvenFill
    found = [
        point
        for point, place in enumerate(at.tolist())
        if lasso.containsPoint(QPointF(*place), rule)
    ]
    return np.array(found, np.int64)
