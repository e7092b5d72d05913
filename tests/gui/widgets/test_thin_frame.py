"""A thin frame has four sides on any screen."""

import re

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.widgets.thin_frame import paint_frame
from tests.architecture.one_reading import findings, search

INK = QColor("#c62828")


def sides(ratio, paint):
    """Return how many of the lines at the four edges of a picture are all of the ink."""
    image = QImage(round(40 * ratio), round(20 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint(painter, QRect(0, 0, 40, 20))
    w, h = image.width(), image.height()
    lines = (
        [(x, 0) for x in range(w)],
        [(x, h - 1) for x in range(w)],
        [(0, y) for y in range(h)],
        [(w - 1, y) for y in range(h)],
    )
    return sum(all(image.pixelColor(*at) == INK for at in line) for line in lines)


def with_a_pen(painter, area):
    painter.setPen(INK)
    painter.drawRect(area.adjusted(0, 0, -1, -1))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_that_all_four_sides_are_seen(ratio):
    assert sides(ratio, lambda painter, area: paint_frame(painter, area, INK)) == 4


def test_that_a_pen_leaves_sides_out():
    assert sides(1.5, with_a_pen) < 4


@search
def pens_at_edges(source):
    return re.findall(r"drawRect\([^\n]*adjusted\(0, 0, -1, -1\)", source.text)


def test_that_no_frame_is_drawn_with_a_pen():
    assert findings(pens_at_edges) == {}
