"""Figures and reports out of the window, as a person takes them."""

import csv
import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTabBar

from core.commands.command_line import run_command
from gui.actions.action_id import ActionId
from gui.dialogs.figure_dialog import FigureDialog
from gui.figures.figure_wish import FigureKind, FigureWish
from tests.support.html_page import HtmlPage
from tests.support.people import find, press
from tests.support.run_files import train_to
from tests.support.window_answers import becomes
from tests.support.window_driving import LONG

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
]
#: Of the panels that show maps, tables or curves.
WITH_NUMBERS = ("network", "filters", "feature_maps", "pooling", "explain", "evaluate")


class Chooser:
    """Answers every question for a file name with one path."""

    def __init__(self, path):
        self.path = path

    def ask_to_save(self, title, suggestion, name_filter, then):
        then(self.path)


def bring(qtbot, window, name):
    dock = window.docks[f"{name}_panel"]
    dock.come_forward()
    dock.take_keyboard()
    qtbot.waitUntil(lambda: dock.panel.is_current and dock.isVisible(), timeout=LONG)
    return dock


def open_dialog(qtbot, window):
    window.actions_by_id[ActionId.FIGURE_SAVE].trigger()
    dialogs = window.findChildren(FigureDialog)
    dialog = dialogs[-1]
    button = find(dialog, "figure_dialog_act", QPushButton)
    qtbot.waitUntil(lambda: "×" in find(dialog, "figure_dialog_message", QLabel).text())
    assert button.isEnabled()
    return dialog


def save(qtbot, window, path, kind):
    """Save the panel in front as `kind`, and wait until the dialog is gone."""
    window.outside.figures.file_dialogs = Chooser(path)
    dialog = open_dialog(qtbot, window)
    press(dialog, f"figure_dialog_kind_{kind}")
    press(dialog, "figure_dialog_act")
    qtbot.waitUntil(path.exists, timeout=LONG)
    qtbot.waitUntil(lambda: not window.findChildren(FigureDialog), timeout=LONG)


