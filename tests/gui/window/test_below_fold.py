"""What is below folds to one line with the time in it, and opens again."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar

from core.training.events import BatchFinished
from gui.app import build_window
from tests.support.people import click, find


@pytest.fixture
def window(bare_window):
    if bare_window.state.curves.history.is_empty:
        with_steps(bare_window)
    yield bare_window
    bare_window.state.timeline.go_live()


def with_steps(window):
    """Let a window know of a run of a hundred steps."""
    said = [BatchFinished(step, 1, 2.0 / step, 0.5, 32, 0.001) for step in range(1, 101)]
    window.state.timeline.set_plan(200, 100)
    window.state.timeline.add_events(said)
    window.state.timeline.set_stored(np.arange(0, 101, 10))
    window.state.curves.add(said)
    window.curves_panel.make_late_parts()
    return window


def below(window):
    return [window.docks[name] for name in ("curves_panel", "runs_panel")]


def fold(window):
    return window.time_actions.fold


@pytest.mark.slow
def test_that_a_key_leaves_one_line_and_the_panels_above_get_the_room(window, qtbot):
    main = window.docks["network_panel"]
    height = main.height()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: main.height() > height + 100)
    strip = fold(window).strip
    assert strip.isVisible()
    assert strip.height() == 40
    assert not any(dock.isVisible() for dock in below(window))
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert not strip.isVisible()
    curves = window.docks["curves_panel"]
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
    tabs = next(bar for bar in bars if bar.count() and bar.tabText(0) == "Curves")
    qtbot.waitUntil(lambda: abs(curves.height() + tabs.height() - 208) <= 8)
    assert window.docks["curves_panel"].panel.isVisible()  # in front of Runs, as before


def test_that_panels_that_need_the_height_get_it_unless_the_curves_were_opened(window, qtbot):
    window.resize(1280, 720)
    network, explain = window.docks["network_panel"], window.docks["explain_panel"]
    for _ in range(2):
        explain.come_forward()
        qtbot.waitUntil(lambda: fold(window).is_folded)
        assert fold(window).is_automatic
        qtbot.waitUntil(lambda: explain.height() > 540)
        network.come_forward()
        qtbot.waitUntil(lambda: not fold(window).is_folded)
    explain.come_forward()
    qtbot.waitUntil(lambda: fold(window).is_folded)
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    for dock in (network, explain):
        dock.come_forward()
        qtbot.waitUntil(lambda dock=dock: not dock.visibleRegion().isEmpty())
        QTest.qWait(0)  # what looks again does so when all docks are at their places
        assert not fold(window).is_folded
    window.views.show_in_tabs()  # from then on no wish of before counts
    explain.come_forward()
    qtbot.waitUntil(lambda: fold(window).is_folded)
    network.come_forward()
    qtbot.waitUntil(lambda: not fold(window).is_folded)


def test_that_curves_asked_for_at_once_after_a_panel_that_needs_the_height_stay(window, qtbot):
    window.docks["network_panel"].come_forward()
    qtbot.waitUntil(lambda: not window.docks["curves_panel"].isHidden())
    window.docks["explain_panel"].come_forward()
    window.docks["curves_panel"].come_forward()
    fold = window.time_actions.fold
    qtbot.waitUntil(lambda: not fold._fit_timer.isActive())
    assert not window.docks["curves_panel"].isHidden()


def test_that_the_line_scrubs_and_says_the_step(window, qtbot):
    click(find(window.curves_panel, "curves_fold"))
    bar = fold(window).strip.bar
    qtbot.waitUntil(lambda: bar.track.width() > 100)
    x = round(bar.track.place_of(50))
    QTest.mouseClick(bar.track, Qt.MouseButton.LeftButton, pos=bar.track.rect().center())
    assert 90 <= window.state.timeline.wanted_step <= 100  # the middle of 200 planned steps
    assert x < bar.track.place_of(100) < bar.track.width()
    said = find(fold(window).strip, "timeline_read_out", QLabel)
    assert f"of {200}" in said.text()
    assert said.isVisible()
    assert said.mapTo(bar, said.rect().topRight()).x() <= bar.width()
    click(find(fold(window).strip, "time_strip_open"))
    assert not fold(window).is_folded


def test_that_a_dock_that_is_fetched_back_otherwise_takes_the_line_away(window):
    fold(window).toggle()
    window.docks["runs_panel"].come_forward()
    assert not fold(window).is_folded
    fold(window).toggle()
    window.layout_of_docks.show_in_tabs()
    assert not fold(window).is_folded
    assert all(not dock.isHidden() for dock in below(window))


@pytest.mark.slow
def test_that_the_line_comes_back_with_the_window(build_without_data):
    window = with_steps(build_without_data())
    fold(window).toggle()
    window.close()
    again = build_without_data()
    assert fold(again).is_folded
    assert all(dock.isHidden() for dock in below(again))
    fold(again).toggle()
    assert again.docks["curves_panel"].isVisible()


@pytest.mark.slow
def test_that_a_window_that_is_low_from_the_start_begins_with_the_line(settings, qtbot):
    window = build_window(settings=settings, load_data=False)
    window.resize(1024, 560)
    window.show()
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    assert fold(window).is_folded
    assert not any(dock.isVisible() for dock in below(window))
    # a panel among tabs needs no title of its own
    assert window.docks["network_panel"].titleBarWidget().height() == 0
    assert window.focusWidget() is window  # a Space that comes too early presses no button
    window.close()
    window.deleteLater()
