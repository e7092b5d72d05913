"""Every panel can be put on paper, with the numbers behind it."""

import csv
import io
from importlib import import_module

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QMenu

from core.anatomy.addresses import LossAddress
from core.figures.drawing import figure_svg
from core.figures.look import FigureLook
from gui.actions.action_id import ActionId
from gui.figures.figure_file import figure_bytes
from gui.figures.figure_wish import FigureKind, FigureStyle, FigureWish
from gui.panels.panel import Panel
from gui.window.figure_actions import shown_in
from gui.window.panel_table import PANELS
from tests.support.people import press
from tests.support.window_driving import LONG

#: Panels of more than one run, whose own tests open some.
OF_MANY_RUNS = {"compare_panel", "sweep_panel", "twins_panel"}
#: Panels in the view they open with, and the other views, by the button that shows them.
VIEWS = [(spec.id, "") for spec in PANELS if spec.id not in OF_MANY_RUNS] + [
    ("explain_panel", "explain_panel_view_path"),
    ("explain_panel", "explain_panel_view_filter"),
    ("explain_panel", "explain_panel_view_map"),
    ("evaluate_panel", "evaluate_panel_headline_view_of_silencing"),
    ("evaluate_panel", "evaluate_panel_headline_view_of_robustness"),
]


def bring(qtbot, window, name, view):
    """Bring a panel to where it shows something, and return its dock."""
    dock = window.docks[name]
    dock.come_forward()
    qtbot.waitUntil(dock.isVisible)
    if view:
        press(dock.panel, view)
    if name == "draw_panel":
        drawing = window.state.drawing
        drawing.put_pen_down()
        drawing.draw((80, 100), (200, 260), 24)
        drawing.lift_pen()
    if name == "ledger_panel":
        window.state.trail.walk(LossAddress())
    if name == "curves_panel":
        window.actions_by_id[ActionId.TRAINING_STEP_BATCH].trigger()
    qtbot.waitUntil(lambda: dock.panel.paper_figure() is not None)
    return dock


@pytest.mark.slow
@pytest.mark.parametrize(("name", "view"), VIEWS)
def test_that_a_panel_is_a_figure_with_its_numbers(qtbot, shared_window, name, view):
    dock = bring(qtbot, shared_window, name, view)
    shown = shown_in(dock)
    figure = shown.figure
    svg = figure_svg(figure, FigureLook(), ground="white")
    assert QSvgRenderer(QByteArray(svg.encode())).isValid()
    assert ("<image" in svg) != figure.is_vector
    arrays = figure.arrays()
    assert arrays
    assert all(array.size for array in arrays.values())
    for array_name, array in arrays.items():
        wish = FigureWish(FigureKind.NPY, FigureStyle.PAPER, array=array_name)
        back = np.load(io.BytesIO(figure_bytes(shown, wish)), allow_pickle=False)
        np.testing.assert_array_equal(back, array)
    smallest = min(arrays, key=lambda one: arrays[one].size)
    wish = FigureWish(FigureKind.CSV, FigureStyle.PAPER, array=smallest)
    rows = list(csv.reader(io.StringIO(figure_bytes(shown, wish).decode())))
    assert len(rows) >= 1
    assert len({len(row) for row in rows}) == 1


@pytest.mark.slow
@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_that_every_panel_is_copied_and_pasted_as_a_picture_of_its_own(qtbot, shared_window):
    window, clipboard = shared_window, QGuiApplication.clipboard()
    figures, pasted = window.outside.figures, {}
    for name, view in VIEWS:
        dock = bring(qtbot, window, name, view)
        for style in FigureStyle:
            figures._wish = FigureWish(style=style, width=400, is_in_pixels=True, dpi=96)
            clipboard.clear()
            window.notice_bar.show_notice("info", "")
            dock.menu_wanted.emit(window.mapToGlobal(window.rect().center()))
            menu = window.findChildren(QMenu, "panel_menu")[-1]
            next(
                one for one in menu.actions() if one.objectName() == "panel_menu_copy"
            ).trigger()
            menu.close()
            qtbot.waitUntil(lambda: "in the clipboard" in window.notice_bar.text, timeout=LONG)
            assert dock.windowTitle() in window.notice_bar.text
            assert clipboard.mimeData().hasImage()
            picture = clipboard.image().convertToFormat(QImage.Format.Format_RGB32)
            assert picture.width() == 400
            dots = np.frombuffer(picture.constBits(), np.uint32)
            assert len(np.unique(dots)) > 8, (name, view, style)
            assert pasted.setdefault(dots.tobytes(), name) == name  # and no other's picture
    clipboard.clear()


def test_that_every_panel_says_what_it_shows_as_a_figure():
    kinds = {kind.PANEL_ID: kind for kind in panel_kinds() if "PANEL_ID" in vars(kind)}
    silent = [spec.id for spec in PANELS if kinds[spec.id].paper_figure is Panel.paper_figure]
    assert silent == []


def panel_kinds():
    """Return the classes of all panels, each imported by its place in the table."""
    for spec in PANELS:
        room = spec.id.removesuffix("_panel")
        import_module(f"gui.panels.{room}.{spec.id}")
    found = [Panel]
    for kind in found:  # grows while it is read
        found += kind.__subclasses__()
    return found
