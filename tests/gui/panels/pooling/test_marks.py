"""The marks on a pooling's map, pixel by pixel."""

import numpy as np
from PySide6.QtGui import QColor

from gui.panels.pooling.marks import TIED_ALPHA, draw_marks
from gui.panels.pooling.outline import PoolOutline
from gui.theme.theme import DARK


def opaque(name):
    return QColor(name).rgba()


def test_that_a_winner_is_framed_inside_its_cell_and_leaves_room_for_the_grid():
    winners = np.zeros((2, 2), np.bool_)
    winners[1, 0] = True
    marks = draw_marks(PoolOutline(extent=(2, 2), winners=winners), 5, DARK)
    expected = np.zeros((10, 10), np.uint32)
    expected[5:9, 0:4] = opaque(DARK.truth)
    expected[6:8, 1:3] = 0
    np.testing.assert_array_equal(marks, expected)


def test_that_the_first_of_equals_is_framed_faintly():
    tied = np.ones((1, 1), np.bool_)
    marks = draw_marks(PoolOutline(tied=tied), 4, DARK)
    assert marks[0, 0] >> 24 == TIED_ALPHA
    assert (marks[0, 0] >> 16) & 255 == round(QColor(DARK.truth).red() * TIED_ALPHA / 255)


def test_that_losers_are_striped_and_nothing_else_is():
    losers = np.array([[True, False]])
    marks = draw_marks(PoolOutline(extent=(1, 2), losers=losers), 16, DARK)
    striped = marks[:, :16] == opaque(DARK.line)
    assert 0 < striped.sum() < striped.size / 2
    np.testing.assert_array_equal(striped[:8], striped[8:])  # the stripes go on
    assert not marks[:, 16:].any()


def test_that_padding_is_left_free_and_windows_are_parted_by_lines():
    outline = PoolOutline(
        extent=(3, 4),
        origin=(1, 1),
        winners=np.ones((2, 3), np.bool_),
        vertical_lines=(2,),
        horizontal_lines=(2,),
    )
    marks = draw_marks(outline, 6, DARK)
    assert marks.shape == (18, 24)
    assert (marks[:, 11] == opaque(DARK.line)).all()
    assert (marks[11] == opaque(DARK.line)).all()
    assert not marks[:6, :11].any()
    assert marks[6, 6] == opaque(DARK.truth)


def test_that_cells_of_one_pixel_can_be_marked():
    marks = draw_marks(PoolOutline(extent=(2, 2), winners=np.eye(2, dtype=np.bool_)), 1, DARK)
    np.testing.assert_array_equal(marks != 0, np.eye(2, dtype=np.bool_))
