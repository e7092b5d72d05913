"""Dialogs are as high as what they say, on any screen."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.optimizers.adam_w import AdamWSpec
from core.presets import SEED_CNN
from gui.dialogs.about_dialog import AboutDialog
from gui.dialogs.branch_dialog import BranchDialog
from gui.dialogs.data_sets_dialog import DataSetsDialog
from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.fitting_dialog import FittingDialog
from gui.dialogs.settings_dialog import SettingsDialog
from gui.dialogs.trash_question import TrashQuestion

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


LOWEST = QRect(0, 0, 853, 480)  # 1280 × 720 at 150 %


@pytest.mark.parametrize(
    "make",
    [
        lambda on: SettingsDialog(None, Path("/runs"), on),
        DataSetsDialog,
        lambda on: BranchDialog(SEED_CNN.replace(optimizer=AdamWSpec()), 5, 0, on),
        lambda on: TrashQuestion(SimpleNamespace(text="2 runs, 3 MB", runs=2), bool, on),
        AboutDialog,
    ],
)
def test_that_the_buttons_of_every_dialog_are_on_the_lowest_screen(qtbot, monkeypatch, make):
    """What is above them is scrolled, and is whole where there is room."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = make(parent)
    screen = SimpleNamespace(availableGeometry=lambda: LOWEST)
    monkeypatch.setattr(FittingDialog, "screen", lambda _self: screen)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.height() <= LOWEST.height() - 30)
    headline = next(one for one in dialog.findChildren(QLabel) if one.text())
    assert headline.property("role") == "headline"
    buttons = dialog.findChild(DialogButtons)
    assert dialog.rect().contains(QRect(buttons.mapTo(dialog, QPoint(0, 0)), buttons.size()))
    areas = [area for area in dialog.findChildren(QScrollArea) if area.parent() is dialog]
    for area in areas:
        tall = area.widget().height() > area.viewport().height()
        assert tall == (dialog.height() == LOWEST.height() - 30)
