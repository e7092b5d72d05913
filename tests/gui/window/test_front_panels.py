"""The bars of the window are painted first; everything else comes into a painted window."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenuBar, QWidget

from gui.actions.action_id import ActionId
from gui.actions.action_table import MenuId
from gui.app import build_window
from gui.lab.speed import Speed
from gui.panels.curves.entry import CURVES
from gui.panels.experiment.entry import EXPERIMENT
from gui.panels.ledger.entry import LEDGER
from gui.panels.network.entry import NETWORK

FRONT = (EXPERIMENT.id, NETWORK.id, CURVES.id, LEDGER.id)


class FirstPicture(QObject):
    """Remembers what there was when the transport was painted first, and what it showed."""

    def __init__(self, window):
        super().__init__(window)
        self._window = window
        self.is_complete = None
        self.bars = self.speed = None
        self.is_covered = False
        window.transport.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.is_complete is None:
            self.is_complete = self._window.is_complete
            self.bars = bars(self._window)
            self.speed = self._window.transport.speed.speed
            cover = self._window.findChild(QWidget, "front_cover")
            self.is_covered = cover.geometry().contains(self._window.rect().center())
        return False


def bars(window):
    """Return the names of the menus, and place and text of all seen in the transport."""
    parts = [part for part in window.transport.findChildren(QWidget) if part.isVisible()]
    return (
        [action.text() for action in window.findChild(QMenuBar).actions()],
        window.transport.geometry().getRect(),
        [(part.objectName(), part.mapTo(window, part.rect().topLeft())) for part in parts],
        [part.text() for part in parts if isinstance(part, (QLabel, QAbstractButton))],
    )


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
    if not window.is_complete:
        return False
    layout = window.layout_of_docks
    is_covered = window.findChild(QWidget, "front_cover") is not None
    is_settled = layout.is_settled and window.kept_layout.is_settled
    return window.front_panels.are_made and is_settled and not is_covered


def places(window):
    return {name: window.docks[name].geometry().getRect() for name in FRONT}


def test_that_the_bars_are_painted_before_anything_else_is_made_and_stay_in_place(
    qtbot, build, settings
):
    settings.speed = "one"  # another one than the usual
    window = build(paints_first=True)
    picture = FirstPicture(window)
    with qtbot.waitSignal(window.look_back_timer.timeout):  # looks for the last run then
        window.show()
    qtbot.waitUntil(lambda: is_at_rest(window))
    assert picture.is_complete is False
    assert picture.is_covered
    assert picture.bars == bars(window)
    assert picture.speed is window.transport.speed.speed is Speed.ONE
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
    assert not window.is_complete
    window.actions_by_id[ActionId.LEDGER_LOSS].trigger()
    assert window.docks[LEDGER.id].is_made


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_that_a_click_on_the_first_picture_is_not_lost(qtbot, build):
    window = build(paints_first=True)
    window.show()
    menu_bar = window.findChild(QMenuBar)
    menu = window.actions_by_id.menus[MenuId.INSPECT]
    place = menu_bar.actionGeometry(menu.menuAction()).center()
    QTest.mouseClick(menu_bar, Qt.MouseButton.LeftButton, pos=place)
    assert menu.isVisible()
    assert not window.is_complete
    action = window.actions_by_id[ActionId.LEDGER_SHOW]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert window.is_complete
    assert window.docks[LEDGER.id].is_made
    qtbot.waitUntil(lambda: is_at_rest(window))


def test_that_a_speed_chosen_on_the_first_picture_holds(qtbot, build, settings):
    settings.speed = "watch"
    window = build(paints_first=True)
    window.show()
    slider = window.transport.speed.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert not window.is_complete
    qtbot.waitUntil(lambda: window.is_complete)
    assert window.transport.speed.speed is Speed.ONE
    assert settings.speed == "one"


def test_that_a_window_which_cannot_be_filled_ends_the_program(build, monkeypatch):
    window = build(paints_first=True)
    codes = []
    monkeypatch.setattr(QCoreApplication, "exit", codes.append)
    monkeypatch.setattr("gui.window.window_filling.fill_window", broken)
    with pytest.raises(OSError, match="no room"):
        window.complete()
    assert codes == [1]


def broken(*_arguments):
    raise OSError("no room for the window")


@pytest.mark.parametrize("is_painted", [False, True])
def test_that_a_window_closed_at_once_makes_nothing(build, is_painted):
    window = build(paints_first=True)
    window.show()
    if is_painted:
        window.grab()
    assert not window.is_complete
    window.close()
    for _ in range(5):  # each turn would make one
        QApplication.processEvents()
    assert not window.is_complete


def test_that_a_window_closed_among_its_first_panels_makes_no_more(qtbot, build):
    window = build(paints_first=True)
    window.show()
    qtbot.waitUntil(lambda: window.is_complete)
    window.close()
    before = [dock.is_made for dock in window.docks.values()]
    for _ in range(5):
        QApplication.processEvents()
    assert [dock.is_made for dock in window.docks.values()] == before
