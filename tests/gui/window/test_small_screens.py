"""What a small screen does to the window, and how everything is reached there."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QTabBar, QToolButton

from core.evaluation.confusion import Confusion
from core.training.events import BatchFinished
from gui.app import build_window
from gui.lab.final_judge import FinalJudgement
from gui.settings import Settings
from tests.support.moments import make_moment
from tests.support.people import click, find
from tests.support.shared_window import start_all_threads

LOW, NARROW, USUAL = (1280, 560), (940, 500), (1280, 720)
#: Height of 1280×720 at 150 %, the lowest screen that the zoom allows, in pixels of the lab.
LOWEST_SCREEN = 480
NAMES = tuple("0123456789")


@pytest.fixture(scope="module")
def one_window(tmp_path_factory, qapp):
    """One window for all tests, with a digit in it; each gets it as it was first shown."""
    folder = tmp_path_factory.mktemp("small")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.runs_folder = folder / "runs"
    window = build_window(settings=settings, load_data=False)
    window.resize(*USUAL)
    window.show()
    window.state.moment.show(make_moment())
    said = [BatchFinished(step, 1, 2.0 / step, 0.5, 32, 0.001) for step in range(1, 101)]
    window.state.timeline.set_plan(200, 100)
    window.state.timeline.add_events(said)
    window.state.curves.add(said)  # so that there are curves, with their slider
    window.curves_panel.make_late_parts()
    window.docks["explain_panel"].come_forward()
    start_all_threads(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def window(one_window, qtbot):
    one_window.resize(*USUAL)
    one_window.docks["curves_panel"].come_forward()
    one_window.activateWindow()
    qtbot.waitUntil(one_window.isActiveWindow)
    settle(one_window, qtbot)
    yield one_window
    one_window.run_end.card.hide()
    one_window.resize(*USUAL)
    one_window.views.show_in_tabs()
    settle(one_window, qtbot)


def settle(window, qtbot):
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)


def resize(window, qtbot, size):
    window.resize(*size)
    settle(window, qtbot)


def tabs(window):
    """Return the names on the tabs in sight, bar by bar."""
    bars = [bar for bar in window.findChildren(QTabBar) if not bar.visibleRegion().isEmpty()]
    return [[bar.tabText(tab) for tab in range(bar.count())] for bar in bars]


def trigger(window, name):
    window.findChild(QAction, name).trigger()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["go_to.curves_panel", "view.runs_panel"])
def test_that_what_is_fetched_while_folded_brings_its_neighbour(window, qtbot, way):
    trigger(window, "view.fold_below")
    assert ["Curves", "Runs"] not in tabs(window)
    trigger(window, way)
    qtbot.waitUntil(lambda: ["Curves", "Runs"] in tabs(window))
    front = window.docks[way.partition(".")[2]]
    qtbot.waitUntil(lambda: not front.visibleRegion().isEmpty())
    assert not window.time_actions.fold.is_folded


def test_that_a_panel_maximised_while_folded_stays_alone(window, qtbot):
    trigger(window, "view.fold_below")
    window.views.one_panel.show(window.docks["network_panel"])
    trigger(window, "go_to.curves_panel")
    qtbot.waitUntil(lambda: not window.docks["curves_panel"].visibleRegion().isEmpty())
    assert window.docks["runs_panel"].isHidden()
    assert window.docks["network_panel"].isHidden()
    window.views.leave()
    assert window.time_actions.fold.is_folded


@pytest.mark.slow
def test_that_a_reset_in_a_low_window_folds_as_a_first_start_there_does(window, qtbot):
    resize(window, qtbot, LOW)
    curves, fold = window.docks["curves_panel"], window.time_actions.fold
    qtbot.waitUntil(lambda: fold.is_folded)
    trigger(window, "view.fold_below")  # opened by hand
    assert not curves.isHidden()
    trigger(window, "view.reset_layout")
    assert fold.is_folded
    assert fold.is_automatic
    assert curves.isHidden()
    resize(window, qtbot, USUAL)
    qtbot.waitUntil(lambda: not curves.isHidden())


def test_that_no_menu_is_higher_than_the_lowest_screen(window):
    menus = [*window.menus()]
    for menu in menus:
        menus += [action.menu() for action in menu.actions() if action.menu() is not None]
    assert {"panels_menu", "go_to_panel_menu", "zoom_menu"} <= {m.objectName() for m in menus}
    for menu in menus:
        menu.ensurePolished()
        assert menu.sizeHint().height() <= LOWEST_SCREEN, menu.title()


def test_that_the_panels_menu_shows_and_hides_every_panel(window):
    panels = window.findChild(QMenu, "panels_menu")
    titles = [dock.windowTitle() for dock in window.docks.values()]
    assert [action.text() for action in panels.actions()] == titles
    trigger(window, "view.ledger_panel")
    assert window.docks["ledger_panel"].isHidden()


def overlay(window):
    return window.layout_of_docks.rails.overlay


def mosaic(window):
    return find(window, "network_stage_1_mosaic")


@pytest.mark.slow
def test_that_a_click_on_a_number_brings_the_ledger_out_over_the_centre(window, qtbot):
    resize(window, qtbot, NARROW)
    qtbot.waitUntil(lambda: window.layout_of_docks.rails.is_narrow)
    qtbot.waitUntil(lambda: mosaic(window).cell_rect(2, 3, 4).width() > 0)
    assert overlay(window).isHidden()
    click(mosaic(window), mosaic(window).cell_rect(2, 3, 4))
    assert overlay(window).dock is window.docks["ledger_panel"]
    title = find(window, "ledger_panel_title")
    qtbot.waitUntil(lambda: "(3, 4)" in title.text())
    assert not title.visibleRegion().isEmpty()
    # the keyboard stayed in the map: Esc closes the page, Enter opens it again
    assert window.focusWidget() is mosaic(window)
    QTest.keyClick(mosaic(window), Qt.Key.Key_Escape)
    assert overlay(window).isHidden()
    click(mosaic(window), mosaic(window).cell_rect(2, 3, 4))  # the same number
    assert overlay(window).dock is window.docks["ledger_panel"]
    click(mosaic(window), mosaic(window).cell_rect(0, 5, 6))
    qtbot.waitUntil(lambda: "(5, 6)" in title.text())
    assert overlay(window).dock is window.docks["ledger_panel"]


@pytest.mark.slow
def test_that_what_is_pinned_open_stays_when_a_number_is_clicked(window, qtbot):
    resize(window, qtbot, NARROW)
    experiment = window.docks["experiment_panel"]
    qtbot.waitUntil(lambda: window.layout_of_docks.rails.is_narrow)
    click(window.findChild(QToolButton, "experiment_panel_rail_button"))
    click(overlay(window).pin)
    click(mosaic(window), mosaic(window).cell_rect(7, 20, 20))
    assert overlay(window).dock is experiment
    click(overlay(window).pin)
    click(window.findChild(QToolButton, "experiment_panel_rail_button"))


@pytest.mark.slow
def test_that_a_number_that_is_opened_by_itself_brings_nothing_out(window, qtbot):
    resize(window, qtbot, NARROW)
    qtbot.waitUntil(lambda: window.layout_of_docks.rails.is_narrow)
    window.state.moment.show(make_moment(index=1))
    window.state.selection.select(window.state.selection.unit)
    assert overlay(window).isHidden()


@pytest.mark.parametrize("size", [NARROW, LOW, USUAL], ids=str)
def test_that_the_card_of_the_end_covers_no_slider_and_none_of_its_buttons(window, qtbot, size):
    resize(window, qtbot, size)
    card = window.run_end.card
    card.show_judgement(FinalJudgement(5064, 9766, 10_000, Confusion(4, 9, 14)), NAMES)
    for _ in range(2):
        qtbot.waitUntil(lambda: is_free(window, "timeline_live"))
        qtbot.waitUntil(lambda: is_free(window, "timeline_branch"))
        assert window.rect().contains(card.geometry())
        top = window.transport.mapTo(window, window.transport.rect().bottomLeft()).y()
        assert card.geometry().top() >= top
        trigger(window, "view.fold_below")  # the other slider
        settle(window, qtbot)


@pytest.mark.parametrize("size", [NARROW, LOW, USUAL, (1920, 1050)], ids=str)
def test_that_the_card_of_the_end_covers_nothing_of_the_ledger(window, qtbot, size):
    resize(window, qtbot, size)
    card, ledger = window.run_end.card, window.docks["ledger_panel"].panel
    card.show_judgement(FinalJudgement(5064, 9766, 10_000, Confusion(4, 9, 14)), NAMES)

    def stands_apart():
        page = QRect(ledger.mapTo(window, QPoint()), ledger.size())
        is_seen = not ledger.visibleRegion().isEmpty()
        return is_seen and not page.intersects(card.geometry())

    trigger(window, "go_to.ledger_panel")  # where it is a strip, it comes over the centre
    qtbot.waitUntil(stands_apart)
    assert window.rect().contains(card.geometry())


def is_free(window, name):
    """Return whether a person who clicks the button in sight meets it, and nothing else."""
    parts = window.findChildren(QPushButton, name)
    seen = [one for one in parts if not one.visibleRegion().isEmpty()]
    return bool(seen) and all(
        window.childAt(one.mapTo(window, one.rect().center())) is one for one in seen
    )
