"""At what newcomers stumbled in the window; each is done here as they did it.

The window is one for all. A test leaves it as it was.
"""

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.app import build_window
from gui.lab.final_judge import FinalJudgement
from gui.lab.speed import Speed
from gui.settings import RUNS_VARIABLE, Settings
from gui.state.run_state import RunState
from gui.theme.zoom import Zoom
from tests.support.counting_person import CountingPerson
from tests.support.moments import small_mnist
from tests.support.people import find
from tests.support.run_files import write_run
from tests.support.shared_window import start_all_threads
from tests.support.window_driving import has_settled

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test():
    """Let the threads of the one window live as long as it does."""


@pytest.fixture(scope="module")
def module_patch():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module", autouse=True)
def runs_folder(tmp_path_factory, module_patch):
    folder = tmp_path_factory.mktemp("runs")
    module_patch.setenv(RUNS_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="module")
def one_window(tmp_path_factory, runs_folder):
    folder = tmp_path_factory.mktemp("stumbles")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value
    window = build_window(experiment=SEED_CNN, settings=settings)
    window.resize(1440, 900)
    window.show()
    start_all_threads(window)
    yield window
    window.close()
    window.deleteLater()
    Zoom().use(100)


@pytest.fixture
def window(one_window, qtbot):
    window = one_window
    qtbot.waitUntil(lambda: window.state.moment.moment is not None)
    qtbot.waitUntil(lambda: window.late_panels.is_done)
    qtbot.waitUntil(lambda: has_settled(window))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    return window


@pytest.fixture
def person(window):
    return CountingPerson(window)


#: A run that somebody trained before.
DATA_RUN = SEED_CNN.replace(batch_size=8, epochs=1)


def dialogs_of(window):
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def index_box(window):
    boxes = window.findChildren(QSpinBox, "sample_index")
    return next(box for box in boxes if not box.visibleRegion().isEmpty())


def test_that_keys_are_those_of_the_window_again_once_an_index_is_entered(
    qtbot, window, person
):
    box = index_box(window)
    box.setFocus()
    box.selectAll()
    step = window.lab.session.step
    QTest.keyClicks(box, "5beans")  # what is typed is no command
    assert window.sample_browser.index != 5
    person.key(Qt.Key.Key_Return)
    assert window.sample_browser.index == 5
    person.key(Qt.Key.Key_N)
    person.key(Qt.Key.Key_N)
    assert window.sample_browser.index == 7
    assert window.lab.session.step == step
    person.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.RUNNING)
    person.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: has_settled(window))


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


def test_that_what_waits_for_space_is_not_said_once_space_was_pressed(qtbot, window, person):
    before = window.lab.session.step
    person.key(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: window.lab.session.step > before and has_settled(window))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_B):
        person.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(dialogs_of(window)))
        dialogs_of(window)[0].accept()
        qtbot.waitUntil(lambda: "press Space" in window.notice_bar.text)
        qtbot.waitUntil(lambda: has_settled(window))
        person.key(key)
        qtbot.waitUntil(lambda: not window.notice_bar.text)
        if window.lab.run_state is RunState.RUNNING:
            person.key(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: has_settled(window))


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
    assert "as large as this window fits" in window.notice_bar.text
    window.actions_by_id[ActionId.VIEW_ZOOM_NORMAL].trigger()
    assert not window.notice_bar.text


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


@pytest.mark.parametrize("name", ["validation_share", "layer_stride", "learning_rate", "seed"])
def test_that_why_an_entry_is_refused_is_in_sight_wherever_the_field_was(qtbot, window, name):
    panel = window.experiment_panel
    field, scroll = find(panel, name, QLineEdit), find(panel, "experiment_scroll", QScrollArea)
    bottom = field.mapTo(scroll.widget(), field.rect().bottomLeft()).y()
    field.setFocus()
    scroll.verticalScrollBar().setValue(bottom - scroll.viewport().height() + 1)
    QTest.keyClicks(field, "x")
    why = find(panel, f"{name}_problem")
    qtbot.waitUntil(lambda: why.visibleRegion().boundingRect() == why.rect())
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not why.isVisible()


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


DIALOGS = (
    ActionId.TIME_BRANCH,
    ActionId.APP_SETTINGS,
    ActionId.TIME_EXPORT,
    ActionId.HELP_KEYS,
    ActionId.HELP_ABOUT,
)


@pytest.mark.parametrize("wish", DIALOGS)
def test_that_escape_closes_a_dialog_wherever_the_keyboard_is_in_it(
    qtbot, window, person, wish
):
    if not window.lab.session.step:
        person.key(Qt.Key.Key_B)
        qtbot.waitUntil(lambda: window.lab.session.step > 0 and has_settled(window))
    fields = 1
    place = 0
    while place < fields:
        window.actions_by_id[wish].trigger()
        qtbot.waitUntil(lambda: bool(dialogs_of(window)))
        dialog = dialogs_of(window)[0]
        stops = [
            one
            for one in dialog.findChildren(QWidget)
            if one.isVisible()
            and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        fields = len(stops)
        if place:  # else where the keyboard is at first
            stops[place].setFocus()
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialogs_of(window))
        place += 1


def test_that_escape_in_a_dialog_first_takes_back_what_is_refused(qtbot, window, person):
    window.actions_by_id[ActionId.TIME_BRANCH].trigger()
    qtbot.waitUntil(lambda: bool(dialogs_of(window)))
    person.type("x")
    person.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget().text() == "0.1"
    person.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialogs_of(window))
