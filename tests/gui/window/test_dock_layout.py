"""Where the panels stand, and who gets the room when the window grows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from gui.window.below_fold import LARGEST_BELOW
from gui.window.dock_layout import (
    BELOW_HEIGHT,
    LARGEST_RIGHT,
    LEFT_WIDTH,
    RIGHT_WIDTH,
)


@pytest.fixture
def window(bare_window, qtbot):
    bare_window.resize(1440, 900)
    qtbot.waitUntil(lambda: bare_window.layout_of_docks.is_settled)
    return bare_window


def experiment_width(window):
    return window.docks["experiment_panel"].width()


def is_at_first_width(window):
    return abs(experiment_width(window) - LEFT_WIDTH) <= 6


def ledger_width(window):
    return window.docks["ledger_panel"].width()


def curves_height(window):
    """Height of the curves with the tabs that they share with the runs."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
    tabs = [bar for bar in bars if bar.count() and bar.tabText(0) == "Curves"]
    return window.docks["curves_panel"].height() + sum(bar.height() for bar in tabs)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_that_a_larger_window_gives_its_room_to_the_views(qtbot, window, size):
    window.resize(*size)
    ledger = min(RIGHT_WIDTH, LARGEST_RIGHT * size[0])
    others = size[0] - LEFT_WIDTH - ledger
    qtbot.waitUntil(lambda: abs(window.docks["network_panel"].width() - others) <= 16)
    qtbot.waitUntil(lambda: is_at_first_width(window))
    qtbot.waitUntil(lambda: abs(ledger_width(window) - ledger) <= 8)
    curves = min(BELOW_HEIGHT, LARGEST_BELOW * size[1])
    qtbot.waitUntil(lambda: abs(curves_height(window) - curves) <= 16)


def test_that_an_experiment_made_wider_stays_so_when_the_window_grows(qtbot, window):
    dock = window.docks["experiment_panel"]
    edge = QPoint(dock.geometry().right() + 2, dock.geometry().center().y())
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, Qt.KeyboardModifier.NoModifier, edge)
    QTest.mouseMove(window, edge + QPoint(120, 0), 30)
    qtbot.waitUntil(lambda: experiment_width(window) > LEFT_WIDTH + 80)
    QTest.mouseRelease(window, left, Qt.KeyboardModifier.NoModifier, edge + QPoint(120, 0), 30)
    width = experiment_width(window)
    window.resize(1900, 1000)
    qtbot.waitUntil(lambda: window.docks["network_panel"].width() > 1580 - width)
    assert experiment_width(window) == width


def test_that_a_ledger_made_wider_stays_so_when_the_window_grows(qtbot, window):
    dock = window.docks["ledger_panel"]
    edge = QPoint(dock.geometry().left() - 2, dock.geometry().center().y())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, left, none, edge)
    QTest.mouseMove(window, edge - QPoint(140, 0), 30)
    qtbot.waitUntil(lambda: ledger_width(window) > RIGHT_WIDTH + 100)
    QTest.mouseRelease(window, left, none, edge - QPoint(140, 0), 30)
    width = ledger_width(window)
    window.resize(1900, 1000)
    qtbot.waitUntil(lambda: window.docks["network_panel"].width() > 1590 - width)
    assert ledger_width(window) == width


def test_that_edges_that_leave_no_room_for_the_views_are_no_error(qtbot, window):
    window.resize(2500, 1400)
    qtbot.waitUntil(lambda: window.docks["network_panel"].width() > 1700)
    qtbot.waitUntil(lambda: not window.layout_of_docks._settle_timer.isActive())
    for name, by in (("experiment_panel", QPoint(900, 0)), ("ledger_panel", QPoint(-900, 0))):
        dock = window.docks[name].geometry()
        edge = QPoint(dock.right() + 2 if by.x() > 0 else dock.left() - 2, dock.center().y())
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(window, left, none, edge)
        QTest.mouseMove(window, edge + by, 30)
        qtbot.waitUntil(lambda name=name: window.docks[name].width() > 1000)
        QTest.mouseRelease(window, left, none, edge + by, 30)
    window.resize(300, 200)
    qtbot.waitUntil(lambda: window.width() < 1300)
    QTest.qWait(30)
    view = window.docks["network_panel"]
    assert view.size().expandedTo(view.minimumSizeHint()) == view.size()


def test_that_every_panel_is_in_sight_side_by_side_and_tabs_come_back(qtbot, window):
    window.resize(1920, 1080)
    window.actions_by_id["view.side_by_side"].trigger()
    behind = (
        "sliding_window_panel", "draw_panel", "explain_panel", "evaluate_panel",
        "compare_panel", "runs_panel", "what_if_panel", "data_panel",
        "sweep_panel", "twins_panel",
    )  # fmt: skip
    in_sight = [dock for name, dock in window.docks.items() if name not in behind]
    qtbot.waitUntil(lambda: all(not dock.visibleRegion().isEmpty() for dock in in_sight))
    assert window.docks["sliding_window_panel"] in window.tabifiedDockWidgets(
        window.docks["pooling_panel"]
    )
    qtbot.waitUntil(lambda: is_at_first_width(window))
    window.actions_by_id["view.reset_layout"].trigger()
    qtbot.waitUntil(lambda: window.docks["pooling_panel"].visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: is_at_first_width(window))
    assert not window.docks["network_panel"].visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: curves_height(window) == BELOW_HEIGHT)


def test_that_a_closed_or_floating_panel_does_not_disturb_the_others(qtbot, window):
    window.docks["curves_panel"].close()
    window.docks["experiment_panel"].setFloating(True)
    window.docks["ledger_panel"].close()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: abs(window.docks["network_panel"].width() - 1280) <= 8)
    window.actions_by_id["view.reset_layout"].trigger()
    qtbot.waitUntil(lambda: is_at_first_width(window))
    qtbot.waitUntil(
        lambda: abs(curves_height(window) - min(BELOW_HEIGHT, LARGEST_BELOW * 800)) <= 1
    )
