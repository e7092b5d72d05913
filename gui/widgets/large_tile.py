"""A tile of a mosaic, opened large in place."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.index_words import one_of_words, span_words
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton
from gui.widgets.large_map import LargeMap
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_scroll import MosaicScroll
from gui.widgets.part_frame import PartFrame

HEADER = 20
THUMBNAIL = 43  # side of what chooses another channel
BESIDE = 12
SCROLL_BAR = 12
LEAST_WIDTH, FULL_WIDTH = 300, 456


class LargeTile(QWidget):
    """Shows the tiles of a mosaic as thumbnails, and one of them large with its numbers.

    What is pointed at and clicked in it is reported by the mosaic, as if it were there.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.

    Signals
    -------
    closed()
    """

    closed = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._mosaic: MapMosaic | None = None
        self._channel = 0
        self.title = QLabel(self)
        self.title.setObjectName(f"{name}_title")
        self.title.setProperty("role", "title")
        self.place = QLabel(self)
        self.place.setObjectName(f"{name}_place")
        self.place.setProperty("role", "muted")
        self.close_button = IconButton(
            "close", "Close the large map (Esc)", theme, name=f"{name}_close", parent=self
        )
        self.close_button.setProperty("role", "tiny")
        self.map = LargeMap(theme, self)
        self.map.setObjectName(f"{name}_map")
        self.map.setToolTip("The wheel zooms, dragging moves, Esc closes.")
        self.thumbnails = MapMosaic(theme, columns=1, max_zoom=8)
        self.thumbnails.setObjectName(f"{name}_thumbnails")
        self.thumbnails.name_tiles(1)
        self._frame = PartFrame(theme, self.thumbnails, f"{name}_frame")
        self._scroll = MosaicScroll(self.thumbnails, self)
        self.close_button.clicked.connect(self.close_tile)
        self.map.hovered.connect(self._on_hovered)
        self.map.clicked.connect(self._on_clicked)
        self.map.moved.connect(self._on_moved)
        self.map.left.connect(self.close_tile)
        self.thumbnails.clicked.connect(self._on_thumbnail)
        self.hide()

    @property
    def channel(self) -> int:
        """Which tile is shown large."""
        return self._channel

    @property
    def mosaic(self) -> MapMosaic | None:
        """Whose tiles are shown; None while nothing is opened."""
        return self._mosaic

    def open_tile(
        self, mosaic: MapMosaic, channel: int, row: int, column: int, title: str
    ) -> None:
        """Show a tile of `mosaic` with a number in its middle."""
        if self._mosaic is not None:
            self._let_go(self._mosaic)
        self._mosaic, self._channel = mosaic, channel
        mosaic.changed.connect(self._follow)
        mosaic.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it is covered
        self.title.setText(title)
        self.thumbnails.setAccessibleName(f"{title}, all maps")
        self.show()
        self.raise_()
        self._follow()
        self.map.go_to(row, column)
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_tile(self) -> None:
        """Show the mosaic again."""
        mosaic, self._mosaic = self._mosaic, None
        if mosaic is not None:
            self._let_go(mosaic)
            holder = QApplication.focusWidget()
            had_keyboard = holder is not None and self.isAncestorOf(holder)
            self.hide()
            if had_keyboard:
                mosaic.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def sizeHint(self) -> QSize:
        return QSize(FULL_WIDTH, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_tile()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)  # what lies behind is hidden
        painter.fillRect(self.rect(), QColor(self._theme.theme.surface))
        painter.end()

    def _arrange(self) -> None:
        side = self.thumbnails.maps.shape[1] * max(1, self.thumbnails.zoom) + 8
        column = max(THUMBNAIL, side) + SCROLL_BAR if self._has_choice() else 0
        below = self.height() - HEADER
        self._scroll.setGeometry(0, HEADER, column, below)
        left = column + (BESIDE - SCROLL_BAR // 2 if column else 0)
        self.map.setGeometry(left, HEADER, self.width() - left, below)
        self.close_button.setGeometry(self.width() - 22, 0, 20, 20)
        title = self.title.sizeHint().width()
        self.title.setGeometry(0, 0, title, HEADER - 2)
        self.place.setGeometry(title + 8, 0, self.width() - title - 34, HEADER - 2)
        self._show_frame(self.map.part)

    def _let_go(self, mosaic: MapMosaic) -> None:
        mosaic.changed.disconnect(self._follow)
        mosaic.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _has_choice(self) -> bool:
        return self._mosaic is not None and self._mosaic.maps.shape[2] > 1

    def _follow(self) -> None:
        """Show the mosaic's numbers as they are now; close if it has others."""
        mosaic = self._mosaic
        if mosaic is None:
            return
        h, w, channels = mosaic.maps.shape
        if self._channel >= channels or not mosaic.maps.size:
            self.close_tile()
            return
        limits, code = mosaic.scale
        self.thumbnails.set_maps(mosaic.maps, limits, code)
        self.thumbnails.set_selected(self._channel)
        self._scroll.set_least_zoom(max(1, THUMBNAIL // max(h, w)))
        limit = float(limits if isinstance(limits, float | int) else limits[self._channel])
        marked = mosaic.selected
        cell = None
        if marked is not None and marked[0] == self._channel:
            _, row, column = marked
            cell = None if row is None or column is None else (row, column)
        self.map.setAccessibleName(f"{self.title.text()}, {self._channel}")
        self.map.show_map(mosaic.maps[..., self._channel], limit, code, cell)
        self._on_moved()
        self._arrange()

    def _on_moved(self) -> None:
        part, mosaic = self.map.part, self._mosaic
        if mosaic is not None:
            self._show_frame(part)
            last = mosaic.maps.shape[2] - 1
            which = f"{one_of_words('', self._channel, last + 1).strip()} · " if last else ""
            self.place.setText(
                f"{which}rows {span_words(part.top(), part.bottom())}, "
                f"columns {span_words(part.left(), part.right())}"
            )

    def _show_frame(self, part: QRect) -> None:
        """Show on the thumbnail which part is in sight, if it is not all."""
        h, w, channels = self.thumbnails.maps.shape
        is_part = self._channel < channels and part.size() != QSize(w, h)
        if not is_part or part.bottom() >= h or part.right() >= w:
            self._frame.show_part(None)
            return
        first = self.thumbnails.cell_rect(self._channel, part.top(), part.left())
        last = self.thumbnails.cell_rect(self._channel, part.bottom(), part.right())
        self._frame.show_part(first.united(last))

    def _on_hovered(self, cell: tuple[int, int] | None) -> None:
        if self._mosaic is not None:
            self._mosaic.hovered.emit(
                None if cell is None else self._mosaic.number_at(self._channel, *cell)
            )

    def _on_clicked(self, cell: tuple[int, int]) -> None:
        if self._mosaic is not None:
            self._mosaic.clicked.emit(self._mosaic.number_at(self._channel, *cell))

    def _on_thumbnail(self, cell: object) -> None:
        self._channel = getattr(cell, "channel", self._channel)
        self._follow()
        self._on_moved()
