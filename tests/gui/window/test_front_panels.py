"""The panels of the first picture come into a window that is painted already."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.actions.action_id import ActionId
from gui.app import build_window
from gui.panels.curves.entry import CURVES
from gui.panels.experiment.entry import EXPERIMENT
from gui.panels.ledger.entry import LEDGER
from gui.panels.network.entry import NETWORK

FRONT = (EXPERIMENT.id, NETWORK.id, CURVES.id, LEDGER.id)


class FirstPicture(QObject):
    """Remembers which panels there were when the transport was painted first."""

    def __init__(self, window):
        super().__init__(window)
        self._window = window
        self.made = None
        self.is_covered = False
        window.transport.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.made is None:
            cover = self._window.findChild(QWidget, "front_cover")
            self.is_covered = cover.geometry().contains(self._window.rect().center())
            self.made = [dock.panel_id for dock in self._window.docks.values() if dock.is_made]
        return False


@pytest.fixture
def build(qtbot, settings):
    windows = []

    def build_one(*, paints_first):
        window = build_window(settings=settings, load_data=False, paints_first=paints_first)
        windows.append(window)
        window.resize(1280, 720)
        return window

    yield build_one
    for window in windows:
        window.close()
        window.deleteLater()


def is_at_rest(window):
    layout = window.layout_of_docks
    is_covered = window.findChild(QWidget, "front_cover") is not None
    is_settled = layout.is_settled and window.kept_layout.is_settled
    return window.front_panels.are_made and is_settled and not is_covered


def places(window):
    return {name: window.docks[name].geometry().getRect() for name in FRONT}


def test_that_the_window_is_painted_before_there_is_a_panel(qtbot, build):
    window = build(paints_first=True)
    picture = FirstPicture(window)
    window.show()
    qtbot.waitUntil(lambda: is_at_rest(window))
    assert picture.made == []
    assert picture.is_covered
    fields = window.experiment_panel.findChildren(QWidget, "layer_card_0")
    assert fields
    assert fields[0].isVisible()


@pytest.mark.slow
def test_that_panels_which_come_later_stand_where_they_would_have_stood(qtbot, build):
    both = [build(paints_first=late) for late in (False, True)]
    for window in both:
        window.show()
        qtbot.waitUntil(lambda window=window: is_at_rest(window))
    assert places(both[0]) == places(both[1])


@pytest.mark.slow
def test_that_a_layout_comes_back_in_a_window_that_is_painted_first(qtbot, build):
    window = build(paints_first=False)
    window.show()
    qtbot.waitUntil(lambda: is_at_rest(window))
    window.docks[EXPERIMENT.id].close()
    qtbot.waitUntil(lambda: places(window)[NETWORK.id][0] == 0)
    before = places(window)
    window.close()

    again = build(paints_first=True)
    again.show()
    qtbot.waitUntil(lambda: is_at_rest(again))
    assert again.docks[EXPERIMENT.id].isHidden()
    shown = {name: place for name, place in places(again).items() if name != EXPERIMENT.id}
    assert shown == {name: place for name, place in before.items() if name != EXPERIMENT.id}


def test_that_a_key_reaches_a_panel_that_has_not_come_yet(build):
    window = build(paints_first=True)
    window.show()
    window.actions_by_id[ActionId.LEDGER_LOSS].trigger()
    assert window.docks[LEDGER.id].is_made


def test_that_a_window_closed_at_once_makes_nothing(build):
    window = build(paints_first=True)
    window.show()
    window.close()
    for _ in range(5):  # each turn would make one
        QApplication.processEvents()
    assert not any(dock.is_made for dock in window.docks.values())
