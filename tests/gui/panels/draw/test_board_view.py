"""Strokes on the board that do not end as strokes do."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent

from tests.support.draw_panel import open_draw_panel


@pytest.fixture
def panel(qtbot):
    panel = open_draw_panel(qtbot)
    yield panel
    panel.shut_down()


def test_that_a_stroke_ends_where_its_release_goes_elsewhere(qtbot, panel):
    board, drawing = panel.board, panel._state.drawing
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert drawing.is_under_pen
    board.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))  # to a dialog, say
    assert not drawing.is_under_pen
    before = drawing.sheet.board.copy()
    qtbot.mouseMove(board, QPoint(120, 120))
    np.testing.assert_array_equal(drawing.sheet.board, before)
