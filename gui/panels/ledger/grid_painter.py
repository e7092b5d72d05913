"""Paints terms that lie beside each other: patch × kernel, cell by cell."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPen

from core.arrays import IntArray
from core.index_words import place_words
from core.ledger.page_numbers import GRID_CHARACTERS, full_text
from gui.panels.ledger.canvas import CENTER, Canvas, Face, Spot
from gui.panels.ledger.cell import number_width, paint_cell
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import Grid, GridRow
from gui.panels.ledger.text_wrap import wrapped
from gui.theme.tensor_colors import ColorCode, color_indices, color_table

SIGN_WIDTH, NARROW_SIGN_WIDTH = 20, 14
NARROW = 236  # grids without numbers have the narrow sign between them from here down
CAPTION_HEIGHT = 18
CAPTION_LINE = 13
WIDEST_CELL, TALLEST_CELL = 46, 26
WIDEST_LONE_CELL = 60
LARGEST_BARE_CELL = 22
TALLEST_GRID = 170
#: Cells smaller than this touch each other, and are drawn as one picture.
PICTURE_UP_TO = 13
GAP = 2
LEAST_SHARE = 110  # from one grid to the next, where cells are small
TOP, BOTTOM = 2, 4  # around a grid and its caption


class _Layout(NamedTuple):
    """How the grids of a row share its width.

    Attributes
    ----------
    is_stacked : bool
        Whether they stand below each other.
    sign : int
        Screen pixels for the sign at the left of every grid but the first; of a stack, of all.
    share : int
        Screen pixels for a grid and its caption.
    """

    is_stacked: bool
    sign: int
    share: int


class GridPainter(RowPainter[GridRow]):
    """Paints grids beside each other, with their captions below.

    Where their numbers fit only below each other, that is where they are.
    """

    def height(self, row: GridRow, width: int) -> int:
        layout = _layout(row, width)
        heights = [_height(row, grid, layout) for grid in row.grids]
        return sum(heights) if layout.is_stacked else max(heights)

    def paint(self, row: GridRow, rect: QRect, canvas: Canvas) -> None:
        layout = _layout(row, rect.width())
        for at, (grid, place) in enumerate(_placed(row, rect, layout)):
            code = ColorCode.INK if grid.is_ink else ColorCode.SIGN
            limit = 1.0 if grid.is_ink else grid.limit
            colors = color_table(canvas.theme, code)[color_indices(grid.values, limit)]
            cell = _cell_size(row, grid, layout)
            if min(cell) <= PICTURE_UP_TO:
                _paint_picture(canvas, place, colors)
                pointed = canvas.pointed
                if pointed is not None and place.contains(pointed):
                    canvas.painter.setPen(QPen(QColor(canvas.theme.selection), 2))
                    canvas.painter.drawRect(pointed.adjusted(-1, -1, 0, 0))
            else:
                _paint_cells(canvas, grid, place, cell, colors)
            below = QRect(place.left(), place.bottom() + 1, layout.share, CAPTION_HEIGHT)
            for text in _caption(grid, layout):
                canvas.write(below, text, Face.SMALL, canvas.color(grid.tone))
                below.translate(0, CAPTION_LINE)
            if at and row.between:
                room = layout.sign
                sign = QRect(place.left() - room, place.top(), room, place.height())
                canvas.write(sign, row.between, Face.LABEL, canvas.theme.muted, CENTER)

    def spots(self, row: GridRow, rect: QRect) -> list[Spot]:
        layout = _layout(row, rect.width())
        return [
            self._spot(row, grid, place, layout, at)
            for grid, place in _placed(row, rect, layout)
            for at in range(len(grid.positions))
        ]

    def spot_at(self, row: GridRow, rect: QRect, point: QPoint) -> Spot | None:
        layout = _layout(row, rect.width())
        for grid, place in _placed(row, rect, layout):
            if place.contains(point):
                step_x, step_y = _steps(_cell_size(row, grid, layout))
                column = min((point.x() - place.left()) // step_x, grid.shape[1] - 1)
                line = min((point.y() - place.top()) // step_y, grid.shape[0] - 1)
                at = line * grid.shape[1] + column
                return self._spot(row, grid, place, layout, at)
        return None

    def keyboard_spots(self, row: GridRow, rect: QRect) -> list[Spot]:
        if min(_cell_size(row, row.grids[0], _layout(row, rect.width()))) <= PICTURE_UP_TO:
            return []  # the largest terms are listed below such a picture
        # line by line over both grids, as one reads
        spots = [spot for spot in self.spots(row, rect) if spot.is_clickable]
        return sorted(spots, key=lambda spot: (spot.rect.top(), spot.rect.left()))

    def _spot(self, row: GridRow, grid: Grid, place: QRect, layout: _Layout, at: int) -> Spot:
        cell = _cell_size(row, grid, layout)
        position = int(grid.positions[at])
        address = grid.column.address(position)
        hint = partial(_hint, row, grid, position)
        return Spot(_cell_rect(grid, place, cell, at), address, hint)


def _hint(row: GridRow, grid: Grid, position: int) -> str:
    """Return the whole term of a cell: its factors and what they come to."""
    column = grid.column
    if column.address(position) is None and column.source is not None:
        return "padding: counts as 0"
    index = getattr(column.address(position), "index", ())
    place = f" {place_words(index)}" if index else ""
    said = f"{grid.caption}{place} {full_text(float(column.values[position]))}"
    if row.between and len(row.grids) > 1:
        others = [other for other in row.grids if other is not grid]
        for other in others:
            said += f" × {full_text(float(other.column.values[position]))}"
        said += f" = {full_text(float(row.products[position]))}"
    return said


def _layout(row: GridRow, width: int) -> _Layout:
    """Choose the first way in which all numbers have room: a narrow sign, then a stack."""
    count = len(row.grids)
    signs = (SIGN_WIDTH, NARROW_SIGN_WIDTH)
    ways = [_Layout(False, sign, (width - sign * (count - 1)) // count) for sign in signs]
    if count > 1 and all(grid.texts for grid in row.grids):
        ways.append(_Layout(True, NARROW_SIGN_WIDTH, width - NARROW_SIGN_WIDTH))
        for way in ways:
            if all(_numbers_fit(row, grid, way) for grid in row.grids):
                return way
    return ways[0 if width >= NARROW else 1]


def _numbers_fit(row: GridRow, grid: Grid, layout: _Layout) -> bool:
    return bool(grid.texts) and _fitting(row, grid, layout) >= number_width(GRID_CHARACTERS)


def _fitting(row: GridRow, grid: Grid, layout: _Layout) -> int:
    """Return how wide a cell of a number may be."""
    columns = grid.shape[1]
    widest = WIDEST_LONE_CELL if len(row.grids) == 1 and columns <= 4 else WIDEST_CELL
    return min(widest, (layout.share + GAP) // columns - GAP)


def _caption(grid: Grid, layout: _Layout) -> tuple[str, ...]:
    return wrapped(grid.caption, Face.SMALL, layout.share)


def _cell_size(row: GridRow, grid: Grid, layout: _Layout) -> tuple[int, int]:
    if _numbers_fit(row, grid, layout):
        return _fitting(row, grid, layout), TALLEST_CELL
    rows, columns = grid.shape
    room = min(layout.share // columns, TALLEST_GRID // rows)
    if room > PICTURE_UP_TO + GAP:
        room -= GAP
    side = max(2, min(LARGEST_BARE_CELL, room))
    return side, side


def _steps(cell: tuple[int, int]) -> tuple[int, int]:
    gap = GAP if min(cell) > PICTURE_UP_TO else 0
    return cell[0] + gap, cell[1] + gap


def _extent(row: GridRow, grid: Grid, layout: _Layout) -> tuple[int, int]:
    step_x, step_y = _steps(_cell_size(row, grid, layout))
    return grid.shape[1] * step_x, grid.shape[0] * step_y


def _height(row: GridRow, grid: Grid, layout: _Layout) -> int:
    """Return how high a grid with its caption is."""
    lines = len(_caption(grid, layout))
    captions = CAPTION_HEIGHT + (lines - 1) * CAPTION_LINE
    return TOP + _extent(row, grid, layout)[1] + captions + BOTTOM


def _placed(row: GridRow, rect: QRect, layout: _Layout) -> list[tuple[Grid, QRect]]:
    """Return where each grid goes, without its caption."""
    placed = []
    left, top = rect.left(), rect.top()
    if layout.is_stacked:
        left += layout.sign
    for grid in row.grids:
        width, height = _extent(row, grid, layout)
        placed.append((grid, QRect(left, top + TOP, width, height)))
        if layout.is_stacked:
            top += _height(row, grid, layout)
        else:
            left += max(width, min(layout.share, LEAST_SHARE)) + layout.sign
    return placed


def _cell_rect(grid: Grid, place: QRect, cell: tuple[int, int], at: int) -> QRect:
    line, column = divmod(at, grid.shape[1])
    step_x, step_y = _steps(cell)
    return QRect(place.left() + column * step_x, place.top() + line * step_y, cell[0], cell[1])


def _paint_picture(canvas: Canvas, place: QRect, colors: IntArray) -> None:
    rows, columns = colors.shape
    pixels = np.ascontiguousarray(colors)
    image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    canvas.painter.drawImage(place, image)
    canvas.painter.setPen(QColor(canvas.theme.line))
    canvas.painter.drawRect(place.adjusted(-1, -1, 0, 0))


def _paint_cells(
    canvas: Canvas,
    grid: Grid,
    place: QRect,
    cell: tuple[int, int],
    colors: IntArray,
) -> None:
    has_numbers = bool(grid.texts) and cell[0] >= number_width(GRID_CHARACTERS)
    flat = colors.reshape(-1)
    line = QColor(canvas.theme.line)
    for at, position in enumerate(grid.positions.tolist()):
        rect = _cell_rect(grid, place, cell, at)
        places = grid.column.places
        if places is not None and places[position, 0] < 0:
            canvas.painter.fillRect(rect, QColor(canvas.theme.background))
            canvas.painter.fillRect(rect, QBrush(line, Qt.BrushStyle.BDiagPattern))
            continue
        text = grid.texts[at] if has_numbers else ""
        paint_cell(canvas, rect, text, int(flat[at]), is_framed=grid.framed == at)
