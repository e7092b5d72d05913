"""Paint images of classes, their mean images and how many there are."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from core.arrays import ByteArray
from core.data_import.preview import Preview
from gui.data_import.tile_layout import BAR, COUNTS, GAP, NAMES, TITLE, TileLayout
from gui.theme.fonts import BODY, CAPTION, CONTROL, number_font, text_font
from gui.theme.image_colors import image_colors
from gui.theme.theme import Theme

_TITLE_ROOM = 300


class TilePainter:
    """Paints with one layout and one theme; keeps the pictures that it made.

    Parameters
    ----------
    preview : Preview
    layout : TileLayout
    theme : Theme
    """

    def __init__(self, preview: Preview, layout: TileLayout, theme: Theme) -> None:
        self._preview, self._layout, self._theme = preview, layout, theme
        self._pictures: dict[tuple[int, bool], QImage] = {}

    def paint_image(self, painter: QPainter, image: int, place: QRect) -> None:
        """Paint an image of the preview."""
        self._paint(painter, self._preview.images[image], place, (image, False))

    def paint_label(self, painter: QPainter, image: int, place: QRect) -> None:
        """Write the class of an image under its place."""
        painter.setFont(number_font(CAPTION))
        painter.setPen(QColor(self._theme.truth))
        name = self._preview.class_names[int(self._preview.labels[image])]
        _write(
            painter, QRect(place.left(), place.bottom() + 2, place.width(), COUNTS - 2), name
        )

    def paint_class(self, painter: QPainter, column: int) -> None:
        """Paint name, mean image and number of a class."""
        preview, layout, theme = self._preview, self._layout, self._theme
        label, left, side = int(preview.order[column]), column * layout.pitch, layout.side
        painter.setFont(number_font(CONTROL, bold=True))
        painter.setPen(QColor(theme.truth))
        _write(painter, QRect(left, 0, side, NAMES - 4), preview.class_names[label])
        top = layout.below + TITLE
        mean = layout.frame(column, top)
        self._paint(painter, preview.means[column], mean, (column, True))
        if not preview.is_whole:
            return
        top += layout.height + GAP + TITLE
        count, most = int(preview.counts[label]), max(1, int(preview.counts.max()))
        high = round(BAR * count / most)
        painter.setFont(number_font(CONTROL))
        painter.setPen(QColor(theme.text))
        above = QRect(left - GAP // 2, top + BAR - high, side + GAP, COUNTS - 4)
        _write(painter, above, f"{count:,}")
        bar = QRect(left, top + COUNTS + BAR - high, side, high)
        painter.fillRect(bar, QColor(theme.muted))

    def paint_titles(self, painter: QPainter, left: int) -> None:
        """Say what stands under the images, from `left` on."""
        below = self._layout.below
        titles = (
            ("Mean image", "of each class", below),
            (
                "Images",
                "in each class" if self._preview.is_whole else "are counted when all are read",
                below + TITLE + self._layout.height + GAP,
            ),
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for title, more, top in titles:
            place = QRect(left, top, _TITLE_ROOM, TITLE - 4)
            painter.setFont(text_font(BODY, bold=True))
            painter.setPen(QColor(self._theme.text))
            used = painter.boundingRect(place, flags, title)
            painter.drawText(place, flags, title)
            painter.setFont(text_font(CONTROL))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(place.translated(used.width() + 8, 0), flags, more)

    def _paint(
        self, painter: QPainter, image: ByteArray, place: QRect, key: tuple[int, bool]
    ) -> None:
        if key not in self._pictures:
            self._pictures[key] = _picture(image, self._theme)
        is_whole = place.width() % image.shape[1] == 0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_whole)
        painter.drawImage(place, self._pictures[key])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _picture(image: ByteArray, theme: Theme) -> QImage:
    """Return an image (H, W, C): grey in the colours of ink, others in their own."""
    pixels = image_colors(image, theme)
    height, width = pixels.shape
    drawn = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return drawn.copy()


def _write(painter: QPainter, place: QRect, text: str) -> None:
    letters = painter.fontMetrics()
    shown = letters.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
