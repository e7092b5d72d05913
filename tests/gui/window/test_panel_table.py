"""What it takes to add a panel."""

from typing import ClassVar

import pytest
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QWidget

from gui.app import build_window
from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelSpec
from gui.screenshot import picture_of
from gui.window import panel_table
from gui.window.panel_table import PANELS, in_front, layout_version
from tests.support.window_driving import LONG

RED = QColor(200, 20, 20)


class ToyPanel(Panel):
    """A red square."""

    PANEL_ID: ClassVar[str] = "toy_panel"
    TITLE: ClassVar[str] = "Toy"

    def __init__(self, state, parent=None):
        super().__init__(parent)
        self.state = state
        self.refreshed = 0
        self._square = QWidget(self)
        self._square.setFixedSize(40, 40)
        self._square.setStyleSheet(f"background: {RED.name()}")

    def refresh(self):
        self.refreshed += 1


def toy(area):
    return PanelSpec(
        "toy_panel", "Toy", area, lambda parts, parent: ToyPanel(parts.state, parent)
    )


@pytest.fixture
def open_with_toy(qtbot, settings, monkeypatch):
    windows = []

    def open_one(area):
        monkeypatch.setattr(panel_table, "PANELS", (*PANELS, toy(area)))
        window = build_window(settings=settings, load_data=False)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_one
    for window in windows:
        window.close()


@pytest.mark.parametrize(
    "area",
    [
        pytest.param(area, marks=() if area is Area.MIDDLE else pytest.mark.slow)
        for area in Area
    ],
)
def test_that_one_line_gives_a_panel_its_dock_its_menu_entry_and_its_picture(
    qtbot, open_with_toy, area
):
    window = open_with_toy(area)
    assert window.findChild(Panel, "toy_panel") is None  # it is not looked at yet
    dock = window.docks["toy_panel"]
    first = window.docks[next(spec.id for spec in PANELS if spec.area is area)]
    qtbot.waitUntil(lambda: dock in window.tabifiedDockWidgets(first), timeout=LONG)
    entry = window.findChild(QAction, "view.toy_panel")
    assert entry.text() == "Toy"
    entry.trigger()
    assert dock.isHidden()
    entry.trigger()
    dock.come_forward()
    qtbot.waitUntil(lambda: window.findChild(ToyPanel, "toy_panel") is not None)
    assert dock.panel.state is window.state
    before = dock.panel.refreshed
    picture = picture_of(dock)
    assert dock.panel.refreshed == before + 1
    assert picture.toImage().pixelColor(10, 10) == RED


def test_that_the_others_stay_in_front_where_a_panel_is_added(open_with_toy):
    assert in_front((*PANELS, toy(Area.MIDDLE))) == in_front(PANELS)
    assert in_front((toy(Area.MIDDLE), *PANELS))[0] == "toy_panel"


@pytest.mark.slow
def test_that_a_layout_belongs_to_a_set_of_panels(open_with_toy, settings):
    with_toy = (*PANELS, toy(Area.BELOW))
    assert layout_version(PANELS) == layout_version(PANELS[::-1])
    assert layout_version(with_toy) != layout_version(PANELS)
    assert 0 <= layout_version(with_toy) < 2**31
    first = open_with_toy(Area.BELOW)
    first.docks["curves_panel"].close()
    first.close()
    second = open_with_toy(Area.BELOW)
    assert second.docks["curves_panel"].isHidden()
    second.close()


@pytest.mark.slow
def test_that_the_layout_of_other_panels_is_not_forced_on_these(
    open_with_toy, build_without_data, monkeypatch
):
    first = open_with_toy(Area.BELOW)
    first.docks["curves_panel"].close()
    first.close()
    monkeypatch.setattr(panel_table, "PANELS", PANELS)
    assert not build_without_data().docks["curves_panel"].isHidden()


def test_that_ids_and_titles_are_used_once():
    assert len({spec.id for spec in PANELS}) == len({spec.title for spec in PANELS})
    assert len({spec.id for spec in PANELS}) == len(PANELS)
    assert {spec.area for spec in PANELS} == set(Area)


def test_that_a_hidden_panel_is_refreshed_when_it_is_seen(qtbot):
    panel = ToyPanel(None)
    qtbot.addWidget(panel)
    panel.refresh_now()
    assert panel.refreshed == 0
    panel.show()
    assert panel.refreshed == 1
    panel.refresh_now()
    panel.refresh_now()
    assert panel.refreshed == 3
