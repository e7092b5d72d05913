"""In a narrow window the docks at the sides are strips that open over the centre."""

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from gui.app import build_window
from gui.settings import Settings
from gui.window.below_fold import LOW
from gui.window.rails import NARROW
from gui.window.window_place import first_size

WIDE, SMALL = (1440, 900), (940, 500)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(bare_window, qtbot):
    bare_window.resize(*WIDE)
    qtbot.waitUntil(lambda: bare_window.layout_of_docks.is_settled)
    return bare_window


def places(window):
    """Return where every dock is that can be seen, and which are hidden."""
    return {
        name: None if dock.isHidden() else dock.geometry()
        for name, dock in window.docks.items()
        if dock.isHidden() or not dock.visibleRegion().isEmpty()
    }


def button(window, panel):
    return window.findChild(QToolButton, f"{panel}_rail_button")


def overlay(window):
    return window.layout_of_docks.rails.overlay


def in_sight(window, panel):
    return overlay(window).dock is window.docks[panel] and not (
        window.docks[panel].panel.visibleRegion().isEmpty()
    )


def narrow(window, qtbot, size=SMALL):
    window.resize(*size)
    qtbot.waitUntil(lambda: button(window, "ledger_panel") is not None)
    qtbot.waitUntil(lambda: button(window, "ledger_panel").isVisible())


def test_that_a_small_window_has_strips_and_a_large_one_its_docks_as_they_were(window, qtbot):
    before = places(window)
    narrow(window, qtbot)
    assert (window.width(), window.height()) == SMALL
    assert window.minimumWidth() <= SMALL[0]
    assert window.layout().minimumSize().height() <= SMALL[1]
    for panel in ("experiment_panel", "ledger_panel"):
        strip = button(window, panel)
        title = window.docks[panel].windowTitle()
        assert window.docks[panel].isHidden()
        assert strip.accessibleName() == strip.text() == title
        assert title in strip.toolTip()
        assert QFontMetrics(strip.font()).horizontalAdvance(title) < strip.height()
    view = window.docks["network_panel"]
    assert view.width() >= SMALL[0] - 100  # the views have all that is between the strips
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: places(window) == before)
    assert (
        button(window, "ledger_panel") is None or not button(window, "ledger_panel").isVisible()
    )


@pytest.mark.slow
def test_that_a_panel_opens_over_the_centre_and_goes_by_esc_pin_and_click(window, qtbot):
    narrow(window, qtbot)
    view = window.docks["network_panel"]
    before = view.geometry()
    QTest.mouseClick(button(window, "ledger_panel"), LEFT)
    assert in_sight(window, "ledger_panel")
    assert view.geometry() == before
    assert window.rect().contains(overlay(window).geometry())
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert overlay(window).isHidden()
    QTest.mouseClick(button(window, "ledger_panel"), LEFT)
    QTest.mouseClick(button(window, "experiment_panel"), LEFT)
    assert in_sight(window, "experiment_panel")
    assert not in_sight(window, "ledger_panel")
    QTest.mouseClick(window.transport, LEFT, pos=QPoint(window.transport.width() - 4, 30))
    assert overlay(window).isHidden()
    QTest.mouseClick(button(window, "experiment_panel"), LEFT)
    window.docks["pooling_panel"].come_forward()  # by its key, say
    assert overlay(window).isHidden()
    QTest.mouseClick(button(window, "experiment_panel"), LEFT)
    QTest.mouseClick(overlay(window).pin, LEFT)
    QTest.mouseClick(window.transport, LEFT, pos=QPoint(window.transport.width() - 4, 30))
    window.docks["filters_panel"].come_forward()
    qtbot.waitUntil(lambda: not window.docks["filters_panel"].visibleRegion().isEmpty())
    assert in_sight(window, "experiment_panel")
    centre = overlay(window).geometry().center()  # nothing that came forward lies over it
    qtbot.waitUntil(lambda: overlay(window).isAncestorOf(window.childAt(centre)))
    QTest.mouseClick(overlay(window).pin, LEFT)
    QTest.mouseClick(button(window, "experiment_panel"), LEFT)
    assert overlay(window).isHidden()


def test_that_menu_ledger_key_and_reset_know_of_the_strips(window, qtbot):
    before = places(window)
    narrow(window, qtbot)
    window.docks["ledger_panel"].come_forward()
    assert in_sight(window, "ledger_panel")
    toggle = window.docks["ledger_panel"].toggleViewAction()
    assert toggle.isChecked()
    toggle.trigger()  # closed in the View menu
    assert overlay(window).isHidden()
    assert button(window, "experiment_panel").isVisible()
    strips = window.findChildren(QToolButton, "ledger_panel_rail_button")
    assert not [strip for strip in strips if strip.isVisible()]
    toggle.trigger()  # and opened again
    assert in_sight(window, "ledger_panel")
    window.actions_by_id["view.reset_layout"].trigger()
    qtbot.waitUntil(lambda: button(window, "ledger_panel").isVisible())
    assert overlay(window).isHidden()
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: places(window) == before)


