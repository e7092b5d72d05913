"""Images as the network will see them, a column for every class."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.data_import.preview import MOST_MEANS, Preview
from core.index_words import index_words
from gui.data_import.tile_layout import COLUMNS, TileLayout
from gui.data_import.tile_painter import TilePainter
from gui.theme.theme import CurrentTheme
from gui.widgets.walked_picture import Place, WalkedPicture

_LONGEST_NAME = 40


class PreviewColumns(WalkedPicture):
    """Draws some images of every class, their mean and their number in the same columns.

    Or the images in the order of the source, or some of them.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    pointed(str)
        What is under the mouse; empty for nothing.
    """

    pointed = Signal(str)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_images")
        self.setAccessibleName("Images as the network will see them")
        self.setMouseTracking(True)
        self._theme = theme
        self._preview: Preview | None = None
        self._painter: TilePainter | None = None
        self._layout = TileLayout.fitting((1, 1, 1), 0)
        self._is_by_class = True
        self._chosen: tuple[int, ...] = ()
        self._draw = self._room = 0
        self._columns: list[list[int]] = []
        theme.changed.connect(self._arrange)

    @property
    def preview(self) -> Preview | None:
        """What is drawn."""
        return self._preview

    @property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """Which images are drawn, by column, from the top."""
        return tuple(map(tuple, self._columns))

    @property
    def is_by_class(self) -> bool:
        """Whether a column is a class."""
        return self._is_by_class and not self._chosen

    def show_preview(self, preview: Preview) -> None:
        """Draw other images."""
        self._preview, self._chosen = preview, ()
        self._arrange()

    def show_by_class(self, *, is_by_class: bool) -> None:
        """Draw a column for each class, or images in the order of the source."""
        self._is_by_class, self._chosen = is_by_class, ()
        self._arrange()

    def show_images(self, images: tuple[int, ...]) -> None:
        """Draw only these images."""
        self._chosen = images
        self._arrange()

    def show_others(self) -> None:
        """Draw other images of the same classes."""
        self._draw += 1
        self._chosen = ()
        self._arrange()

    def fit_height(self, room: int) -> None:
        """Take no more than so many pixels from top to bottom."""
        if room != self._room:
            self._room = room
            self._arrange()

    def sizeHint(self) -> QSize:
        return self._layout.size(len(self._columns))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def spoken_value(self) -> str:
        """Return which image has the keyboard."""
        return self._words(self.walked_to)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._painter is None:
            return
        painter, layout = QPainter(self), self._layout
        seen = self.visibleRegion().boundingRect()
        first = max(0, seen.left() // layout.pitch)
        last = min(len(self._columns), seen.right() // layout.pitch + 1)
        for column in range(first, last):
            if self.is_by_class:
                self._painter.paint_class(painter, column)
            for row, image in enumerate(self._columns[column]):
                place = layout.place(row, column)
                self._painter.paint_image(painter, image, place)
                if not self.is_by_class:
                    self._painter.paint_label(painter, image, place)
        if self.is_by_class:
            self._painter.paint_titles(painter, max(0, seen.left()))
        if self.walked_to is not None:
            selection = QColor(self._theme.theme.selection)
            painter.setPen(QPen(selection, 2, Qt.PenStyle.DashLine))
            painter.drawRect(layout.place(*self.walked_to))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self.pointed.emit(self._words(self._layout.place_at(point.x(), point.y())))

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("")
        super().leaveEvent(event)

    def _grid(self) -> Place:
        return max(map(len, self._columns), default=0), len(self._columns)

    def _point_at(self, place: Place | None) -> None:
        self.pointed.emit(self._words(place))

    def _words(self, place: Place | None) -> str:
        preview = self._preview
        if preview is None or place is None:
            return ""
        row, column = place
        if column >= len(self._columns) or row >= len(self._columns[column]):
            return ""
        image = self._columns[column][row]
        name = preview.class_names[int(preview.labels[image])][:_LONGEST_NAME]
        # of a sample it is not known which of all images this is
        return f"image {index_words(image)}, class {name}" if preview.is_whole else name

    def _arrange(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self._layout = layout = TileLayout.fitting(
            preview.image_shape,
            self._room,
            columns=len(preview.order) if self.is_by_class else COLUMNS,
            is_by_class=self.is_by_class,
        )
        self._painter = TilePainter(preview, layout, self._theme.theme)
        count = len(preview.images)
        if self._chosen:
            most = layout.rows * COLUMNS
            self._columns = _in_rows([at for at in self._chosen if at < count][:most])
        elif self._is_by_class:
            self._columns = _by_class(preview, layout.rows, self._draw)
        else:
            shown = min(count, layout.rows * COLUMNS)
            start = self._draw * shown % max(1, count - shown + 1)
            self._columns = _in_rows(list(range(start, start + shown)))
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()


def _by_class(preview: Preview, rows: int, draw: int) -> list[list[int]]:
    """Return images of every class, the first ones, or such as the `draw`-th draw gives."""
    rng = np.random.default_rng(draw)
    by_class = np.argsort(preview.labels, kind="stable")
    ordered = preview.labels[by_class]
    columns = []
    for label in preview.order[:MOST_MEANS]:
        start, end = np.searchsorted(ordered, (label, label + 1))
        places = by_class[start:end]
        if draw and len(places) > rows:
            places = np.sort(rng.choice(places, rows, replace=False))
        columns.append(places[:rows].tolist())
    return columns


def _in_rows(images: list[int]) -> list[list[int]]:
    """Return columns in which images follow each other row by row."""
    return [images[at::COLUMNS] for at in range(min(COLUMNS, len(images)))]
