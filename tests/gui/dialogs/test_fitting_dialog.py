"""Dialogs are as high as what they say, on any screen."""

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout

from gui.dialogs.fitting_dialog import FittingDialog

PARAGRAPH = "A sentence that is long enough for some lines of its own. " * 4


def test_that_nothing_is_cut_of_a_dialog_higher_than_two_thirds_of_the_screen(qtbot):
    dialog = FittingDialog()
    qtbot.addWidget(dialog)
    labels = [QLabel(PARAGRAPH, wordWrap=True) for _ in range(12)]
    column = QVBoxLayout(dialog)
    for label in labels:
        column.addWidget(label)
    dialog.setFixedWidth(420)
    labels[-1].hide()
    dialog.show()
    limit = dialog.screen().availableSize().height() * 2 / 3
    assert dialog.height() > limit
    assert all(label.heightForWidth(label.width()) <= label.height() for label in labels[:-1])
    before = dialog.height()
    labels[-1].show()
    qtbot.waitUntil(lambda: dialog.height() > before)
    QApplication.processEvents()
    assert all(label.heightForWidth(label.width()) <= label.height() for label in labels)
