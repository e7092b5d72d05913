"""Widgets as a picture in a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

PNG_SCALE = 2


def png_bytes(root: QWidget, parts: Sequence[QWidget], background: str) -> bytes:
    """Return `parts` of `root` as a PNG of twice their size on screen.

    Parameters
    ----------
    root : QWidget
        Gives the size of the picture and the place of every part.
    parts : sequence of QWidget
        What is drawn; everything else (buttons) is left out.
    background : str
        Colour behind them.
    """
    image = QImage(root.size() * PNG_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PNG_SCALE)
    image.fill(QColor(background))
    painter = QPainter(image)
    _draw(painter, root, parts)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg_bytes(root: QWidget, parts: Sequence[QWidget], background: str, title: str) -> bytes:
    """Return `parts` of `root` as an SVG of lines and letters; parameters as `png_bytes`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setResolution(96)
    size = root.size()
    generator.setSize(QSize(size.width(), size.height()))
    generator.setViewBox(QRect(QPoint(), size))
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), size), QColor(background))
    _draw(painter, root, parts)
    painter.end()
    return bytes(buffer.data().data())


def _draw(painter: QPainter, root: QWidget, parts: Sequence[QWidget]) -> None:
    for part in parts:
        place = QRect(part.mapTo(root, QPoint()), part.size())
        if isinstance(part, QGraphicsView):
            part.render(painter, place, part.viewport().rect())
        else:
            painter.save()
            painter.translate(place.topLeft())
            part.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
            painter.restore()
