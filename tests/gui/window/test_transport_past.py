"""The transport while one looks at an earlier step, and while it has little room."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QProgressBar, QToolButton

from core.training.events import BatchFinished, ValidationFinished
from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import ACTION_TABLE
from gui.actions.way_back import WayBack
from gui.lab.speed import Speed
from gui.state.run_plan import RunPlan
from gui.state.run_state import RunState
from gui.window.transport_bar import TransportBar
from tests.support.moments import make_lab_state
from tests.support.people import click, find, open_panel

PER_EPOCH, LAST, TOTAL = 100, 250, 300
NARROWEST = 940
WIDTHS = (1920, 1440, 1280, 1152, 1093, 1024, NARROWEST)


def events():
    said = []
    for step in range(1, LAST + 1):
        epoch = (step - 1) // PER_EPOCH + 1
        said.append(BatchFinished(step, epoch, 2.0 / step, 0.5, 32, 0.001))
        if step % PER_EPOCH == 0:
            said.append(ValidationFinished(step, epoch, 0.5, 0.9 + epoch / 100))
    return said


class Window:
    """A transport with a run of 250 steps, and what its actions were asked for."""

    def __init__(self, qtbot):
        self.owner = QObject()
        self.asked = []
        self.state = make_lab_state()
        handlers = {one: (lambda one=one: self._ask(one)) for one in ActionId}
        self.actions = ActionRegistry(ACTION_TABLE, handlers, self.state.theme, self.owner)
        self.actions.set_run_state(RunState.PAUSED)
        start, live = (
            self.actions[one] for one in (ActionId.TRAINING_START_PAUSE, ActionId.TIME_LIVE)
        )
        WayBack(start, live, self.state.timeline, self.owner)
        self.bar = open_panel(qtbot, TransportBar(self.actions, self.state), 1440, 59)
        for one in ActionId:
            self.bar.addAction(self.actions[one])
        self.bar.show_plan(RunPlan(TOTAL, PER_EPOCH, 3))
        said = events()
        self.state.timeline.set_plan(TOTAL, PER_EPOCH)
        self.state.timeline.add_events(said)
        self.state.curves.add(said)
        self.bar.show_events(said)
        self.bar.show_state(RunState.PAUSED)

    def _ask(self, action_id):
        self.asked.append(action_id)
        if action_id is ActionId.TIME_LIVE:
            self.state.timeline.go_live()

    def read(self, name):
        return find(self.bar, f"{name}_read_out", QLabel).text()

    def seen_buttons(self):
        found = self.bar.findChildren(QToolButton)
        return {one.objectName(): one for one in found if one.isVisible()}

    def seen_numbers(self):
        labels = self.bar.read_outs.values.values()
        return [label for label in labels if label.isVisible()]

    def menu_entries(self):
        menu = find(self.bar, "transport_menu", QMenu)
        menu.aboutToShow.emit()
        return {action.text().replace("&", ""): action for action in menu.actions()}


@pytest.fixture
def window(qtbot):
    return Window(qtbot)


def test_that_every_number_is_that_of_the_step_one_looks_at(window):
    window.state.timeline.go_to(120)
    said = [window.read(name) for name in ("epoch", "step", "loss", "accuracy")]
    assert said == ["2/3", "120", f"{2 / 120:.3f}", "91.0 %"]
    window.state.timeline.go_to(99)  # before anything was validated
    assert window.read("accuracy") == "–"
    window.state.timeline.go_to(0)
    assert [window.read(name) for name in ("epoch", "step", "loss")] == ["0/3", "0", "–"]
    window.state.timeline.go_live()
    assert [window.read(name) for name in ("step", "accuracy")] == ["250", "92.0 %"]


def test_that_the_past_is_named_and_tinted_and_what_goes_on_meanwhile_is_kept(window):
    theme, bar = window.state.theme.theme, window.bar
    before = {name: label.x() for name, label in bar.read_outs.values.items()}
    window.state.timeline.go_to(120)
    assert find(bar, "past_sentence", QLabel).text() == "You are looking at step 120"
    said = find(bar, "past_standing", QLabel).text()
    assert said == "training stands at step 250 of 300, paused"
    image = bar.grab().toImage()
    corner = image.pixelColor(image.width() - 4, 4)
    assert corner == QColor(theme.past_soft)
    assert find(bar, "run_progress", QProgressBar).value() == 400
    assert image.pixelColor(4, image.height() - 2) == QColor(theme.past)
    bar.show_events([BatchFinished(251, 3, 0.125, 0.5, 32, 0.001)])
    assert (window.read("step"), window.read("loss")) == ("120", f"{2 / 120:.3f}")
    assert before == {name: label.x() for name, label in bar.read_outs.values.items()}
    window.state.timeline.go_live()
    assert (window.read("step"), window.read("loss")) == ("251", "0.125")
    assert bar.grab().toImage().pixelColor(corner_of(bar)) == QColor(theme.surface)


def corner_of(bar):
    return bar.rect().topRight() + (bar.rect().bottomLeft() - bar.rect().topLeft()) / 15


def test_that_the_way_back_stands_where_the_buttons_were_and_branches_besides(window):
    window.state.timeline.go_to(120)
    assert set(window.seen_buttons()) == {"back_to_now_button", "time_branch_button"}
    click(window.seen_buttons()["time_branch_button"])
    click(window.seen_buttons()["back_to_now_button"])
    assert window.asked == [ActionId.TIME_BRANCH, ActionId.TIME_LIVE]
    assert "training_start_pause_button" in window.seen_buttons()


def test_that_space_goes_back_to_now_from_the_past_and_starts_otherwise(window):
    window.state.timeline.go_to(120)
    for expected in (ActionId.TIME_LIVE, ActionId.TRAINING_START_PAUSE):
        QTest.keyClick(window.bar, Qt.Key.Key_Space)
        assert window.asked[-1] is expected
    assert len(window.asked) == 2


@pytest.mark.parametrize("is_past", [False, True])
def test_that_at_every_width_nothing_overlaps_and_no_number_is_cut(window, is_past):
    bar = window.bar
    bar.show_plan(RunPlan(123_456, 1_234, 100))
    window.state.timeline.set_plan(123_456, 1_234)
    for name in ("loss", "accuracy", "images_per_second", "time_left"):
        bar.read_outs.say(name, "8" * 7)
    if is_past:
        window.state.timeline.go_to(120)
    for width in WIDTHS:
        bar.resize(width, bar.height())
        QApplication.processEvents()
        parts = sorted(
            [*window.seen_buttons().values(), *window.seen_numbers()],
            key=lambda part: part.mapTo(bar, part.rect().topLeft()).x(),
        )
        edges = []
        for part in parts:
            left = part.mapTo(bar, part.rect().topLeft()).x()
            edges += [left, left + part.width()]
        assert edges == sorted(edges), width
        assert edges[-1] <= width
        for label in window.seen_numbers():
            needed = QFontMetricsF(label.font()).horizontalAdvance(label.text())
            assert needed <= label.width(), (width, label.text())


def test_that_commands_fold_in_the_agreed_order_and_are_all_in_the_menu(window):
    bar = window.bar
    folding = (
        "speed_control", "training_stop_button", "training_restart_button",
        "epoch_read_out", "loss_read_out",
    )  # fmt: skip
    gone = []
    start_widths, places = set(), set()
    for width in range(1440, bar.minimumSizeHint().width() - 1, -20):
        bar.resize(width, bar.height())
        for name in folding:
            if not find(bar, name).isVisible() and name not in gone:
                gone.append(name)
        start = find(bar, "training_start_pause_button")
        start_widths.add(start.width())
        places.add(start.isVisible())
    assert gone == list(folding)
    assert (start_widths, places) == ({104}, {True})
    entries = window.menu_entries()
    assert entries["Restart (same seed)"].shortcut().toString() == "Ctrl+R"
    assert entries["Stop"].shortcut().toString() == "Shift+F5"
    assert [one.text() for one in entries["Speed"].menu().actions()] == [s.word for s in Speed]
    assert "loss\t0.008" in entries
    entries["Speed"].menu().actions()[1].trigger()
    assert bar.speed.speed is Speed.TEN
    entries["Restart (same seed)"].trigger()
    assert window.asked == [ActionId.TRAINING_RESTART]


def test_that_a_run_to_be_watched_takes_half_a_minute_and_full_speed_waits_for_nothing(window):
    asked = []
    window.bar.period_changed.connect(asked.append)
    window.bar.speed.choose(Speed.WATCH)
    window.bar.begin(type("Run", (), {"newest": ()}))
    window.bar.show_plan(RunPlan(5064, 1688, 3))
    assert asked[-1] * 5064 == pytest.approx(30)
    window.bar.speed.choose(Speed.FULL)
    assert asked[-1] == 0
    assert [Speed.ONE.period(9), Speed.TEN.period(9), Speed.WATCH.period(9)] == [1, 0.1, 0.1]
