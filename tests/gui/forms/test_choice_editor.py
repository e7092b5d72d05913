import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox

from gui.forms.choice_editor import ChoiceEditor


@pytest.fixture
def editor(qtbot):
    editor = ChoiceEditor({"a": "Apple", "b": "Banana"}, name="fruit", other="mixed")
    qtbot.addWidget(editor)
    editor.chosen = []
    editor.edited.connect(editor.chosen.append)
    editor.show()
    return editor


def test_that_showing_a_value_reports_nothing_and_choosing_reports_its_id(qtbot, editor):
    combo = editor.findChild(QComboBox, "fruit")
    editor.show_value("b")
    assert combo.currentText() == "Banana"
    assert editor.chosen == []
    qtbot.keyClicks(combo, "A")
    assert editor.chosen == ["a"]


def test_that_a_value_outside_the_options_is_shown_as_other_and_only_then(editor):
    combo = editor.findChild(QComboBox, "fruit")
    editor.show_value(None)
    editor.show_value(None)
    assert combo.currentText() == "mixed"
    assert combo.count() == 3
    editor.show_value("a")
    assert combo.count() == 2


def test_that_the_wheel_scrolls_the_panel_and_never_changes_the_choice(editor):
    combo = editor.findChild(QComboBox, "fruit")
    editor.show_value("a")
    center = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        center, QPointF(combo.mapToGlobal(center)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.currentText() == "Apple"
    assert not wheel.isAccepted()


def test_that_a_text_that_is_too_long_ends_in_three_dots(qtbot):
    long_text = "photos_data · 64×96 (fit), standardised, 10 % for testing"

    def painted(text):
        editor = ChoiceEditor({"a": text}, name="choice")
        qtbot.addWidget(editor)
        editor.show_value("a")
        editor.resize(140, 30)
        editor.show()
        return editor.findChild(QComboBox, "choice").grab().toImage()

    long = painted(long_text)
    short = [painted(f"{long_text[:length]}…") for length in range(4, len(long_text) - 4)]
    assert sum(one == long for one in short) >= 1
    assert painted(long_text[:3]) != long
