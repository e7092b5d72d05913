"""What the row under the menu says of a run."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QSlider

from core.experiment import LOSSES
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.training.events import BatchFinished, ValidationFinished
from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import ACTION_TABLE
from gui.lab.planning import blind_loss
from gui.state.run_plan import RunPlan
from gui.state.run_state import RunState
from gui.window.run_pace import RunPace
from gui.window.transport_bar import TransportBar
from tests.support.moments import make_lab_state
from tests.support.people import find, open_panel

PER_EPOCH = 100


class Clock:
    """Seconds that go by when told."""

    def __init__(self):
        self.seconds = 50.0

    def __call__(self):
        return self.seconds


class JustBegun:
    """A run with nothing behind it, or with what `newest` says."""

    def __init__(self, *newest):
        self.newest = newest


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def bar(qtbot, clock):
    owner = QObject()
    handlers = {action: (lambda: None) for action in ActionId}
    state = make_lab_state()
    actions = ActionRegistry(ACTION_TABLE, handlers, state.theme, owner)
    actions.set_run_state(RunState.PAUSED)
    bar = open_panel(qtbot, TransportBar(actions, state, pace=RunPace(clock)), 1280, 59)
    bar.state_for_test, bar.actions_for_test = state, actions
    bar.owner_for_test = owner
    bar.show_plan(RunPlan(3 * PER_EPOCH, PER_EPOCH, 3, math.log(10)))
    return bar


def batch(step, *, loss=0.5, images=32, seconds=0.01):
    return BatchFinished(step, (step - 1) // PER_EPOCH + 1, loss, 0.5, images, seconds)


def text(bar, name):
    return find(bar, f"{name}_read_out", QLabel).text()


def test_that_the_plan_is_shown_before_the_first_step(bar):
    assert (text(bar, "epoch"), text(bar, "step")) == ("0/3", "0")
    assert find(bar, "run_progress", QProgressBar).value() == 0
    names = ("loss", "accuracy", "images_per_second", "time_left")
    assert [text(bar, name) for name in names] == ["–"] * 4


@pytest.mark.parametrize(
    ("step", "epoch"), [(1, "1/3"), (100, "1/3"), (101, "2/3"), (300, "3/3")]
)
def test_that_the_last_step_of_an_epoch_still_belongs_to_it(bar, step, epoch):
    bar.show_events([batch(step)])
    assert (text(bar, "epoch"), text(bar, "step")) == (epoch, f"{step}")
    assert find(bar, "run_progress", QProgressBar).value() == min(round(step / 0.3), 1000)


def test_that_the_epoch_is_the_one_the_run_says_whatever_the_plan(bar):
    # behind a branch with another batch size steps before it were of another length
    bar.show_events([BatchFinished(301, 1, 0.5, 0.5, 512, 0.01)])
    assert text(bar, "epoch") == "1/3"
    bar.show_plan(RunPlan(400, 40, 3))
    assert text(bar, "epoch") == "1/3"
    bar.begin(JustBegun())
    assert text(bar, "epoch") == "0/3"


def test_that_a_longer_plan_moves_the_progress_back(bar):
    bar.show_events([batch(300)])
    bar.show_plan(RunPlan(600, PER_EPOCH, 6))
    assert text(bar, "epoch") == "3/6"
    assert find(bar, "run_progress", QProgressBar).value() == 500


def test_that_the_newest_loss_and_validation_are_read_out(bar):
    bar.show_events([batch(1, loss=2.25), ValidationFinished(1, 1, 0.4, 0.876), batch(2)])
    assert (text(bar, "loss"), text(bar, "accuracy")) == ("0.500", "87.6 %")
    bar.show_events([batch(3, loss=123456.0)])
    assert text(bar, "loss") == "1.2e5"
    bar.show_events([batch(4, loss=math.nan)])
    assert text(bar, "loss") == "NaN"


def test_that_new_numbers_have_nothing_laid_out_around_them(bar, qtbot):
    class Requests(QObject):
        count = 0

        def eventFilter(self, _watched, event):
            self.count += event.type() == QEvent.Type.LayoutRequest
            return False

    qtbot.wait(1)
    watch = Requests()
    bar.installEventFilter(watch)
    for step in range(1, 4):
        bar.show_events([batch(step, loss=1 / step), ValidationFinished(step, 0.4, 0.9, 0.1)])
        qtbot.wait(1)
    assert text(bar, "step") == "3"
    assert watch.count == 0
    bar.read_outs.fold(["loss"])  # what is seen has another size then
    qtbot.waitUntil(lambda: watch.count > 0)
    bar.removeEventFilter(watch)


def test_that_images_a_second_are_those_of_the_batches_that_arrived(bar):
    bar.show_events([batch(1, images=32, seconds=0.02), batch(2, images=16, seconds=0.01)])
    assert text(bar, "images_per_second") == "1,600"  # 48 images in 0.03 seconds


def test_that_slow_motion_counts_as_time_the_images_took(bar):
    slider = find(bar, "speed_slider", QSlider)
    asked = []
    bar.period_changed.connect(asked.append)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert asked == [1.0]
    assert find(bar, "speed_text", QLabel).text() == "1 a second"
    bar.show_events([batch(1, images=33, seconds=0.1)])
    assert text(bar, "images_per_second") == "33"
    assert find(bar, "images_per_second_caption", QLabel).text() == "images / s, slowed"
    QTest.keyClick(slider, Qt.Key.Key_End)
    bar.show_events([batch(2, images=33, seconds=0.1)])
    assert text(bar, "images_per_second") == "330"
    assert find(bar, "images_per_second_caption", QLabel).text() == "images / s"


def test_that_the_time_left_is_measured_while_the_run_runs_by_itself(bar, clock):
    bar.show_state(RunState.RUNNING)
    bar.show_events([batch(100)])
    assert text(bar, "time_left") == "–"
    clock.seconds += 10
    bar.show_events([batch(120)])
    assert text(bar, "time_left") == "1:30"  # 180 steps at 2 a second
    bar.show_state(RunState.PAUSED)
    clock.seconds += 1000
    bar.show_events([batch(121)])
    bar.show_state(RunState.RUNNING)
    bar.show_events([batch(122)])
    assert text(bar, "time_left") == "1:30"  # a pause is no sign of a slow run


def test_that_hours_are_told_as_hours(bar, clock):
    bar.show_state(RunState.RUNNING)
    bar.show_events([batch(1)])
    clock.seconds += 25
    bar.show_events([batch(2)])
    assert text(bar, "time_left") == "2:04:10"  # 298 steps of 25 seconds


def test_that_another_run_begins_with_what_it_brings(bar):
    bar.show_events([batch(50)])
    bar.begin(JustBegun())
    bar.show_plan(RunPlan(300, PER_EPOCH, 3))
    assert (text(bar, "step"), text(bar, "loss")) == ("0", "–")
    bar.begin(JustBegun(batch(120, loss=0.25), ValidationFinished(100, 1, 0.5, 0.9)))
    assert (text(bar, "step"), text(bar, "loss"), text(bar, "accuracy")) == (
        "120", "0.250", "90.0 %",
    )  # fmt: skip


def test_that_the_loss_is_compared_with_a_blind_guess_if_there_is_one(bar):
    tips = {label.toolTip() for label in bar.findChildren(QLabel)}
    loss = "Loss of the latest batch, weight decay included"
    assert f"{loss}. Without it, a blind guess costs 2.303" in tips
    bar.show_plan(RunPlan(300, PER_EPOCH, 3))
    tips = {label.toolTip() for label in bar.findChildren(QLabel)}
    assert loss in tips
    assert not any("blind" in tip for tip in tips)


@pytest.mark.parametrize("classes", [2, 3, 10, 47])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_that_a_blind_guess_costs_the_logarithm_of_the_classes(classes, smoothing):
    kind = CategoricalCrossEntropy.KIND
    cost = blind_loss(kind, classes, smoothing=smoothing)
    assert cost == pytest.approx(math.log(classes), rel=1e-12)


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("classes", [2, 7])
def test_that_a_blind_guess_costs_the_same_whatever_is_right(kind, classes):
    guess = np.full((classes, classes), 1 / classes)
    mean, _ = LOSSES[kind]().value_and_gradient(guess, np.arange(classes))
    assert blind_loss(kind, classes) == pytest.approx(mean, rel=1e-12)
