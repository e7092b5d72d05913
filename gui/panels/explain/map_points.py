"""The points of a map of the data, by what the network says of them."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from core.arrays import BoolArray, FloatArray
from core.evaluation.verdicts import Verdicts
from gui.judging.scattered import DOT, paint_dots
from gui.panels.explain.map_toolbar import MapColors
from gui.theme.class_colors import class_color
from gui.theme.theme import Theme

WRONG_DOT, WRONG_RING = 5.0, 9.0  # screen pixels across
NOT_CAUGHT = 0.25


def paint_points(
    painter: QPainter,
    at: FloatArray,
    verdicts: Verdicts,
    colors: MapColors,
    caught: BoolArray | None,
    theme: Theme,
) -> None:
    """Paint a dot for every image; those that are taken for another class have a ring.

    Parameters
    ----------
    painter : QPainter
    at : ndarray of shape (N, 2)
        In screen pixels.
    verdicts : Verdicts
        Of the N images.
    colors : MapColors
    caught : ndarray of bool, shape (N,), or None
        The others are pale.
    theme : Theme
    """
    labels = verdicts.predicted if colors is MapColors.SAYS else verdicts.true
    is_wrong = ~verdicts.is_right
    bright = np.ones(len(at), np.bool_) if caught is None else caught
    for among, opacity in ((~bright, NOT_CAUGHT), (bright, 1.0)):
        painter.setOpacity(opacity)
        if colors is MapColors.WRONG:
            paint_dots(painter, at[among & ~is_wrong], theme.dim, DOT)
            paint_dots(painter, at[among & is_wrong], theme.error, WRONG_RING)
            continue
        for label in np.unique(labels[among]).tolist():
            here = among & ~is_wrong & (labels == label)
            paint_dots(painter, at[here], class_color(theme, label), DOT)
        paint_dots(painter, at[among & is_wrong], theme.error, WRONG_RING)
        for label in np.unique(labels[among & is_wrong]).tolist():
            here = among & is_wrong & (labels == label)
            paint_dots(painter, at[here], class_color(theme, label), WRONG_DOT)
    painter.setOpacity(1.0)
