"""The three maps of a pooling, side by side at one scale."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from gui.panels.pooling.drops import PoolDrops
from gui.panels.pooling.large_pool import LargePool
from gui.panels.pooling.outline import PoolOutline
from gui.panels.pooling.pool_map import PoolMap
from gui.theme.theme import CurrentTheme
from gui.widgets.color_legend import ColorLegend
from gui.widgets.map_heading import MapHeading

GAP = 20
HEADING_HEIGHT = 22
LEGEND_HEIGHT = 20
AROUND_MAP = HEADING_HEIGHT + LEGEND_HEIGHT + 2
LEAST_MAP = 112  # screen pixels
MOST_UNIT = 24  # screen pixels per input cell


class PoolMapsView(QWidget):
    """Three `PoolMap` with titles, shapes and legends, as large as there is room for all.

    Parameters
    ----------
    theme : CurrentTheme
    names : tuple of three str
        ``objectName`` of each map; titles are ``{name}_title``.

    Signals
    -------
    hovered(int, tuple or None), clicked(int, tuple)
        Position of the map, and row and column of a number.
    """

    hovered = Signal(int, object)
    clicked = Signal(int, object)

    def __init__(
        self,
        theme: CurrentTheme,
        names: tuple[str, str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.maps: list[PoolMap] = []
        self._headings: list[MapHeading] = []
        self._legends: list[ColorLegend] = []
        for position, name in enumerate(names):
            pool_map = PoolMap(theme, name, position, parent=self)
            pool_map.hovered.connect(self.hovered)
            pool_map.clicked.connect(self.clicked)
            self.maps.append(pool_map)
            self._headings.append(MapHeading(name, parent=self))
            legend = ColorLegend(theme, parent=self)
            legend.setObjectName(f"{name}_legend")
            self._legends.append(legend)
        self.drops = PoolDrops(theme, self.maps[1], self.maps[2], self)
        self.large = LargePool(self.maps, theme, names[0].rpartition("_")[0])
        self.large.hovered.connect(self.hovered)
        self.large.clicked.connect(self.clicked)

    def show_map(
        self,
        position: int,
        heading: tuple[str, str],
        tip: str,
        values: FloatArray,
        limit: float,
        outline: PoolOutline,
    ) -> None:
        """Show one of the three maps; call `fit` after the last.

        Parameters
        ----------
        position : {0, 1, 2}
        heading : tuple of str
            Title, and its role in the style sheet.
        tip : str
        values : ndarray of shape (H, W)
        limit : float
            Absolute value that gets the full colour.
        outline : PoolOutline
        """
        self._headings[position].show_heading(*heading, values.shape)
        self._legends[position].set_limit(limit)
        self._headings[position].setToolTip(tip)
        self.maps[position].setAccessibleName(heading[0])
        self.maps[position].show_map(values, limit, outline)
        self.large.show_map(position, heading[0], values, limit)

    def set_boxes(
        self, pinned: tuple[QRect, QRect] | None, pointed: tuple[QRect, QRect] | None
    ) -> None:
        """Outline the selected window and the one under the mouse.

        Parameters
        ----------
        pinned, pointed : (box on the input, box on the pooled map) or None
        """
        for position, side in enumerate((0, 1, 0)):
            self.maps[position].set_boxes(
                None if pinned is None else pinned[side],
                None if pointed is None else pointed[side],
            )

    def fit(self) -> None:
        """Choose the largest whole-pixel scale at which all three maps fit."""
        width = (self.width() - 2 * GAP) // 3
        by_width = self._unit_for(width, MOST_UNIT * 1000)
        by_both = self._unit_for(width, self.height() - AROUND_MAP + 2)
        rows = max(pool_map.outline.extent[0] for pool_map in self.maps)
        for position, pool_map in enumerate(self.maps):
            left = position * (width + GAP)
            pool_map.set_zoom(by_both)
            heading, legend = self._headings[position], self._legends[position]
            map_width = by_both * pool_map.outline.extent[1] + 2
            heading.fit(width)
            heading.setGeometry(left, 0, max(map_width, heading.sizeHint().width()), 20)
            pool_map.setGeometry(left, HEADING_HEIGHT, width, rows * by_both + 2)
            legend.fit(width)
            legend.move(max(0, left - 2), HEADING_HEIGHT + rows * by_both + 2)
        self.drops.setGeometry(self.rect())
        self.large.fit(self.rect())
        # what lies below follows the maps closely instead of hanging at the window's edge
        self.setMaximumHeight(AROUND_MAP + rows * by_width)

    def fill_to(self, height: int) -> None:
        """Claim as much of `height` as the width has use for, whatever lies below.

        0 claims nothing: then the maps get what the rest leaves.
        """
        rows = max(pool_map.outline.extent[0] for pool_map in self.maps)
        by_width = self._unit_for((self.width() - 2 * GAP) // 3, MOST_UNIT * 1000)
        least = max(height, self.minimumSizeHint().height()) if height else 0
        self.setMinimumHeight(min(least, AROUND_MAP + rows * by_width))

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * LEAST_MAP + 2 * GAP, HEADING_HEIGHT + LEAST_MAP + LEGEND_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(3 * 260 + 2 * GAP, HEADING_HEIGHT + 260 + LEGEND_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _unit_for(self, width: int, height: int) -> int:
        extents = [pool_map.outline.extent for pool_map in self.maps]
        units = [min((width - 2) // c, (height - 2) // r) for r, c in extents]
        return max(1, min(MOST_UNIT, *units))
