"""The slope of the ink and its two steps, in columns of any width."""

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics

from gui.panels.draw.change_section import ChangeSection
from gui.panels.draw.ink_map import LARGE, SMALL
from gui.state.teaching import Teaching
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme


@pytest.mark.parametrize("size", [(190, 300), (190, 800), (266, 300), (266, 570), (500, 200)])
def test_that_the_largest_slope_is_read_whole_and_the_map_is_as_large_as_it_may(qtbot, size):
    width, room = size
    section = ChangeSection(Teaching(), CurrentTheme())
    qtbot.addWidget(section)
    section.show_slope(np.full((28, 28), -0.0039), np.zeros((28, 28)), "9")
    taken = section.arrange(width, room)
    words = QFontMetrics(text_font(CONTROL)).horizontalAdvance("slope up to ±2.3e−2")
    assert section.legend.width() >= words
    is_large = section.ink.height() > LARGE
    assert is_large == (room >= 500 or width == 500)
    assert is_large or section.ink.width() == SMALL
    if is_large and width < 500:
        assert taken <= room
    parts = [section.ink, section.legend, section.step_on_ink, section.step_on_network]
    for at, part in enumerate(parts):
        assert part.geometry().right() < max(width, 500)
        for other in parts[at + 1 :]:
            assert not part.geometry().intersects(other.geometry())
