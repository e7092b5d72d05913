"""Where one is on the timeline, and how one gets elsewhere."""

import numpy as np
import pytest

from core.training.events import BatchFinished, EpochFinished, ValidationFinished
from gui.state.moment import CurrentMoment
from gui.state.step_origin import StepOrigin
from gui.state.time_flag import FlagKind, TimeFlag
from gui.state.timeline import Timeline
from tests.support.moments import make_moment


def run(count, per_epoch=10, first=1):
    events = []
    for step in range(first, first + count):
        events.append(
            BatchFinished(step, (step - 1) // per_epoch + 1, 1.0, 0.5, 32, 0.001, 0.1)
        )
        if step % per_epoch == 0:
            events.append(EpochFinished(step, step // per_epoch, 0.5, 0.6))
    return events


@pytest.fixture
def timeline(qtbot):
    timeline = Timeline(CurrentMoment())
    timeline.add_events(run(35))
    return timeline


def wishes(timeline):
    received = []
    timeline.wanted.connect(received.append)
    return received


def test_that_a_run_is_live_until_somebody_goes_elsewhere(timeline):
    assert timeline.is_live
    assert timeline.origin is StepOrigin.LIVE
    assert timeline.wanted_step == timeline.last_step == 35
    timeline.go_to(12)
    assert not timeline.is_live
    assert timeline.wanted_step == 12


def test_that_live_follows_the_run_and_another_step_stays(timeline):
    timeline.add_events(run(5, first=36))
    assert timeline.wanted_step == 40
    timeline.go_to(12)
    timeline.add_events(run(5, first=41))
    assert (timeline.wanted_step, timeline.last_step) == (12, 45)
    timeline.go_live()
    assert timeline.wanted_step == 45


@pytest.mark.parametrize(("asked", "given"), [(-3, 0), (0, 0), (35, 35), (99, 35)])
def test_that_a_step_beyond_the_run_is_its_end(timeline, asked, given):
    received = wishes(timeline)
    timeline.go_to(asked)
    assert received == [given]


def test_that_the_same_wish_is_told_once(timeline):
    received = wishes(timeline)
    timeline.go_to(12)
    timeline.go_to(12)
    assert received == [12]


def test_that_steps_and_epochs_go_both_ways(timeline):
    received = wishes(timeline)
    timeline.step_by(-1)
    timeline.step_by(1)
    timeline.epoch_by(-1)
    timeline.epoch_by(-1)
    timeline.epoch_by(-1)
    timeline.epoch_by(-1)
    timeline.epoch_by(1)
    timeline.epoch_by(1)
    timeline.epoch_by(1)
    timeline.epoch_by(1)
    assert received == [34, 35, 30, 20, 10, 0, 10, 20, 30, 35]


@pytest.mark.parametrize(("step", "nearest"), [(0, 0), (4, 0), (6, 10), (13, 10), (31, 30)])
def test_that_the_nearest_stored_step_is_found(timeline, step, nearest):
    timeline.set_stored(np.array([0, 10, 20, 30]))
    assert timeline.nearest_stored(step) == nearest


def test_that_without_stored_steps_each_is_its_own_nearest(timeline):
    assert timeline.nearest_stored(17) == 17


def test_that_what_is_told_of_another_step_is_not_believed(timeline):
    timeline.go_to(12)
    timeline.set_origin(13, StepOrigin.REPLAYED, 10)
    assert timeline.origin is StepOrigin.STORED
    timeline.set_origin(12, StepOrigin.REPLAYED, 10)
    assert (timeline.origin, timeline.from_step) == (StepOrigin.REPLAYED, 10)
    timeline.go_live()
    assert timeline.origin is StepOrigin.LIVE


def test_that_the_shown_step_is_the_moments(qtbot):
    moment = CurrentMoment()
    timeline = Timeline(moment)
    timeline.add_events(run(5))
    moment.show(make_moment(steps=2))
    timeline.go_to(4)
    assert timeline.shown_step == 2
    with qtbot.waitSignal(timeline.changed):
        moment.show(make_moment(steps=4))
    assert timeline.shown_step == 4


def test_that_flags_of_the_run_and_of_people_stand_in_order(timeline):
    timeline.add_flag(TimeFlag(50, FlagKind.PAUSED, "Paused."))
    timeline.add_flag(TimeFlag(50, FlagKind.PAUSED, "Paused."))
    timeline.add_events([ValidationFinished(35, 4, 0.5, 0.9)])
    timeline.add_events([BatchFinished(36, 4, 1.0, 0.5, 32, 0.001, 0.05)])
    kinds = [(flag.step, flag.kind) for flag in timeline.flags]
    assert kinds == [
        (35, FlagKind.BEST_VALIDATION),
        (36, FlagKind.LEARNING_RATE),
        (50, FlagKind.PAUSED),
    ]


def test_that_another_run_begins_live_and_empty(timeline):
    timeline.set_plan(100, 10)
    timeline.set_stored(np.array([0, 10]))
    timeline.add_flag(TimeFlag(5, FlagKind.PAUSED, "Paused."))
    timeline.go_to(3)
    timeline.begin()
    assert timeline.is_live
    assert (timeline.last_step, timeline.total_steps, timeline.flags) == (0, 0, ())
    assert not len(timeline.epoch_ends)
    assert not len(timeline.stored_steps)


@pytest.mark.parametrize(
    ("step", "epoch"), [(0, 0), (1, 1), (10, 1), (11, 2), (30, 3), (31, 4), (35, 4)]
)
def test_that_the_last_step_of_an_epoch_belongs_to_it(timeline, step, epoch):
    assert timeline.epoch_at(step) == epoch
