"""The bytes of a figure's file.  Nothing here needs the main thread."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgRenderer

from core.errors import SpecError
from core.figures.drawing import figure_svg
from core.figures.look import SANS, SERIF, FigureLook
from core.figures.number_table import csv_lines
from core.formats.npy_array import npy_bytes
from gui.figures.figure_wish import (
    LEAST_PIXELS,
    MM_PER_INCH,
    MOST_PIXELS,
    FigureKind,
    FigureStyle,
    FigureWish,
)
from gui.figures.shown_figure import ShownFigure

#: Units of a drawing in an inch, and the height of its letters: 8 points.
UNITS, LETTERS = 96, 32 / 3
#: Least side of a map in pixels where the reader would smooth its cells.
SHARP = 360
#: Pages of a PDF have so many dots an inch; what is drawn there are lines.
PDF_DPI = 1200


@dataclass(frozen=True, slots=True)
class FigureSize:
    """How large a picture becomes, in pixels."""

    width: int
    height: int

    def check(self) -> None:
        """Raise unless such a picture can be made.

        Raises
        ------
        SpecError
            In a sentence that says what is possible.
        """
        if self.width < LEAST_PIXELS:
            raise SpecError(
                f"A picture {self.width:,} pixels wide shows nothing: make it at least "
                f"{LEAST_PIXELS} wide."
            )
        if self.width * self.height > MOST_PIXELS:
            raise SpecError(
                f"{self.width:,} × {self.height:,} pixels are too many: at most "
                f"{MOST_PIXELS // 1_000_000} million can be made."
            )


def figure_bytes(shown: ShownFigure, wish: FigureWish) -> bytes:
    """Return the content of the file that is wanted.

    Raises
    ------
    SpecError
        If there is no such picture, or no such numbers.
    """
    if wish.kind.is_numbers:
        return _numbers(shown, wish)
    if wish.kind is FigureKind.PNG:
        return _png(picture_of(shown, wish), wish.dpi)
    svg = drawing_of(shown, wish)
    return svg.encode() if wish.kind is FigureKind.SVG else _pdf(svg, wish)


def size_of(shown: ShownFigure, wish: FigureWish) -> FigureSize:
    """Return how large the picture becomes, without making it."""
    if wish.style is FigureStyle.SCREEN or shown.figure is None:
        ratio = shown.picture.height() / max(shown.picture.width(), 1)
    else:
        width, height = _size(figure_svg(shown.figure, _look(wish), ground="white"))
        ratio = height / width
    return FigureSize(wish.pixels, max(1, round(wish.pixels * ratio)))


def picture_of(shown: ShownFigure, wish: FigureWish) -> QImage:
    """Return the picture that is wanted, in its size in pixels.

    Raises
    ------
    SpecError
        If it is too large or too small.
    """
    size = size_of(shown, wish)
    size.check()
    if wish.style is FigureStyle.SCREEN or shown.figure is None:
        return shown.picture.scaled(
            size.width,
            size.height,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    image = QImage(size.width, size.height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(drawing_of(shown, wish)).render(painter, QRectF(image.rect()))
    painter.end()
    return image


def drawing_of(shown: ShownFigure, wish: FigureWish) -> str:
    """Return the figure as SVG; a picture of the screen is put in as one."""
    if wish.style is FigureStyle.PAPER and shown.figure is not None:
        return figure_svg(shown.figure, _look(wish), ground="white")
    picture = shown.picture
    width = wish.inches * UNITS
    height = width * picture.height() / max(picture.width(), 1)
    address = base64.b64encode(_png(picture, wish.dpi)).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {round(width)} {round(height)}" width="{round(width)}" '
        f'height="{round(height)}"><image width="{round(width)}" height="{round(height)}" '
        f'preserveAspectRatio="none" xlink:href="data:image/png;base64,{address}"/></svg>'
    )


def _look(wish: FigureWish) -> FigureLook:
    families = SERIF if wish.has_serifs else SANS
    font = families
    if wish.kind is not FigureKind.SVG:  # Qt reads one family, others read all
        names = [name.strip(" '") for name in families.split(",")]
        chosen = QFont(names[:-1])
        if wish.has_serifs:
            chosen.setStyleHint(QFont.StyleHint.Serif)
        font = QFontInfo(chosen).family()
    return FigureLook(width=wish.inches * UNITS, font=font, size=LETTERS, sharp=SHARP)


def _numbers(shown: ShownFigure, wish: FigureWish) -> bytes:
    figure = shown.figure
    arrays = {} if figure is None else figure.arrays()
    if figure is None or wish.array not in arrays:
        raise SpecError(f"{shown.title} has no such numbers any more: choose others.")
    array = arrays[wish.array]
    if wish.kind is FigureKind.NPY:
        return npy_bytes(array)
    return "".join(csv_lines(array, figure.columns(wish.array))).encode()


def _png(image: QImage, dpi: int) -> bytes:
    dots = round(dpi * 1000 / MM_PER_INCH)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _pdf(svg: str, wish: FigureWish) -> bytes:
    width, height = _size(svg)
    inches = wish.inches, wish.inches * height / width
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("Glassbox")
    writer.setResolution(PDF_DPI)
    page = QPageSize(
        QSizeF(*inches), QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageLayout(
        QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    painter = QPainter(writer)
    _renderer(svg).render(painter, QRectF(0, 0, inches[0] * PDF_DPI, inches[1] * PDF_DPI))
    painter.end()
    return bytes(buffer.data().data())


def _renderer(svg: str) -> QSvgRenderer:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if not renderer.isValid():
        raise SpecError("The drawing cannot be read.")
    return renderer


def _size(svg: str) -> tuple[float, float]:
    box = svg.partition('viewBox="')[2].partition('"')[0].split()
    return float(box[2]), float(box[3])
