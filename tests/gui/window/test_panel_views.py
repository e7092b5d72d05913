"""One panel alone, presented, torn off, or none; panels by key; and back, by odd ways too."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget

from gui.app import build_window
from gui.settings import Settings
from gui.state.run_state import RunState
from gui.theme.zoom import Zoom
from gui.window.panel_table import PANELS
from tests.support.people import click, find
from tests.support.shared_window import start_all_threads

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def one_window(tmp_path_factory):
    """One window for all tests; each leaves it with all panels at their first places."""
    folder = tmp_path_factory.mktemp("views")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.runs_folder = folder / "runs"
    window = build_window(settings=settings, load_data=False)
    window.resize(1280, 720)
    window.show()
    start_all_threads(window)
    yield window
    window.close()
    window.deleteLater()
    Zoom().use(100)


@pytest.fixture
def window(one_window, qtbot):
    one_window.activateWindow()
    qtbot.waitUntil(one_window.isActiveWindow)
    qtbot.waitUntil(lambda: one_window.layout_of_docks.is_settled)
    yield one_window
    one_window.views.show_in_tabs()
    qtbot.waitUntil(lambda: one_window.layout_of_docks.is_settled)


def key(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, what, modifier)


def shown(window):
    return [name for name, dock in window.docks.items() if not dock.isHidden()]


def in_front(window):
    return [name for name, dock in window.docks.items() if not dock.visibleRegion().isEmpty()]


def places(window):
    """Return what a person sees of every dock in front: its name, place and size."""
    return {name: window.docks[name].geometry() for name in in_front(window)}


def have_come_back(window, before):
    now = places(window)
    return now.keys() == before.keys() and all(
        max(
            abs(a - b) for a, b in zip(now[name].getRect(), before[name].getRect(), strict=True)
        )
        <= 2
        for name in now
    )


def tab_of(window, title):
    for bar in window.findChildren(QTabBar):
        for index in range(bar.count()):
            if bar.isVisible() and bar.tabText(index) == title:
                return bar, bar.tabRect(index).center()
    raise AssertionError(f"no tab {title}")


def double_click(widget, place=None):
    place = widget.rect().center() if place is None else place
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.slow
def test_that_the_first_nine_have_keys_and_all_are_walked_through(window, qtbot):
    order = [spec.id for spec in PANELS]
    for number, name in enumerate(order[:9], start=1):
        key(window, KEY(KEY.Key_0 + number), CONTROL)
        dock = window.docks[name]
        qtbot.waitUntil(lambda d=dock: not d.visibleRegion().isEmpty())
        assert dock.isAncestorOf(window.focusWidget())
    walked = []
    for _ in order:
        key(window, KEY.Key_Tab, CONTROL)
        walked.append(
            next(n for n in order if window.docks[n].isAncestorOf(window.focusWidget()))
        )
    assert walked == [*order[9:], *order[:9]]
    key(window, KEY.Key_Backtab, CONTROL | SHIFT)
    assert window.docks[order[7]].isAncestorOf(window.focusWidget())


def test_that_a_double_click_on_a_tab_or_title_maximises_and_the_next_or_escape_puts_back(
    window, qtbot
):
    before, edges = places(window), window.layout_of_docks.edges
    bar, place = tab_of(window, "Pooling")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    double_click(bar, place)
    qtbot.waitUntil(lambda: in_front(window) == ["pooling_panel"])
    dock = window.docks["pooling_panel"]
    assert dock.width() == window.width()
    key(window, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(in_front(window)) == len(before))
    assert "pooling_panel" in in_front(window)
    key(window, KEY.Key_2, CONTROL)
    qtbot.waitUntil(lambda: have_come_back(window, before))
    title = window.docks["ledger_panel"].titleBarWidget()
    double_click(title)
    qtbot.waitUntil(lambda: in_front(window) == ["ledger_panel"])
    double_click(window.docks["ledger_panel"].titleBarWidget())
    qtbot.waitUntil(lambda: have_come_back(window, before))
    assert window.layout_of_docks.edges == edges  # nobody dragged them


@pytest.mark.slow
def test_that_another_panel_takes_the_place_of_the_maximised_one(window, qtbot):
    before = places(window)
    key(window, KEY.Key_2, CONTROL)
    key(window, KEY.Key_F11, SHIFT)
    assert shown(window) == ["network_panel"]
    key(window, KEY.Key_4, CONTROL)
    assert shown(window) == ["feature_maps_panel"]
    window.docks["runs_panel"].toggleViewAction().trigger()  # by the menu
    qtbot.waitUntil(lambda: shown(window) == ["runs_panel"])
    key(window, KEY.Key_Escape)
    assert len(shown(window)) == len(window.docks)
    window.docks["curves_panel"].come_forward()  # the runs that were asked for lie over it
    key(window, KEY.Key_2, CONTROL)
    qtbot.waitUntil(lambda: have_come_back(window, before))


def test_that_closing_the_maximised_panel_brings_the_others_back_without_it(window, qtbot):
    key(window, KEY.Key_2, CONTROL)
    key(window, KEY.Key_F11, SHIFT)
    click(find(window, "network_panel_close"))
    qtbot.waitUntil(lambda: len(shown(window)) == len(window.docks) - 1)
    assert "network_panel" not in shown(window)


def test_that_reset_while_maximised_shows_every_panel_at_its_first_place(window, qtbot):
    before = places(window)
    key(window, KEY.Key_F11, SHIFT)
    window.actions_by_id["view.reset_layout"].trigger()
    qtbot.waitUntil(
        lambda: window.layout_of_docks.is_settled and have_come_back(window, before)
    )
    key(window, KEY.Key_Escape)  # nothing is left to leave
    assert have_come_back(window, before)


def test_that_a_torn_off_panel_comes_back_by_button_and_by_a_double_click(window, qtbot):
    before = places(window)
    dock = window.docks["experiment_panel"]
    for back in ("button", "title"):
        click(find(dock, "experiment_panel_float"))
        qtbot.waitUntil(dock.isWindow)
        assert dock.isFloating()
        if back == "button":
            click(find(dock, "experiment_panel_float"))
        else:
            double_click(dock.titleBarWidget())
        qtbot.waitUntil(lambda: not dock.isFloating())
        window.activateWindow()
        qtbot.waitUntil(lambda: have_come_back(window, before))


def test_that_without_any_panel_a_card_shows_the_way_back(window, qtbot):
    card = find(window, "no_panels_card")
    assert card.isHidden()
    for dock in window.docks.values():
        dock.close()
    qtbot.waitUntil(card.isVisible)
    assert find(card, "no_panels_title", QLabel).text() == "All panels are closed"
    click(find(card, "no_panels_way_0"))
    qtbot.waitUntil(lambda: shown(window) == ["network_panel"])
    qtbot.waitUntil(card.isHidden)
    window.docks["network_panel"].close()
    qtbot.waitUntil(card.isVisible)
    click(find(card, "no_panels_way_1"))
    qtbot.waitUntil(lambda: len(shown(window)) == len(window.docks))
    qtbot.waitUntil(card.isHidden)


def test_that_a_presentation_shows_one_panel_and_the_transport_and_leaves_no_trace(
    window, qtbot
):
    before, size, settings = places(window), window.size(), window._settings
    least = window.minimumHeight()
    key(window, KEY.Key_F5)
    bar = find(window, "presentation_bar")
    assert shown(window) == ["network_panel"]
    assert window.isFullScreen()
    assert bar.isVisible()
    assert not window.transport.isVisible()
    assert not window.menuWidget().isVisible()
    assert window.views.zoom.zoom.percent > 100
    assert window.minimumHeight() == 0  # else a small screen cuts the transport off
    key(window, KEY.Key_PageDown)
    assert shown(window) == ["filters_panel"]
    key(window, KEY.Key_6, CONTROL)
    assert shown(window) == ["sliding_window_panel"]
    key(window, KEY.Key_Minus, CONTROL)
    blank = find(window, "blank_screen", QWidget)
    key(window, KEY.Key_Period)
    assert blank.isVisible()
    key(window, KEY.Key_Period)
    assert not blank.isVisible()
    key(window, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.size() == size)
    assert not window.isFullScreen()
    assert window.minimumHeight() == least > 0
    assert window.views.zoom.zoom.percent == settings.zoom == 100
    assert window.transport.isVisible()
    assert not bar.isVisible()
    key(window, KEY.Key_2, CONTROL)
    qtbot.waitUntil(lambda: have_come_back(window, before))


@pytest.mark.slow
def test_that_a_presentation_from_a_maximised_panel_goes_back_to_it(window, qtbot):
    before = places(window)
    key(window, KEY.Key_2, CONTROL)
    key(window, KEY.Key_F11, SHIFT)
    key(window, KEY.Key_F5)
    key(window, KEY.Key_F5)
    assert shown(window) == ["network_panel"]
    assert window.transport.isVisible()
    key(window, KEY.Key_Escape)
    qtbot.waitUntil(lambda: have_come_back(window, before))


def test_that_f11_gives_the_whole_screen_and_gives_it_back(window, qtbot):
    key(window, KEY.Key_F11)
    assert window.isFullScreen()
    key(window, KEY.Key_F11)
    assert not window.isFullScreen()
    window.resize(1280, 720)


@pytest.mark.slow
def test_that_one_trains_while_presenting_and_reads_it_there(open_window, qtbot):
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    key(window, KEY.Key_F5)
    step = find(window, "presentation_step", QLabel)
    click(find(window, "presentation_training_step_batch"))
    qtbot.waitUntil(lambda: step.text() == "1")
    key(window, KEY.Key_Space)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.RUNNING)
    key(window, KEY.Key_Space)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED)
    key(window, KEY.Key_Escape)
    assert window.transport.isVisible()


@pytest.mark.slow
def test_that_a_window_closed_in_a_presentation_opens_as_it_was_before(
    build_without_data, qtbot
):
    window = build_without_data()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    front = in_front(window)
    key(window, KEY.Key_F5)
    window.close()
    again = build_without_data()
    qtbot.waitUntil(lambda: again.layout_of_docks.is_settled)
    assert len(shown(again)) == len(again.docks)
    assert in_front(again) == front
    assert not again.isFullScreen()
    assert again.views.zoom.zoom.percent == 100
    assert not find(again, "presentation_bar").isVisible()
