"""A quick stroke: every move counts, and the network is asked once for all that wait."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt

from tests.support.draw_panel import AnsweringNetwork, has_read, is_answered, open_draw_panel

LEFT_OUT = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


@pytest.fixture
def panel(qtbot):
    panel = open_draw_panel(qtbot)
    yield panel
    panel.shut_down()


@pytest.fixture(params=[True, False])
def usual(request):
    """Whether the system leaves moves out."""
    before = QCoreApplication.testAttribute(LEFT_OUT)
    QCoreApplication.setAttribute(LEFT_OUT, request.param)
    yield request.param
    QCoreApplication.setAttribute(LEFT_OUT, before)


def test_that_no_move_is_left_out_while_a_stroke_is_drawn(qtbot, panel, usual):
    board = panel.board
    for tool in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        qtbot.mousePress(board, tool, pos=QPoint(60, 60))
        qtbot.mouseMove(board, QPoint(90, 90))
        assert not QCoreApplication.testAttribute(LEFT_OUT)
        qtbot.mouseRelease(board, tool, pos=QPoint(90, 90))
        assert QCoreApplication.testAttribute(LEFT_OUT) == usual


def test_that_moves_that_wait_are_drawn_before_one_look_at_them_all(qtbot, panel):
    panel.network = AnsweringNetwork(panel._state)
    board, state, made = panel.board, panel._state, []
    state.sample.changed.connect(made.append)
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    for at in range(70, 130, 10):
        qtbot.mouseMove(board, QPoint(at, at))
    assert not made
    assert not panel.reader.is_answered
    qtbot.waitUntil(lambda: bool(made))
    assert len(made) == 1
    assert has_read(panel)
    qtbot.mouseMove(board, QPoint(60, 130))
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=QPoint(60, 130))
    assert len(made) == 2  # a pen that is lifted waits for nothing
    assert has_read(panel)
    qtbot.waitUntil(lambda: is_answered(panel))
    assert len(made) == 2


def test_that_switches_are_tried_when_the_pen_is_up_and_not_before(qtbot, panel):
    panel.network, answers = AnsweringNetwork(panel._state), []
    panel.reader.switched.connect(answers.append)
    board = panel.board
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    for at in (90, 120):
        qtbot.mouseMove(board, QPoint(at, 130))
        qtbot.waitUntil(lambda: is_answered(panel))
        panel.refresh_now()
        assert panel.reader.is_due
        assert not panel.reader._switched.has_begun
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=QPoint(120, 130))
    qtbot.waitUntil(lambda: bool(answers and answers[-1]))
