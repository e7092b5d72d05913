"""The names of tabs are whole, however narrow their bar is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QWidget

from gui.panels.panel_spec import Area
from gui.window.panel_table import PANELS
from gui.window.tab_fit import TabFit
from tests.support.people import open_panel

TITLES = [spec.title for spec in PANELS if spec.area is Area.MIDDLE]


@pytest.fixture
def bar(qtbot):
    window = QMainWindow()
    docks = [QDockWidget(title, window) for title in TITLES]
    for dock in docks:
        dock.setWidget(QWidget())
        window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
    for dock in docks[1:]:
        window.tabifyDockWidget(docks[0], dock)
    TabFit(window)
    open_panel(qtbot, window, 1200, 300)
    QApplication.processEvents()
    yield next(bar for bar in window.findChildren(QTabBar) if bar.count())
    window.close()


@pytest.mark.parametrize("width", [1200, 940, 738, 480])
def test_that_every_name_is_whole_and_nothing_is_scrolled_where_all_fit(bar, width):
    bar.window().resize(width, 300)
    QApplication.processEvents()
    assert bar.elideMode() is Qt.TextElideMode.ElideNone
    letters = bar.fontMetrics()
    tabs = [bar.tabRect(at) for at in range(bar.count())]
    for at, tab in enumerate(tabs):
        assert tab.width() >= letters.horizontalAdvance(bar.tabText(at)) + 8, bar.tabText(at)
    is_scrolled = tabs[-1].right() > bar.width() or tabs[0].left() < 0
    assert is_scrolled == (width == 480)


def test_that_tabs_stand_apart_as_far_as_there_is_room_for(bar):
    found = []
    for width in (738, 1200, 738):
        bar.window().resize(width, 300)
        QApplication.processEvents()
        found.append(bar.tabRect(bar.count() - 1).right())
    assert found[0] == found[2]
    assert found[1] >= found[0] + 4 * bar.count()


def test_that_a_look_with_other_letters_ends_and_does_not_go_round(bar):
    large, small = "QTabBar { font-size: 20px }", 'QTabBar[room="{}"] {{ font-size: 6px }}'
    looks = [large, *(small.format(room) for room in ("narrow", "least"))]
    bar.window().setStyleSheet(" ".join(looks))
    for width in (1200, 700, 940):
        bar.window().resize(width, 300)
        QApplication.processEvents()
    assert bar.isVisible()
