"""Where the panels stand, and who gets the room when the window grows."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest

from gui.app import build_window
from gui.dock_layout import CURVES_HEIGHT, EXPERIMENT_WIDTH
from gui.settings import Settings


@pytest.fixture
def window(qtbot, tmp_path):
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = build_window(settings=Settings(store), load_data=False)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    QTest.qWait(30)
    yield window
    window.close()


def experiment_width(window):
    return window.docks["experiment_panel"].width()


def curves_height(window):
    return window.docks["curves_panel"].height()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_that_a_larger_window_gives_its_room_to_the_views(window, size):
    window.resize(*size)
    QTest.qWait(30)
    assert experiment_width(window) == EXPERIMENT_WIDTH
    assert curves_height(window) == pytest.approx(min(CURVES_HEIGHT, 0.24 * size[1]), abs=1)
    others = size[0] - EXPERIMENT_WIDTH
    assert window.docks["network_panel"].width() == pytest.approx(others, abs=8)


def test_that_an_experiment_made_wider_stays_so_when_the_window_grows(window):
    dock = window.docks["experiment_panel"]
    edge = QPoint(dock.geometry().right() + 2, dock.geometry().center().y())
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, Qt.KeyboardModifier.NoModifier, edge)
    QTest.mouseMove(window, edge + QPoint(120, 0), 30)
    QTest.qWait(60)
    QTest.mouseRelease(window, left, Qt.KeyboardModifier.NoModifier, edge + QPoint(120, 0), 30)
    width = experiment_width(window)
    assert width > EXPERIMENT_WIDTH + 80
    window.resize(1900, 1000)
    QTest.qWait(30)
    assert experiment_width(window) == width


def test_that_every_panel_is_in_sight_side_by_side_and_tabs_come_back(window):
    window.resize(1920, 1080)
    window.actions_by_id["view.side_by_side"].trigger()
    QTest.qWait(30)
    assert all(not dock.visibleRegion().isEmpty() for dock in window.docks.values())
    assert experiment_width(window) == EXPERIMENT_WIDTH
    window.actions_by_id["view.reset_layout"].trigger()
    QTest.qWait(30)
    assert not window.docks["network_panel"].visibleRegion().isEmpty()
    assert window.docks["pooling_panel"].visibleRegion().isEmpty()
    assert experiment_width(window) == EXPERIMENT_WIDTH
    assert curves_height(window) == CURVES_HEIGHT


def test_that_a_closed_or_floating_panel_does_not_disturb_the_others(window):
    window.docks["curves_panel"].close()
    window.docks["experiment_panel"].setFloating(True)
    window.resize(1280, 800)
    QTest.qWait(30)
    assert window.docks["network_panel"].width() == pytest.approx(1280, abs=8)
    window.actions_by_id["view.reset_layout"].trigger()
    QTest.qWait(30)
    assert experiment_width(window) == EXPERIMENT_WIDTH
    assert curves_height(window) == pytest.approx(0.24 * 800, abs=1)
