"""The numbers along a plot's edge."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

MAX_LOG_TICKS = 8
BEYOND = 60  # pixels by which a number may reach beyond the axis before it is moved
LABEL_HEIGHT = 13  # screen pixels from one number to the next below it, at least


class CurveAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis with few, plain numbers: no exponents, no unit prefixes, no grid.

    Parameters
    ----------
    orientation : {"left", "bottom"}
    text : callable
        Makes the text of a tick from its value.
    whole : bool
        Whether only whole numbers make sense (steps, epochs).
    """

    def __init__(
        self, orientation: str, text: Callable[[float], str], *, whole: bool = False
    ) -> None:
        super().__init__(orientation, showValues=True)
        self._text = text
        self._whole = whole
        self._is_placing = False
        self.enableAutoSIPrefix(False)
        self.setStyle(
            tickLength=-3, maxTickLevel=0, tickTextOffset=5 if orientation == "left" else 3
        )

    def tickValues(  # noqa: N802
        self, low: float, high: float, size: float
    ) -> list[tuple[float, Sequence[float]]]:
        """Return one level of ticks."""
        low, high = sorted((low, high))
        if self.logMode:
            return [(1.0, _log_ticks(low, high, size))]
        levels: list[tuple[float, Sequence[float]]] = super().tickValues(low, high, size)[:1]
        if self.orientation == "left":
            levels = [_thinned(step, xs, (high - low) / size) for step, xs in levels]
        if self._whole:
            levels = [(step, [x for x in xs if x == round(x)]) for step, xs in levels]
        return levels

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Return where the axis paints; more while numbers are placed that will be moved."""
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-BEYOND, -BEYOND, BEYOND, BEYOND) if self._is_placing else rect

    def generateDrawSpecs(self, painter: QPainter) -> object:  # noqa: N802
        """Move the first and the last number inside, where they would be left out."""
        self._is_placing = True
        try:
            specs = super().generateDrawSpecs(painter)
        finally:
            self._is_placing = False
        if specs is None:
            return None
        line, ticks, texts = specs
        room = self.mapRectFromParent(self.geometry())
        moved: list[tuple[QRectF, object, str]] = []
        for rect, flags, text in texts:
            inner = _inside(rect, room, is_upright=self.orientation == "left")
            if not any(inner.intersects(other) for other, _, _ in moved):
                moved.append((inner, flags, text))
        return line, ticks, moved

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self._text(10.0**value if self.logMode else value) for value in values]


def _inside(rect: QRectF, room: QRectF, *, is_upright: bool) -> QRectF:
    """Return `rect`, moved along the axis so that it does not reach beyond `room`."""
    if is_upright:
        top = max(min(rect.top(), room.bottom() - rect.height()), room.top())
        return QRectF(rect.left(), top, rect.width(), rect.height())
    left = max(min(rect.left(), room.right() - rect.width()), room.left())
    return QRectF(left, rect.top(), rect.width(), rect.height())


def _thinned(
    step: float, ticks: Sequence[float], units_per_pixel: float
) -> tuple[float, Sequence[float]]:
    """Return every tick, or every second, fifth …, so that no two labels overlap."""
    for factor in (1, 2, 5, 10, 20):
        if factor * step >= LABEL_HEIGHT * units_per_pixel:
            break
    return factor * step, [x for x in ticks if round(x / step) % factor == 0]


def _log_ticks(low: float, high: float, size: float) -> list[float]:
    """Return exponents of 1, 2, 5, 10, 20 … or, where these would crowd, of powers of ten."""
    room = max(2, min(MAX_LOG_TICKS, int(size / 16)))
    decades = range(math.floor(low), math.ceil(high) + 1)
    for mantissas in ((1, 2, 5), (1, 3), (1,)):
        ticks = [decade + math.log10(m) for decade in decades for m in mantissas]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if len(ticks) <= room:
            return ticks
    return ticks[:: -(-len(ticks) // room)]
