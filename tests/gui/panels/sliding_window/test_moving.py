"""The window is clicked, dragged, stepped and played."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from gui.state.selection import Unit
from tests.support.people import (
    click,
    find,
    press,
    text_of,
)
from tests.support.sliding_window import NAME, the_map


def timers(panel):
    return [timer for timer in panel.findChildren(QTimer) if timer.isActive()]


def test_that_a_click_selects_the_number_everywhere(panel):
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(5, 6))
    assert panel._state.selection.unit == Unit(0, 3, 5, 6)
    press(panel, f"{NAME}_way_input_gradient")
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(9, 8))
    assert panel._state.selection.unit == Unit(-1, 0, 9, 8)
    assert text_of(panel, f"{NAME}_filter_text") == "filter 3 of 0…7"
    panel._state.selection.select(Unit(1, 6, 2, 3))  # the ReLU behind the convolution
    press(panel, f"{NAME}_way_forward")
    assert text_of(panel, f"{NAME}_filter_text") == "filter 6 of 0…7"
    assert panel.cell == (2, 3)


def test_that_stepping_goes_in_row_order_and_round(panel):
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(0, 0))
    assert text_of(panel, f"{NAME}_place") == "0 of 0…675"
    press(panel, f"{NAME}_back")
    assert panel.cell == (25, 25)
    press(panel, f"{NAME}_step")
    press(panel, f"{NAME}_step")
    assert panel.cell == (0, 1)
    result = the_map(panel, "result")
    result.setFocus()
    QTest.keyClick(result, Qt.Key.Key_Down)
    QTest.keyClick(result, Qt.Key.Key_Right)
    QTest.keyClick(result, Qt.Key.Key_Up)
    QTest.keyClick(result, Qt.Key.Key_Up)
    assert panel.cell == (0, 2)


def test_that_the_window_can_be_dragged_over_the_input(panel):
    operand = the_map(panel, "operand")
    start, end = operand.cell_rect(4, 4).center(), operand.cell_rect(20, 11).center()
    QTest.mousePress(operand, Qt.MouseButton.LeftButton, pos=start)
    assert panel.cell == (3, 3)
    panel._on_grabbed(0, operand.cell_at(end, nearest=True))
    assert panel.cell == (19, 10)
    assert panel._state.selection.unit == Unit(0, 3)  # not before the mouse is let go
    QTest.mouseRelease(operand, Qt.MouseButton.LeftButton, pos=end)
    assert panel._state.selection.unit == Unit(0, 3, 19, 10)


def test_that_playing_moves_on_and_pausing_stops(panel, qtbot):
    press(panel, f"{NAME}_pace_fast")
    press(panel, f"{NAME}_play")
    assert find(panel, f"{NAME}_play").accessibleName() == "Pause"
    begin = panel.cell
    qtbot.waitUntil(lambda: panel.cell != begin)
    assert the_map(panel, "result").reached is not None
    press(panel, f"{NAME}_play")
    at = panel.cell
    assert not timers(panel)
    assert the_map(panel, "result").reached is None
    QTest.qWait(80)
    assert panel.cell == at


def test_that_no_timer_runs_once_it_is_hidden(panel, qtbot):
    for leave, come_back in (
        (panel.hide, panel.show),
        (lambda: panel.set_seen(False), lambda: panel.set_seen(True)),
        (panel.close, panel.show),
    ):
        press(panel, f"{NAME}_play")
        assert timers(panel)
        leave()
        assert not timers(panel)
        come_back()
        assert find(panel, f"{NAME}_play").accessibleName() == "Slide the window"


@pytest.mark.slow
@pytest.mark.alone
def test_that_playing_leaves_the_processor_alone(panel, qtbot):
    press(panel, f"{NAME}_pace_fast")
    panel.grab()
    rounds = []
    for _ in range(7):
        begin = time.thread_time()
        for _ in range(10):
            panel._player.ticked.emit()
            panel.repaint()
        rounds.append((time.thread_time() - begin) / 10)
    assert min(rounds) < 0.010  # of the 36 ms between two of them, with a machine's best will


def test_that_the_window_stays_when_the_weights_change(panel, trained):
    click(the_map(panel, "result"), the_map(panel, "result").cell_rect(8, 9))
    panel._state.moment.show(replace(trained, snapshot=replace(trained.snapshot, step=21)))
    assert panel.cell == (8, 9)
