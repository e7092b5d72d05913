import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core.fields import field_rules
from core.layers.dense import DenseSpec
from core.optimizers.sgd import SGDSpec
from gui.forms.field_text import FieldText
from gui.forms.text_editor import TextEditor


@pytest.fixture
def editor(qtbot):
    editor = TextEditor(FieldText(field_rules(DenseSpec)["units"]), name="units")
    qtbot.addWidget(editor)
    editor.show_value(10)
    editor.values, editor.problems = [], []
    editor.edited.connect(editor.values.append)
    editor.refused.connect(editor.problems.append)
    editor.show()
    return editor


def type_over(qtbot, editor, text):
    line = editor.findChild(QLineEdit, "units")
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)
    return line


def test_that_every_accepted_text_is_reported_once(qtbot, editor):
    type_over(qtbot, editor, "25")
    assert editor.values == [2, 25]


def test_that_a_refused_text_stays_marked_where_it_is_and_reports_no_value(qtbot, editor):
    line = type_over(qtbot, editor, "0")
    assert editor.values == []
    assert line.text() == "0"
    assert line.property("invalid") is True
    assert editor.problems[-1].startswith("Units must be a whole number from 1 to 16,384")
    type_over(qtbot, editor, "12")
    assert line.property("invalid") is False
    assert editor.problems[-1] == ""


def test_that_showing_the_value_again_does_not_touch_what_is_being_typed(qtbot, editor):
    line = type_over(qtbot, editor, "abc")
    editor.show_value(10, keep_typed=True)
    assert line.text() == "abc"
    editor.show_value(11, keep_typed=True)
    assert line.text() == "11"
    assert line.property("invalid") is False


def test_that_escape_goes_back_to_the_last_accepted_value(qtbot, editor):
    line = type_over(qtbot, editor, "")
    assert line.property("invalid") is True
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "10"
    assert line.property("invalid") is False
    assert editor.values == []


def test_that_up_and_down_step_the_number(qtbot, editor):
    line = editor.findChild(QLineEdit, "units")
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert editor.values == [11, 12, 11]
    assert line.text() == "11"


def test_that_a_refused_number_takes_back_what_its_first_digit_did(qtbot, editor):
    line = type_over(qtbot, editor, "4x")
    assert editor.values == [4, 10]
    assert line.text() == "4x"


def test_that_the_first_digits_of_a_long_number_are_seen_unless_it_is_being_typed(qtbot):
    editor = TextEditor(FieldText(field_rules(SGDSpec)["learning_rate"]), name="rate")
    qtbot.addWidget(editor)
    line = editor.findChild(QLineEdit, "rate")
    editor.show_value(0.34501755788497)
    assert line.cursorPosition() == 0
    editor.show()
    editor.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    editor.show_value(0.25)
    assert line.cursorPosition() == len("0.25")
