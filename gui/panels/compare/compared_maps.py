"""Maps of two runs one above the other, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.index_words import index_words
from core.inspection.magnitude import largest_magnitude
from core.number_text import signed_text
from gui.state.selection import Unit
from gui.theme.theme import CurrentTheme
from gui.widgets.cell_numbers import NUMBER_ZOOM
from gui.widgets.color_legend import ColorLegend
from gui.widgets.map_cell import MapCell
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_scroll import MosaicScroll

OURS, THEIRS, DIFFERENCE = "a", "b", "difference"
ROWS = (OURS, THEIRS, DIFFERENCE)
LEAST_TILE = 40
TITLE_HEIGHT = 18
#: Width over height from which the runs stand side by side.
WIDE = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class ComparedArrays:
    """What is shown: shape (H, W, C) each; of another shape there are no differences."""

    ours: FloatArray
    theirs: FloatArray

    @property
    def difference(self) -> FloatArray | None:
        """The other run minus the shown one."""
        if self.ours.shape != self.theirs.shape:
            return None
        difference: FloatArray = self.theirs - self.ours
        return difference

    def is_of_shown(self, cell: MapCell) -> bool:
        """Return whether the shown run has such a number, too."""
        place = cell.row, cell.column, cell.channel
        return all(at < length for at, length in zip(place, self.ours.shape, strict=True))

    def reading(self, cell: MapCell) -> tuple[float, str]:
        """Return the number to read at a cell, and what it is."""
        place = cell.row, cell.column, cell.channel
        where = f"channel {index_words(cell.channel)} · {cell.where}"
        if self.difference is None or not self.is_of_shown(cell):  # which may be gone
            return cell.value, where
        a, b = float(self.ours[place]), float(self.theirs[place])
        return b - a, f"B − A   ·   A {signed_text(a, 4)}   B {signed_text(b, 4)}   ·   {where}"


class ComparedMaps(QWidget):
    """Three mosaics: the shown run, the other one on the same scale, and their difference.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the mosaics are ``{name}_a``, ``{name}_b`` and ``{name}_difference``,
        their titles ``{name}_a_title`` and so on.

    Signals
    -------
    clicked(MapCell)
        Of a number that the shown run has, too: it is selected everywhere.
    hovered(MapCell or None)
    """

    clicked = Signal(object)
    hovered = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.arrays: ComparedArrays | None = None
        self._mosaics: dict[str, MapMosaic] = {}
        self._scrolls: dict[str, MosaicScroll] = {}
        self._titles: dict[str, QLabel] = {}
        self._legends: dict[str, ColorLegend] = {}
        self._texts = dict.fromkeys(ROWS, "")
        self._tips = dict.fromkeys(ROWS, "")
        self._headings: dict[str, QBoxLayout] = {}
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for row in ROWS:
            self._rows.addWidget(self._build_row(theme, f"{name}_{row}", row), 1)
        for scroll in self._scrolls.values():
            scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_titles(self, ours: str, theirs: str, difference: str) -> None:
        """Name the rows."""
        for row, text in zip(ROWS, (ours, theirs, difference), strict=True):
            self._texts[row] = text
        self._fit_titles()

    @property
    def titles(self) -> tuple[str, ...]:
        """What the rows are called, whole."""
        return tuple(self._texts.get(row, "") for row in ROWS)

    def set_tips(self, ours: str, theirs: str) -> None:
        """Say why the steps of the two runs are not exact; nothing where they are."""
        self._tips = {OURS: ours, THEIRS: theirs, DIFFERENCE: ours or theirs}
        self._fit_titles()

    def show_arrays(self, arrays: ComparedArrays, why_no_difference: str = "") -> None:
        """Show other numbers; both runs on one scale, their difference on its own."""
        self.arrays = arrays
        difference = arrays.difference
        limit = max(largest_magnitude(arrays.ours), largest_magnitude(arrays.theirs))
        shown = {OURS: (arrays.ours, limit), THEIRS: (arrays.theirs, limit)}
        if difference is not None:
            shown[DIFFERENCE] = difference, largest_magnitude(difference)
        for row, (maps, scale) in shown.items():
            self._mosaics[row].set_maps(maps, scale)
            tile = max(maps.shape[:2])
            least = NUMBER_ZOOM if tile <= 3 else -(-LEAST_TILE // tile)
            self._scrolls[row].set_least_zoom(least, 1)
            self._legends[row].set_limit(scale)
        self._scrolls[DIFFERENCE].setVisible(difference is not None)
        self._legends[DIFFERENCE].setVisible(difference is not None)
        if difference is None:
            self._texts[DIFFERENCE] = why_no_difference
            self._fit_titles()

    def show_selected(self, unit: Unit | None, *, with_pixel: bool) -> None:
        """Outline the same tile, or pixel, in every row."""
        for mosaic in self._mosaics.values():
            if unit is None:
                mosaic.set_selected(None)
            elif with_pixel:
                mosaic.set_selected(unit.channel, unit.row, unit.column)
            else:
                mosaic.set_selected(unit.channel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand above each other, or side by side where that gives larger tiles."""
        super().resizeEvent(event)
        is_wide = self.width() > WIDE * self.height()
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._rows.setSpacing(20 if is_wide else 6)
        for heading in self._headings.values():
            heading.setDirection(ways.TopToBottom if is_wide else ways.LeftToRight)
            heading.setSpacing(0 if is_wide else 8)
        self._rows.activate()
        self._fit_titles()

    def _fit_titles(self) -> None:
        for row, title in self._titles.items():
            text, letters = self._texts[row], title.fontMetrics()
            self._mosaics[row].setAccessibleName(text)
            shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, title.width())
            title.setText(shown)
            tip = self._tips[row]
            whole = text if tip or shown != text else ""
            title.setToolTip(f"{whole}\n\n{tip}" if tip else whole)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        for scroll in self._scrolls.values():
            scroll.verticalScrollBar().setValue(value)

    def _build_row(self, theme: CurrentTheme, name: str, row: str) -> QWidget:
        mosaic = self._mosaics[row] = MapMosaic(theme, max_zoom=64)
        mosaic.setObjectName(name)
        mosaic.clicked.connect(self._on_clicked)
        mosaic.hovered.connect(self._on_hovered)
        self._scrolls[row] = MosaicScroll(mosaic)
        title = self._titles[row] = QLabel()
        title.setObjectName(f"{name}_title")
        title.setProperty("role", "muted" if row == DIFFERENCE else "title")
        title.setFixedHeight(TITLE_HEIGHT)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        legend = self._legends[row] = ColorLegend(theme)
        legend.setObjectName(f"{name}_legend")
        heading = self._headings[row] = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        heading.addWidget(title, 1)
        heading.addWidget(legend)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(heading)
        column.addWidget(self._scrolls[row], 1)
        return part

    @Slot(object)
    def _on_clicked(self, cell: MapCell) -> None:
        if self.arrays is not None and self.arrays.is_of_shown(cell):
            self.clicked.emit(cell)

    @Slot(object)
    def _on_hovered(self, cell: MapCell | None) -> None:
        self.hovered.emit(cell)