@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_that_the_numbers_of_a_panel_are_those_on_screen(qtbot, shared_window, name, tmp_path):
    window = shared_window
    dock = bring(qtbot, window, name)
    qtbot.waitUntil(lambda: bool(dock.panel.figure_numbers()), timeout=LONG)
    title, shown = next(iter(dock.panel.figure_numbers().items()))
    window.outside.figures._wish = FigureWish(array=title)
    save(qtbot, window, tmp_path / "a.csv", "csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text())))
    if shown.ndim > 2:
        rows = [row[-1] for row in rows[1:]]
    back = np.array(rows, float).astype(shown.dtype).reshape(shown.shape)
    assert np.array_equal(back, shown)


def test_that_filters_and_maps_are_the_tensors_of_the_moment(qtbot, shared_window):
    window = shared_window
    moment = window.state.moment.moment
    bring(qtbot, window, "filters")
    (weights,) = window.docks["filters_panel"].panel.figure_numbers().values()
    stored = moment.snapshot.values["0.conv2d.weight"]
    assert np.array_equal(weights, stored[:, :, 0].transpose(2, 0, 1))
    bring(qtbot, window, "feature_maps")
    (maps,) = window.docks["feature_maps_panel"].panel.figure_numbers().values()
    assert any(
        np.array_equal(maps, values.transpose(2, 0, 1))
        for values in moment.trace.values
        if values.ndim == 3
    )
    bring(qtbot, window, "evaluate")
    (counts,) = window.docks["evaluate_panel"].panel.figure_numbers().values()
    evaluation = window.docks["evaluate_panel"].panel.evaluation
    assert np.array_equal(counts, evaluation.judgement.confusion)


def test_that_the_panel_in_front_is_saved_and_nothing_of_the_window_moves(
    qtbot, shared_window, tmp_path
):
    window = shared_window
    bring(qtbot, window, "ledger")
    before = window.grab().toImage()
    sizes = {name: dock.size() for name, dock in window.docks.items()}
    save(qtbot, window, tmp_path / "a.png", "png")
    with Image.open(tmp_path / "a.png") as image:
        assert image.width == 1890
    assert {name: dock.size() for name, dock in window.docks.items()} == sizes
    assert "a.png" in window.notice_bar.text
    window.notice_bar.show_notice("info", "")
    assert window.grab().toImage().size() == before.size()


def test_that_what_cannot_be_written_is_said_in_the_dialog(qtbot, shared_window, tmp_path):
    window = shared_window
    bring(qtbot, window, "filters")
    window.outside.figures.file_dialogs = Chooser(tmp_path / "no" / "a.svg")
    dialog = open_dialog(qtbot, window)
    press(dialog, "figure_dialog_kind_svg")
    press(dialog, "figure_dialog_font_serif")
    press(dialog, "figure_dialog_act")
    message = find(dialog, "figure_dialog_message", QLabel)
    qtbot.waitUntil(lambda: "does not exist" in message.text(), timeout=LONG)
    assert dialog.isVisible()
    assert (dialog.wish.kind, dialog.wish.has_serifs) == (FigureKind.SVG, True)
    window.outside.figures.file_dialogs.path = tmp_path / "a.svg"
    press(dialog, "figure_dialog_act")
    qtbot.waitUntil((tmp_path / "a.svg").exists, timeout=LONG)
    qtbot.waitUntil(lambda: not window.findChildren(FigureDialog), timeout=LONG)


def test_that_a_right_click_on_a_tab_copies_that_panel(qtbot, shared_window):
    window = shared_window
    bring(qtbot, window, "network")
    QGuiApplication.clipboard().clear()
    window.outside.figures._wish = FigureWish(width=300, is_in_pixels=True, dpi=96)
    bar = next(
        one
        for one in window.findChildren(QTabBar)
        if "Filters" in map(one.tabText, range(one.count()))
    )
    index = next(at for at in range(bar.count()) if bar.tabText(at) == "Filters")
    place = bar.tabRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bar.mapToGlobal(place))
    QApplication.sendEvent(bar, event)
    menu = find(window, "panel_menu", QMenu)
    filters = window.docks["filters_panel"].panel
    qtbot.waitUntil(lambda: filters.isVisible() and bool(filters.figure_numbers()))
    assert any(action.text() == "Ledger" for action in menu.actions())
    copy = next(one for one in menu.actions() if one.objectName() == "panel_menu_copy")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(copy).center())
    qtbot.waitUntil(lambda: "clipboard" in window.notice_bar.text, timeout=LONG)
    assert "Filters" in window.notice_bar.text
    assert QGuiApplication.clipboard().image().width() == 300


def test_that_a_right_click_on_a_title_offers_the_same(qtbot, shared_window):
    window = shared_window
    bar = window.docks["ledger_panel"].titleBarWidget()
    place = QPoint(20, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bar.mapToGlobal(place))
    QApplication.sendEvent(bar, event)
    menu = find(window, "panel_menu", QMenu)
    assert [one.text() for one in menu.actions()[:2]] == ["Save figure…", "Copy the picture"]
    menu.close()


def test_that_the_report_of_a_run_on_screen_says_what_its_file_does(
    qtbot, shared_window, tmp_path, capsys
):
    window = shared_window
    assert not window.actions_by_id[ActionId.RUN_REPORT].isEnabled()
    train_to(qtbot, window, 3)
    out = tmp_path / "report.html"
    window.outside.report.file_dialogs = Chooser(out)
    window.actions_by_id[ActionId.RUN_REPORT].trigger()
    assert becomes(qtbot, window, out.exists)
    qtbot.waitUntil(lambda: "report.html" in window.notice_bar.text, timeout=LONG)
    window.notice_bar.withdraw()
    page = HtmlPage(out.read_bytes())
    page.check()
    run = window.lab.run_keeper.path
    copy = tmp_path / run.name
    copy.write_bytes(run.read_bytes())
    assert run_command(["export", str(copy), str(tmp_path / "other.html"), "--quiet"]) == 0
    other = HtmlPage((tmp_path / "other.html").read_bytes())
    assert page.text == other.text
    assert f"at step {window.lab.session.step}" in page.text
    accuracy = page.text.partition(" test accuracy")[0].split()[-2]
    assert f"{accuracy} %" in page.text
    capsys.readouterr()
