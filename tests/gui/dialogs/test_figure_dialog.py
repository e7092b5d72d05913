"""Saving a figure, as a person does it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QPushButton, QSpinBox, QWidget

from core.figures.figure import Curve, Figure, Maps, Plot
from gui.dialogs.figure_dialog import AS_PICTURE, SHARP, WITH_MAPS, FigureDialog
from gui.figures.figure_wish import FigureKind, FigureStyle, FigureWish
from gui.figures.shown_figure import ShownFigure
from tests.support.people import find, press, text_of

CURVES = Figure(
    "Curves", (Plot("Loss", "step", "loss", (Curve("run", np.arange(9.0), np.ones(9)),)),)
)
MAPS = Figure("Maps", (Maps("Maps", ("",), (np.eye(4),)),))


class Chooser:
    """Answers with a path, or gives up if there is none."""

    def __init__(self):
        self.path, self.asked = None, []

    def ask_to_save(self, title, suggestion, name_filter, then):
        self.asked.append(suggestion)
        if self.path is not None:
            then(self.path)


@pytest.fixture
def open_dialog(qtbot):
    """Return a function that opens the dialog over a window of its own."""

    def open_one(figure, wish=None):
        parent = QWidget()
        qtbot.addWidget(parent)
        picture = QImage(200, 100, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.darkBlue)
        shown = ShownFigure("Feature maps", figure, picture, 200)
        dialog = FigureDialog(shown, wish or FigureWish(), Chooser(), parent)
        dialog.chooser = dialog._file_dialogs
        dialog.saved, dialog.copied = [], []
        dialog.save_wanted.connect(lambda wish, path: dialog.saved.append((wish, path)))
        dialog.copy_wanted.connect(dialog.copied.append)
        dialogs.append((dialog, parent))
        dialog.show()
        return dialog

    dialogs = []
    yield open_one
    for dialog, _ in dialogs:
        dialog.done(0)


def says(qtbot, dialog, text):
    qtbot.waitUntil(lambda: text in text_of(dialog, "figure_dialog_message"))


def type_into(dialog, name, kind, text):
    field = find(dialog, name, kind)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_that_what_is_chosen_is_what_is_wanted(qtbot, open_dialog, tmp_path):
    dialog = open_dialog(MAPS)
    says(qtbot, dialog, "1,890 × ")
    type_into(dialog, "figure_dialog_width", QDoubleSpinBox, "85")
    type_into(dialog, "figure_dialog_dpi", QSpinBox, "600")
    says(qtbot, dialog, "2,008 × ")
    press(dialog, "figure_dialog_font_serif")
    dialog.chooser.path = tmp_path / "a.png"
    press(dialog, "figure_dialog_act")
    wanted = FigureWish(width=85.0, dpi=600, has_serifs=True, array="Maps")
    assert dialog.saved == [(wanted, tmp_path / "a.png")]
    assert dialog.chooser.asked == ["feature-maps.png"]
    assert dialog.isVisible()
    assert not find(dialog, "figure_dialog_preview", QLabel).pixmap().isNull()


def test_that_the_same_width_is_said_in_pixels(qtbot, open_dialog):
    dialog = open_dialog(MAPS, FigureWish(width=25.4, dpi=300))
    press(dialog, "figure_dialog_unit_px")
    assert find(dialog, "figure_dialog_width", QDoubleSpinBox).value() == 300
    says(qtbot, dialog, "300 × ")
    press(dialog, "figure_dialog_unit_mm")
    assert find(dialog, "figure_dialog_width", QDoubleSpinBox).value() == 25.4


def test_that_it_is_said_what_is_sharp(qtbot, open_dialog):
    for figure, words in ((CURVES, SHARP), (MAPS, WITH_MAPS)):
        dialog = open_dialog(figure, FigureWish(FigureKind.SVG))
        says(qtbot, dialog, words)
        press(dialog, "figure_dialog_style_screen")
        says(qtbot, dialog, AS_PICTURE)


def test_that_a_panel_without_numbers_offers_none(qtbot, open_dialog):
    dialog = open_dialog(None, FigureWish(FigureKind.CSV))
    for name in ("kind_csv", "kind_npy", "style_paper"):
        assert not find(dialog, f"figure_dialog_{name}", QPushButton).isEnabled()
    assert dialog.wish.kind is FigureKind.PNG
    assert dialog.wish.style is FigureStyle.SCREEN
    says(qtbot, dialog, "1,890 × 945 pixels")


def test_that_numbers_are_shown_before_they_are_saved(open_dialog):
    dialog = open_dialog(CURVES)
    press(dialog, "figure_dialog_kind_csv")
    assert text_of(dialog, "figure_dialog_preview").startswith("step,loss\n0.0,1.0\n1.0,1.0\n")
    assert "9×2 numbers" in text_of(dialog, "figure_dialog_message")
    assert not find(dialog, "figure_dialog_other", QPushButton).isEnabled()
    assert dialog.wish.array == "Loss: run"


def test_that_what_is_too_large_cannot_be_asked_for(qtbot, open_dialog):
    dialog = open_dialog(MAPS)
    says(qtbot, dialog, "1,890 × ")
    type_into(dialog, "figure_dialog_width", QDoubleSpinBox, "2000")
    type_into(dialog, "figure_dialog_dpi", QSpinBox, "2400")
    says(qtbot, dialog, "are too many")
    assert not find(dialog, "figure_dialog_act", QPushButton).isEnabled()
    assert not find(dialog, "figure_dialog_other", QPushButton).isEnabled()
    type_into(dialog, "figure_dialog_dpi", QSpinBox, "96")
    says(qtbot, dialog, "7,559 × ")
    assert find(dialog, "figure_dialog_act", QPushButton).isEnabled()


def test_that_an_error_keeps_what_was_typed(qtbot, open_dialog, tmp_path):
    dialog = open_dialog(MAPS)
    type_into(dialog, "figure_dialog_width", QDoubleSpinBox, "77")
    says(qtbot, dialog, "909 × ")
    before = dialog.wish
    dialog.set_busy()
    assert not find(dialog, "figure_dialog_act", QPushButton).isEnabled()
    dialog.fail("a.png: the folder may not be written to")
    assert text_of(dialog, "figure_dialog_message") == "a.png: the folder may not be written to"
    assert dialog.wish == before
    assert find(dialog, "figure_dialog_act", QPushButton).isEnabled()


def test_that_copying_wants_a_picture_of_the_chosen_look(qtbot, open_dialog):
    dialog = open_dialog(CURVES, FigureWish(FigureKind.PDF))
    says(qtbot, dialog, SHARP)
    press(dialog, "figure_dialog_style_screen")
    says(qtbot, dialog, AS_PICTURE)
    press(dialog, "figure_dialog_other")
    (wish,) = dialog.copied
    assert (wish.kind, wish.style) == (FigureKind.PNG, FigureStyle.SCREEN)
