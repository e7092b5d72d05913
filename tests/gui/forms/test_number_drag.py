"""A number that is typed, or dragged."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.forms.number_drag import NumberDrag


@pytest.fixture
def drag(qtbot):
    made = NumberDrag("number")
    qtbot.addWidget(made)
    made.heard = []
    made.said = []
    made.changed.connect(lambda value, goes_on: made.heard.append((value, goes_on)))
    made.refused.connect(made.said.append)
    made.show()
    return made


def field(drag):
    return drag.findChild(QLineEdit, "number_field")


def typed(drag, text):
    line = field(drag)
    line.selectAll()
    QTest.keyClicks(line, text)


def test_that_a_float32_is_shown_with_no_more_digits_than_it_has(drag):
    drag.show_number(float(np.float32(0.2134)))
    assert field(drag).text() == "0.2134"


def test_that_typing_is_one_movement_and_enter_ends_it(drag):
    drag.show_number(1.0)
    typed(drag, "-0.5")
    assert drag.heard[-1][0] == -0.5
    assert [goes_on for _, goes_on in drag.heard] == [False] + [True] * (len(drag.heard) - 1)
    QTest.keyClick(field(drag), Qt.Key.Key_Return)
    typed(drag, "7")
    assert drag.heard[-1] == (7.0, False)


@pytest.mark.parametrize("text", ["nan", "inf", "abc", "1e9", "--1", "0,5"])
def test_that_what_is_no_number_is_refused_in_a_sentence_and_changes_nothing(drag, text):
    drag.show_number(2.0)
    typed(drag, text)
    assert drag.said[-1]
    assert "Weight must be a number" in drag.said[-1]
    assert field(drag).property("invalid")
    assert not drag.heard or drag.heard[-1][0] == 2.0


def test_that_the_handle_moves_the_number_with_the_mouse_as_one_movement(drag):
    drag.show_number(2.0)
    handle = drag.findChild(QWidget, "number_handle")
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    for x in (15, 25, 5):
        QTest.mouseMove(handle, QPoint(x, 5))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    values = [value for value, _ in drag.heard]
    assert values[0] > 2.0
    assert values[1] > values[0]
    assert values[2] < values[1]
    assert [goes_on for _, goes_on in drag.heard] == [False, True, True]
    drag.show_number(0.0)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(handle, QPoint(9, 5))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(9, 5))
    assert drag.heard[-1][0] > 0  # a 0 can be dragged too
