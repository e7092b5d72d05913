"""At what newcomers stumbled in the window: notices, titles, sizes, the keyboard."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMenuBar,
    QTabBar,
    QToolButton,
)

from core.datasets.sample import Part
from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.lab.final_judge import FinalJudgement
from tests.support.moments import small_mnist
from tests.support.people import find
from tests.support.run_files import write_run

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


#: A run that somebody trained before.
DATA_RUN = SEED_CNN.replace(batch_size=8, epochs=1)


def offer_dismissed(window, person):
    window.notice_bar.offer("info", "Your last run stands at step 5.", "&Open it", lambda: None)
    person.click_button("notice_dismiss")


def card_closed(window, person):
    window.run_end.card.show_judgement(FinalJudgement(5, 9, 10, None), tuple("0123456789"))
    find(window.run_end.card, "end_step_0").setFocus()
    find(window.run_end.card, "end_close").click()


def panel_closed(window, person):
    window.docks["ledger_panel"].take_keyboard()
    person.click_button("ledger_panel_close")


def curves_folded(window, person):
    find(window.curves_panel, "timeline_track").setFocus()
    person.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("vanish", [offer_dismissed, card_closed, panel_closed, curves_folded])
def test_that_no_button_is_next_when_what_had_the_keyboard_goes(window, person, vanish):
    vanish(window, person)
    assert QApplication.focusWidget() in (None, window)
    window.actions_by_id[ActionId.VIEW_RESET_LAYOUT].trigger()


def fold_and_open(window, person):
    for _ in range(2):
        person.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)


def hide_and_show(window, person):
    for name in ("runs_panel", "curves_panel", "draw_panel"):
        for _ in range(2):
            window.docks[name].toggleViewAction().trigger()


def tear_off_and_put_back(window, person):
    for name in ("curves_panel", "filters_panel"):
        for _ in range(2):
            window.docks[name]._on_float_clicked()


@pytest.mark.parametrize("change", [fold_and_open, hide_and_show, tear_off_and_put_back])
def test_that_a_title_stands_over_a_panel_or_on_its_tab_and_never_in_both(
    qtbot, window, person, change
):
    change(window, person)
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
    on_tabs = {bar.tabText(at) for bar in bars for at in range(bar.count())}

    def are_said_once():
        over = [
            dock.windowTitle()
            for dock in window.docks.values()
            if dock._title_bar.isVisible() and not dock._title_bar.visibleRegion().isEmpty()
        ]
        return not on_tabs.intersection(over)

    qtbot.waitUntil(are_said_once)
    window.actions_by_id[ActionId.VIEW_RESET_LAYOUT].trigger()


def test_that_a_screen_too_small_for_all_panels_keeps_the_window_as_it_is(
    qtbot, window, monkeypatch
):
    monkeypatch.setattr(window.views.zoom, "room", lambda: QSize(1024, 560))
    before = window.size()
    window.actions_by_id[ActionId.VIEW_SIDE_BY_SIDE].trigger()
    assert "too small" in window.notice_bar.text
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    assert window.size() == before
    assert window.docks["filters_panel"].visibleRegion().isEmpty()


def test_that_a_zoom_that_was_too_large_is_forgotten_with_the_next(window, monkeypatch):
    monkeypatch.setattr(window.views.zoom, "room", window.size)
    window.views.zoom.choose(200)
    assert "most at which this window fits" in window.notice_bar.text
    window.actions_by_id[ActionId.VIEW_ZOOM_NORMAL].trigger()
    assert not window.notice_bar.text


@pytest.mark.slow
def test_that_runs_can_be_compared_before_anyone_looked_at_their_list(
    qtbot, build_without_data, runs_folder
):
    path = runs_folder / "old.glassbox"
    write_run(path, DATA_RUN, small_mnist(), 2)
    window = build_without_data()
    window.docks["compare_panel"].come_forward()
    qtbot.waitUntil(lambda: window.library.shelf.row(path) is not None)
    path.unlink()


@pytest.mark.parametrize("width", [1440, 1024])
def test_that_an_offer_lies_over_nothing_that_can_be_clicked(qtbot, window, person, width):
    window.resize(width, 900)
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    text = "Your last run, seed-cnn, stands at step 5,064."
    window.notice_bar.offer("info", text, "&Open it", lambda: None)
    offer = window.notice_bar.geometry()
    assert window.rect().contains(offer)
    for title in ("Filters", "Feature maps", "Pooling", "Explain", "Compare", "Network"):
        person.click_tab(title)  # it is not hidden
    for button in window.transport.findChildren(QToolButton):
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert not button.isVisible() or not place.intersects(offer)
    for menu in window.menuWidget().findChild(QMenuBar).actions():
        place = window.menuWidget().findChild(QMenuBar).actionGeometry(menu)
        assert not place.intersects(offer)
    window.notice_bar.withdraw()
    window.resize(1440, 900)


@pytest.mark.slow
def test_that_reset_in_a_low_window_is_as_the_first_start_there(qtbot, window):
    window.resize(1024, 570)
    fold = window.time_actions.fold
    qtbot.waitUntil(lambda: fold.is_folded)
    fold.toggle()
    assert not fold.is_folded
    window.actions_by_id[ActionId.VIEW_RESET_LAYOUT].trigger()
    qtbot.waitUntil(lambda: fold.is_folded and window.layout_of_docks.is_settled)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not fold.is_folded)


def test_that_the_keys_of_samples_lead_out_of_a_drawing(qtbot, window, person):
    sample = window.state.sample
    window.sample_browser.show_index(5)
    for key, index in ((Qt.Key.Key_N, 6), (Qt.Key.Key_P, 5), (Qt.Key.Key_R, None)):
        person.key(Qt.Key.Key_D)
        board = find(window, "draw_board")
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(board, left, none, QPoint(60, 40))
        QTest.mouseMove(board, QPoint(90, 90))
        QTest.mouseRelease(board, left, none, QPoint(90, 90))
        qtbot.waitUntil(lambda: sample.sample.part is Part.DRAWING)
        person.key(key)
        assert sample.sample.part is Part.TEST
        assert index in (None, sample.sample.index)
    window.docks["network_panel"].come_forward()
