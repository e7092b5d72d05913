"""One map over the shown image, or the image itself."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray, FloatArray, IntArray
from gui.theme.image_colors import image_colors
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.theme import CurrentTheme
from gui.widgets.accessible_picture import announce
from gui.widgets.clickable_map import ClickableMap
from gui.widgets.selection_outline import paint_cell_outline, paint_outline

#: How strong what belongs to another step or sample is drawn.
FADED = 0.3


class ExplainMap(ClickableMap):
    """Shows one number a pixel; is outlined when it is the chosen one.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    position : int
        Which of the tiles this is; part of the signals.
    code : ColorCode
    """

    MARGIN: ClassVar[int] = 3  # for the outline

    def __init__(
        self,
        theme: CurrentTheme,
        name: str,
        position: int,
        code: ColorCode,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, position, parent)
        self._code = code
        self._selected: tuple[int, int] | None = None
        self._is_chosen = False
        self._is_faded = False
        self._image: ByteArray | None = None

    @property
    def is_faded(self) -> bool:
        """Whether it is of another step or sample than the shown one."""
        return self._is_faded

    @property
    def is_chosen(self) -> bool:
        """Whether it is the one that is explained in words."""
        return self._is_chosen

    @property
    def selected(self) -> tuple[int, int] | None:
        """Row and column of the selected pixel."""
        return self._selected

    def show_values(self, values: FloatArray, limit: float, *, is_faded: bool) -> None:
        """Show `values` of shape (H, W); `limit` gets the full colour.  Not copied."""
        self._is_faded = is_faded
        if values is not self._values or limit != self._limit:
            self._values, self._limit = values, limit
            self._recolor()
            announce(self)
        self.update()

    def show_image(self, ink: FloatArray, image: ByteArray) -> None:
        """Show an image (H, W, C) in its own colours; `ink` (H, W) are its numbers."""
        self._image = image
        self.show_values(ink, 1.0, is_faded=False)

    def clear(self) -> None:
        """Show nothing."""
        self._values = np.zeros((0, 0))
        self.update()

    def mark(self, selected: tuple[int, int] | None, *, is_chosen: bool) -> None:
        """Outline the selected pixel, and the whole map if it is the chosen one."""
        if (selected, is_chosen) != (self._selected, self._is_chosen):
            self._selected, self._is_chosen = selected, is_chosen
            self.update()

    def size_at(self, zoom: int, shape: tuple[int, int]) -> QSize:
        """Return how large the widget is for a map of a shape."""
        rows, columns = shape
        return QSize(columns * zoom, rows * zoom) + QSize(2 * self.MARGIN, 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        h, w = self._values.shape
        if not h:
            return
        theme = self._theme.theme
        painter = QPainter(self)
        frame = self._on_screen(QRect(0, 0, w, h))
        painter.fillRect(frame, QColor(theme.surface))
        painter.setOpacity(FADED if self._is_faded else 1.0)
        painter.drawImage(
            frame, QImage(self._colors.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        )
        painter.setOpacity(1.0)
        painter.setPen(QColor(theme.line))
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))
        if self._is_chosen:
            paint_outline(painter, frame.adjusted(0, 0, -1, -1), theme)
        if self._selected is not None and self.cell_rect(*self._selected).intersects(frame):
            paint_cell_outline(painter, self.cell_rect(*self._selected), theme)
        self._paint_cursor(painter)
        painter.end()

    def _marked(self) -> QRect | None:
        if self._selected is None:
            return None
        return QRect(self._selected[1], self._selected[0], 1, 1)

    def _colored(self) -> IntArray:
        if self._image is not None:
            return image_colors(self._image, self._theme.theme)
        return colors_of(self._values, self._limit, self._theme.theme, self._code)
