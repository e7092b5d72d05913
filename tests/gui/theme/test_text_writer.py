"""Numbers written glyph by glyph look as Qt writes them."""

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.theme.fonts import load_fonts, number_font, number_writer, text_font
from gui.theme.text_writer import CENTER, LEFT, MOST_REMEMBERED, RIGHT, TextWriter

ROOM = QRect(13, 11, 70, 25)
FLAGS = {
    LEFT: Qt.AlignmentFlag.AlignLeft,
    CENTER: Qt.AlignmentFlag.AlignHCenter,
    RIGHT: Qt.AlignmentFlag.AlignRight,
}
TEXTS = ("+0.33", "−1.36", "99.3 %", "7", "−3.118", "±2.706", "−2e−5", "NaN", "+∞", "")


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def pixels(paint):
    """What `paint` leaves on a small picture."""
    image = QImage(100, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("#203040"))
    painter = QPainter(image)
    painter.setPen(QColor("#f2f5fa"))
    paint(painter)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).copy()


def written(font, text, alignment=CENTER):
    return pixels(lambda painter: TextWriter(font).write(painter, ROOM, text, alignment))


def drawn_by_qt(font, text, alignment=CENTER):
    def paint(painter):
        painter.setFont(font)
        painter.drawText(ROOM, FLAGS[alignment] | Qt.AlignmentFlag.AlignVCenter, text)

    return pixels(paint)


@pytest.mark.parametrize("alignment", FLAGS)
@pytest.mark.parametrize("size", [8.0, 10.5, 12.0])
@pytest.mark.parametrize("bold", [False, True])
def test_that_every_pixel_is_as_qt_draws_it(size, bold, alignment):
    font = number_font(size, bold=bold)
    for text in TEXTS:
        np.testing.assert_array_equal(
            written(font, text, alignment), drawn_by_qt(font, text, alignment), err_msg=text
        )
    assert (written(font, "7") != written(font, "")).any()


def test_that_letters_the_font_lacks_and_fonts_of_many_widths_are_left_to_qt():
    for font, text in ((number_font(), "数"), (text_font(), "AVATAR")):
        baseline_known = written(font, text)
        np.testing.assert_array_equal(baseline_known, drawn_by_qt(font, text))


def test_that_the_width_is_that_of_the_text():
    writer = number_writer(10.5)
    assert writer.width("+0.33") == pytest.approx(5 * writer.width("0"))
    assert writer.width("") == 0


def test_that_not_every_text_is_remembered_for_ever():
    writer = TextWriter(number_font())
    for number in range(MOST_REMEMBERED + 10):
        writer.width(str(number))
    assert len(writer._runs) <= MOST_REMEMBERED
