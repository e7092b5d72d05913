"""The names of tabs are whole, however narrow their bar is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFrame,
    QMainWindow,
    QTabBar,
    QToolButton,
    QWidget,
)

from gui.panels.panel_spec import Area
from gui.theme.apply import apply_theme
from gui.theme.theme import DARK
from gui.window.more_tabs import MoreTabs
from gui.window.panel_table import PANELS
from gui.window.tab_fit import TabFit
from tests.support.people import open_panel

SOON = 2000
TITLES = [spec.title for spec in PANELS if spec.area is Area.MIDDLE]


@pytest.fixture
def bar(qtbot, qapp):
    apply_theme(qapp, DARK)
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


def seen_in_part(bar):
    """Return the names of which a person sees some letters, and not all."""
    found = []
    above = [part for kind in (QToolButton, QFrame) for part in bar.findChildren(kind)]
    above = [part.geometry() for part in above if part.isVisible()]
    for at in range(bar.count()):
        middle = bar.tabRect(at).adjusted(4, 0, -4, 0)
        seen = [
            bar.rect().contains(x, 10) and not any(part.contains(x, 10) for part in above)
            for x in range(middle.left(), middle.right() + 1)
        ]
        if any(seen) and not all(seen):
            found.append(bar.tabText(at))
    return found


@pytest.mark.parametrize("width", [738, 700, 600, 480, 330])
def test_that_a_name_without_room_is_in_more_and_none_is_seen_in_part(bar, width, qtbot):
    bar.window().resize(width, 300)
    bar.setCurrentIndex(0)
    more = bar.findChild(MoreTabs)
    has_room = bar.tabRect(bar.count() - 1).right() < width
    if has_room:
        assert more is None or more.isHidden()
        return
    qtbot.waitUntil(more.isVisible)
    assert more.fontMetrics().horizontalAdvance(more.text()) <= more.width()
    chosen = []
    for _ in TITLES:
        qtbot.waitUntil(lambda: seen_in_part(bar) == [], timeout=SOON)
        more.menu().aboutToShow.emit()
        actions = more.menu().actions()
        hidden = [action.text() for action in actions]
        assert bar.tabText(bar.currentIndex()) not in hidden
        assert len(hidden) < len(TITLES) - 1
        later = next((one for one in actions if one.text() not in chosen), None)
        if later is None:
            break
        chosen.append(later.text())
        later.trigger()
        assert bar.tabText(bar.currentIndex()) == chosen[-1]
        qtbot.waitUntil(
            lambda: bar.tabRect(bar.currentIndex()).right() < more.x(), timeout=SOON
        )
    assert TITLES[-1] in chosen


def test_that_more_says_its_word_and_goes_when_there_is_room_again(bar, qtbot):
    bar.window().resize(480, 300)
    more = bar.findChild(MoreTabs)
    qtbot.waitUntil(more.isVisible)
    picture = QPixmap(more.size())
    more.render(picture)
    image = picture.toImage()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
    }
    assert DARK.muted in colors  # letters, and no empty arrows
    bar.window().resize(1200, 300)
    qtbot.waitUntil(more.isHidden)
    assert bar.tabRect(0).left() == 0
