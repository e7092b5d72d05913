"""Hatching over the numbers that dropped out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import BoolArray
from gui.theme.theme import CurrentTheme
from gui.widgets.map_mosaic import MapMosaic

#: Cells smaller than this are filled: a hatch would not be seen.
LEAST_HATCH = 5
STROKE_GAP = 6  # screen pixels between two strokes of a hatch


class DroppedMarks(QWidget):
    """Lies over a widget that draws numbers as cells; lets the mouse through.

    Parameters
    ----------
    theme : CurrentTheme
    target : QWidget
        What it lies on: a `MapMosaic`, or something that draws a row of units.
    cell_of : callable, optional
        Takes a unit, returns where `target` draws it; a mosaic needs none.
    """

    def __init__(
        self,
        theme: CurrentTheme,
        target: QWidget,
        cell_of: Callable[[int], QRect] | None = None,
    ) -> None:
        super().__init__(target)
        self.setObjectName(f"{target.objectName()}_dropped")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._target = target
        self._cell_of = cell_of
        self._dropped: BoolArray | None = None
        self.resize(target.size())
        target.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def dropped(self) -> BoolArray | None:
        """Which numbers are marked; None if none can be."""
        return self._dropped

    def show_dropped(self, dropped: BoolArray | None) -> None:
        """Mark the numbers where `dropped` is True, (H, W, C) or (units,); None marks none."""
        self._dropped = dropped
        self.setVisible(dropped is not None)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resize(self._target.size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._dropped is None or not self._dropped.any():
            return
        # one picture for all: drawing every cell with a pattern takes thirty times as long
        h, w = self.height(), self.width()
        covered = np.zeros((h, w), np.bool_)
        side = self._cover(self._dropped, covered)
        theme = self._theme.theme
        color = theme.line
        if side >= LEAST_HATCH:
            covered &= np.add.outer(np.arange(h), np.arange(w)) % STROKE_GAP == 0
            color = theme.dim
        pixels = np.where(covered, np.uint32(QColor(color).rgba()), np.uint32(0))
        painter = QPainter(self)
        painter.drawImage(
            0, 0, QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_ARGB32_Premultiplied)
        )
        painter.end()

    def _cover(self, dropped: BoolArray, covered: BoolArray) -> int:
        """Set `covered` where dropped numbers are drawn; return the side of a cell."""
        mosaic, cell_of = self._target, self._cell_of
        if not isinstance(mosaic, MapMosaic):
            if cell_of is None:
                return 0
            for unit in np.flatnonzero(dropped).tolist():
                _part(covered, cell_of(unit))[...] = True
            return min(cell_of(0).width(), cell_of(0).height())
        for channel in range(dropped.shape[2]):
            part = _part(covered, mosaic.tile_rect(channel))
            tile = dropped[..., channel].repeat(mosaic.zoom, 0).repeat(mosaic.zoom, 1)
            part[...] = tile[: part.shape[0], : part.shape[1]]  # the rest is out of sight
        return mosaic.zoom


def _part(covered: BoolArray, rect: QRect) -> BoolArray:
    return covered[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1]
