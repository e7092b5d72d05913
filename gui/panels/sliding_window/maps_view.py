"""Operand, kernel and result of a convolution, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from gui.panels.sliding_window.sliding_map import SlidingMap
from gui.theme.fonts import READ_OUT, number_font
from gui.theme.tensor_colors import ColorCode
from gui.theme.theme import CurrentTheme
from gui.widgets.color_legend import ColorLegend
from gui.widgets.map_heading import MapHeading

SIGN_WIDTH = 30  # room for the ∗ and the = between two maps
MOST_SIGN_WIDTH = 84
HEADING_HEIGHT = 22
LEGEND_HEIGHT = 20
FRAME = 4  # screen pixels around the cells of a map
LARGEST_CELL = 48
#: What is no larger than a kernel is at most so wide, or has this share of all the room: the
#: cells of five by five have room for numbers that can be read.
KERNEL_WIDTH, KERNEL_SHARE = 168, 7
KERNEL_CELLS = 11
LEAST_MAP = 104
LEAST_SLOT = 96


@dataclass(frozen=True, slots=True, eq=False)
class SlidingPicture:
    """What one of the maps shows.

    Attributes
    ----------
    title, role, tip : str
    values : ndarray of shape (rows, columns)
    kinds : ndarray of `CellKind` or None
    limit : float
    code : ColorCode
    sign : str
        What is written before it: nothing, ``∗`` or ``=``.
    """

    title: str
    role: str
    tip: str
    values: FloatArray
    kinds: IntArray | None
    limit: float
    code: ColorCode = ColorCode.SIGN
    sign: str = ""

    @property
    def is_small(self) -> bool:
        """Whether this is as small as a kernel, and gets larger cells."""
        return bool(max(self.values.shape) <= KERNEL_CELLS)


class SlidingMapsView(QWidget):
    """Up to four `SlidingMap` with titles, shapes and legends; large maps share one zoom.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        The maps are called ``{name}_operand``, ``_kernel``, ``_result`` and ``_wrong``.

    Signals
    -------
    hovered(int, tuple or None), grabbed(int, tuple)
        Position of the map, and row and column of a cell.
    dropped()
    nudged(int, int)
    """

    PARTS = ("operand", "kernel", "result", "wrong")

    hovered = Signal(int, object)
    grabbed = Signal(int, object)
    dropped = Signal()
    nudged = Signal(int, int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.maps: list[SlidingMap] = []
        self._headings: list[MapHeading] = []
        self._legends: list[ColorLegend] = []
        self._signs: list[QLabel] = []
        self._pictures: tuple[SlidingPicture, ...] = ()
        for position, part in enumerate(self.PARTS):
            sliding_map = SlidingMap(theme, f"{name}_{part}", position, self)
            sliding_map.hovered.connect(self.hovered)
            sliding_map.grabbed.connect(self.grabbed)
            sliding_map.dropped.connect(self.dropped)
            sliding_map.nudged.connect(self.nudged)
            self.maps.append(sliding_map)
            self._headings.append(MapHeading(f"{name}_{part}", parent=self))
            legend = ColorLegend(theme, parent=self)
            legend.setObjectName(f"{name}_{part}_legend")
            self._legends.append(legend)
            sign = QLabel(parent=self)
            sign.setProperty("role", "muted")
            sign.setFont(number_font(READ_OUT, bold=True))
            sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._signs.append(sign)

    def show_pictures(self, pictures: Sequence[SlidingPicture]) -> None:
        """Show up to four maps, left to right."""
        self._pictures = tuple(pictures)
        for position, sliding_map in enumerate(self.maps):
            is_shown = position < len(pictures)
            for part in (
                sliding_map,
                self._headings[position],
                self._legends[position],
            ):
                part.setVisible(is_shown)
            sign = pictures[position].sign if is_shown else ""
            self._signs[position].setVisible(bool(sign))  # before the first stands none
            if is_shown:
                picture = pictures[position]
                sliding_map.show_map(picture.values, picture.kinds, picture.limit, picture.code)
                heading = self._headings[position]
                heading.show_heading(picture.title, picture.role, picture.values.shape)
                heading.setToolTip(picture.tip)
                sliding_map.setAccessibleName(picture.title)
                self._legends[position].set_limit(picture.limit, picture.code)
                self._signs[position].setText(sign)
        self.fit()

    def fit(self) -> None:
        """Choose the largest whole-pixel zoom at which all maps fit."""
        if not self._pictures:
            return
        height = self.height() - HEADING_HEIGHT - LEGEND_HEIGHT - FRAME
        zooms = self._zooms(max(1, height))
        slots = [
            max(LEAST_SLOT, picture.values.shape[1] * zoom + FRAME)
            for picture, zoom in zip(self._pictures, zooms, strict=True)
        ]
        heights = [
            picture.values.shape[0] * zoom
            for picture, zoom in zip(self._pictures, zooms, strict=True)
        ]
        middle = HEADING_HEIGHT + max(heights) // 2
        gaps = max(1, len(slots) - 1)
        gap = max(SIGN_WIDTH, min(MOST_SIGN_WIDTH, (self.width() - sum(slots)) // gaps))
        left = 0
        for position, (slot, zoom) in enumerate(zip(slots, zooms, strict=True)):
            if position:
                top = max(middle - 12, HEADING_HEIGHT)
                centre = left + gap // 2
                self._signs[position].setGeometry(centre - 10, top, 20, 24)
                left += gap
            heading = self._headings[position]
            is_last = position == len(slots) - 1
            room = self.width() - left if is_last else slot + gap - 6
            heading.fit(slot)
            heading.setGeometry(
                left, 0, min(room, max(slot, heading.sizeHint().width())), HEADING_HEIGHT - 2
            )
            self.maps[position].set_zoom(zoom)
            self.maps[position].move(left, HEADING_HEIGHT)
            legend = self._legends[position]
            legend.fit(min(room, slot + SIGN_WIDTH))
            legend.move(max(0, left - 12), HEADING_HEIGHT + FRAME + heights[position] + 2)
            left += slot
        used = HEADING_HEIGHT + LEGEND_HEIGHT + FRAME
        self.setMaximumHeight(used + max(self._rows(self._zooms(10_000))))

    def minimumSizeHint(self) -> QSize:
        return QSize(400, HEADING_HEIGHT + LEGEND_HEIGHT + LEAST_MAP)

    def sizeHint(self) -> QSize:
        return QSize(760, HEADING_HEIGHT + LEGEND_HEIGHT + 260)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _rows(self, zooms: Sequence[int]) -> list[int]:
        return [
            picture.values.shape[0] * zoom
            for picture, zoom in zip(self._pictures, zooms, strict=True)
        ]

    def _zooms(self, height: int) -> list[int]:
        """Return the zoom of every map: one for all large ones, one for all small ones."""
        large = [picture for picture in self._pictures if not picture.is_small]
        small = [picture for picture in self._pictures if picture.is_small]
        room = self.width() - SIGN_WIDTH * (len(self._pictures) - 1)
        widest = max(KERNEL_WIDTH, self.width() // KERNEL_SHARE)
        small_zoom = _zoom_for(small, widest, height)
        if not large:
            width = room // max(1, len(small))
            small_zoom = _zoom_for(small, min(width, 2 * KERNEL_WIDTH), height)
        taken = sum(
            max(LEAST_SLOT, picture.values.shape[1] * small_zoom + FRAME) for picture in small
        )
        cells = sum(picture.values.shape[1] for picture in large)
        by_width = (room - taken - FRAME * len(large)) // max(1, cells)
        large_zoom = max(1, min(by_width, _zoom_for(large, 100_000, height)))
        return [small_zoom if picture.is_small else large_zoom for picture in self._pictures]


def _zoom_for(pictures: Sequence[SlidingPicture], width: int, height: int) -> int:
    """Return the largest zoom at which each of `pictures` fits."""
    zooms = [
        min((width - FRAME) // p.values.shape[1], height // p.values.shape[0]) for p in pictures
    ]
    return int(max(1, min([LARGEST_CELL, *zooms])))