def test_that_what_shares_a_side_goes_with_it_and_comes_back_in_front(window, qtbot):
    runs = window.docks["runs_panel"]
    window.tabifyDockWidget(window.docks["ledger_panel"], runs)
    runs.come_forward()
    qtbot.waitUntil(lambda: not runs.visibleRegion().isEmpty())
    narrow(window, qtbot)
    assert button(window, "runs_panel").isVisible()
    QTest.mouseClick(button(window, "runs_panel"), LEFT)
    assert in_sight(window, "runs_panel")
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: not runs.visibleRegion().isEmpty())
    assert window.docks["ledger_panel"].visibleRegion().isEmpty()
    assert runs in window.tabifiedDockWidgets(window.docks["ledger_panel"])


def test_that_a_side_panel_that_was_dragged_below_stays_there_in_a_narrow_window(window, qtbot):
    curves, ledger = window.docks["curves_panel"], window.docks["ledger_panel"]
    window.tabifyDockWidget(curves, ledger)
    window.resize(SMALL[0], 800)
    qtbot.waitUntil(lambda: window.layout_of_docks.rails.is_narrow)
    assert button(window, "experiment_panel").isVisible()
    assert not any(dock.isHidden() for dock in (curves, ledger))
    assert button(window, "curves_panel") is None


def test_that_the_curves_fold_in_a_low_window_and_open_in_a_high_one(window, qtbot):
    curves = window.docks["curves_panel"]
    window.resize(WIDE[0], LOW - 20)
    qtbot.waitUntil(lambda: window.time_actions.fold.is_automatic)
    assert curves.isHidden()
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: not curves.isHidden())
    window.time_actions.fold.toggle()
    window.resize(WIDE[0], LOW - 20)
    window.resize(*WIDE)
    assert window.time_actions.fold.is_folded  # the user's own wish stays


def settled(window, qtbot):
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    qtbot.waitUntil(lambda: window.kept_layout.is_settled)
    seen = [None, None]

    def is_still():
        seen.append(places(window))
        return seen[-1] == seen[-2] == seen[-3]

    qtbot.waitUntil(is_still)
    return seen[-1]


def arrange_tabs(window):
    window.docks["pooling_panel"].come_forward()
    window.docks["runs_panel"].come_forward()


def arrange_side_by_side(window):
    window.resize(1900, 1000)
    window.layout_of_docks.show_side_by_side()


def arrange_closed(window):
    window.docks["ledger_panel"].close()


def arrange_drag(window):
    dock = window.docks["experiment_panel"].geometry()
    edge = QPoint(dock.right() + 2, dock.center().y())
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, LEFT, none, edge)
    QTest.mouseMove(window, edge + QPoint(57, 0), 30)
    QTest.mouseRelease(window, LEFT, none, edge + QPoint(57, 0), 30)


def arrange_narrow(window):
    window.resize(NARROW - 30, 720)


ARRANGED = (arrange_tabs, arrange_side_by_side, arrange_closed, arrange_drag, arrange_narrow)


@pytest.mark.slow
@pytest.mark.parametrize("arrange", ARRANGED)
def test_that_everything_comes_back_to_the_pixel(build_without_data, settings, arrange, qtbot):
    window = build_without_data()
    settled(window, qtbot)
    arrange(window)
    before, size = settled(window, qtbot), window.size()
    window.close()
    again = build_window(settings=settings, load_data=False)
    qtbot.addWidget(again)
    again.resize(size)  # the screen of the tests is smaller
    again.show()
    try:
        after = settled(again, qtbot)
        assert after == before
    finally:
        again.close()


@pytest.mark.slow
def test_that_a_window_from_a_screen_that_is_gone_comes_onto_this_one(settings, qtbot):
    first = build_window(settings=settings, load_data=False)
    qtbot.addWidget(first)
    first.setGeometry(5000, 4000, 700, 500)
    first.show()
    first.close()
    again = build_window(settings=settings, load_data=False)
    qtbot.addWidget(again)
    again.show()
    try:
        assert again.screen().availableGeometry().intersects(again.frameGeometry())
        assert again.screen().availableGeometry().contains(again.geometry().center())
    finally:
        again.close()


@pytest.mark.slow
def test_that_a_size_for_another_kind_of_screen_is_replaced_by_one_for_this(settings):
    window = build_window(settings=settings, load_data=False)
    window.kept_layout.save(settings)
    _, state = settings.load_layout()
    settings.save_layout(QByteArray(b"of a much larger screen"), state)
    again = build_window(settings=Settings(settings._store), load_data=False)
    assert again.size() == first_size(again)
    for one in (window, again):
        one.close()
