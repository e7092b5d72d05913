"""The docks at the edges come back as wide as they were, whichever tab was in front."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest


@pytest.mark.slow
@pytest.mark.parametrize(
    "front", ["network_panel", pytest.param("filters_panel", marks=pytest.mark.slow)]
)
def test_that_widths_come_back_with_any_tab_in_front(build_without_data, front, qtbot):
    window = build_without_data()
    window.docks[front].come_forward()
    qtbot.waitUntil(lambda: window.layout_of_docks._tries >= 4)
    dock = window.docks["ledger_panel"]
    first = dock.width()
    edge = QPoint(dock.geometry().left() - 2, dock.geometry().center().y())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, left, none, edge)
    QTest.mouseMove(window, edge - QPoint(70, 0), 30)
    qtbot.waitUntil(lambda: dock.width() > first + 50)
    QTest.mouseRelease(window, left, none, edge - QPoint(70, 0), 30)
    width = dock.width()
    window.close()
    again = build_without_data()
    again.docks[front].come_forward()
    qtbot.waitUntil(lambda: again.kept_layout.is_settled)
    qtbot.waitUntil(lambda: abs(again.docks["ledger_panel"].width() - width) <= 4)
    again.resize(1400, 800)  # nor does a resize bring the first width back
    qtbot.waitUntil(lambda: again.docks[front].width() > 700)
    qtbot.waitUntil(lambda: abs(again.docks["ledger_panel"].width() - width) <= 4)


STORED = (None, "none", ["1", "2"], ["0", "5", "5"], ["a", "b", "c"])


@pytest.mark.parametrize("stored", STORED)
def test_that_sizes_nobody_stored_are_none(settings, stored):
    settings._store.setValue("window/edges", stored)
    assert settings.edges is None
    settings.edges = (300, 208, 350)
    assert settings.edges == (300, 208, 350)
