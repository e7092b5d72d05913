"""The dialog in which a model leaves."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from core.exporting.catalog import EXPORTERS
from gui.dialogs.export_model import ExportFormat, ExportModel


class Chooser:
    """Answers file dialogs, and remembers what they asked."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def ask_to_save(self, title, suggestion, name_filter, then):
        self.asked.append((suggestion, name_filter))
        then(self.answer)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_that_a_format_and_a_place_are_chosen_and_the_result_stays_in_sight(qtbot, window):
    formats = [ExportFormat(e.NAME, e.TITLE, e.SUFFIX, e.EXPLAINS) for e in EXPORTERS.values()]
    chooser, wanted = Chooser(Path("mine.safetensors")), []
    dialog = ExportModel(formats, "le net", chooser, window)
    qtbot.addWidget(dialog)
    dialog.wanted.connect(lambda *what: wanted.append(what))
    dialog.open()
    choice = dialog.findChild(QComboBox, "export_model_format")
    explained = dialog.findChild(QLabel, "export_model_explained")
    message = dialog.findChild(QLabel, "export_model_message")
    act = dialog.findChild(QPushButton, "export_model_act")
    assert choice.count() == len(EXPORTERS)
    assert "onnxruntime" in explained.text()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert "All weights by name" in explained.text()
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    assert chooser.asked == [("le net.safetensors", "Safetensors (*.safetensors)")]
    assert wanted == [("safetensors", Path("mine.safetensors"))]
    assert not act.isEnabled()
    assert "Writing mine.safetensors" in message.text()
    dialog.show_result("the disk is full", is_trouble=True)
    assert (message.text(), message.property("role")) == ("the disk is full", "error")
    # what was chosen is still there, and can be tried again
    assert (choice.currentIndex(), act.isEnabled()) == (1, True)
    qtbot.mouseClick(
        dialog.findChild(QPushButton, "export_model_leave"), Qt.MouseButton.LeftButton
    )
    assert not dialog.isVisible()
