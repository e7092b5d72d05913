"""Numbers in the cells of a map: written where one of them says something."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from gui.theme.fonts import load_fonts
from gui.widgets.cell_numbers import NUMBER_ZOOM, paint_numbers

BLACK = 0xFF000000


def is_written(qapp, values):
    load_fonts()
    h, w = values.shape
    image = QImage(w * NUMBER_ZOOM, h * NUMBER_ZOOM, QImage.Format.Format_RGB32)
    image.fill(BLACK)
    painter = QPainter(image)
    colors = np.full(values.shape, BLACK, np.uint32)
    paint_numbers(painter, values, colors, QRect(image.rect()), NUMBER_ZOOM)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return bool((pixels != BLACK).any())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[2e-4, -3e-4], [1e-5, 4e-4]], False),  # nine times ≈0 would say nothing
        ([[2e-4, 0.0], [0.0, 0.0]], False),
        ([[0.0, 0.0], [0.0, 0.0]], True),  # exactly zero is worth saying
        ([[2e-4, -3e-4], [0.7, 4e-4]], True),
    ],
)
def test_that_numbers_too_small_for_a_digit_are_left_to_their_colours(qapp, values, expected):
    assert is_written(qapp, np.array(values, np.float32)) is expected
