"""Playing through a run."""

from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest

from core.training.events import BatchFinished
from gui.panels.curves import timeline_player
from gui.panels.curves.timeline_player import FRAME_MS, TimelinePlayer
from gui.state.moment import CurrentMoment
from gui.state.step_origin import StepOrigin
from gui.state.timeline import Timeline


@pytest.fixture(autouse=True)
def frames_that_come_in_time(monkeypatch):
    """Let every frame think that the one before was the last that should have come."""
    frames = count()
    clock = SimpleNamespace(monotonic=lambda: next(frames) * FRAME_MS / 1000)
    monkeypatch.setattr(timeline_player, "time", clock)


@pytest.fixture
def timeline(qtbot):
    timeline = Timeline(CurrentMoment())  # without a moment, what is wanted counts as shown
    timeline.add_events([BatchFinished(step, 1, 1.0, 0.5, 32, 0.001) for step in range(1, 201)])
    return timeline


def wishes(timeline):
    received = []
    timeline.wanted.connect(received.append)
    return received


@pytest.mark.parametrize(("direction", "begin"), [(1, 20), (-1, 180)])
def test_that_steps_follow_each_other_in_the_chosen_direction(
    timeline, qtbot, direction, begin
):
    player, received = TimelinePlayer(timeline), wishes(timeline)
    timeline.go_to(begin)
    player.speed = 100
    player.play(direction)
    qtbot.waitUntil(lambda: len(received) > 6)
    player.stop()
    assert player.direction == 0
    assert received == sorted(received, reverse=direction < 0)


def test_that_stored_steps_are_taken_where_steps_are_left_out_anyway(timeline, qtbot):
    stored = np.arange(0, 201, 10)
    timeline.set_stored(stored)
    timeline.go_to(0)
    player, received = TimelinePlayer(timeline), wishes(timeline)
    player.speed = 500
    player.play(1)
    qtbot.waitUntil(lambda: len(received) >= 4)
    player.stop()
    assert sum(step in stored for step in received) >= len(received) - 1


def test_that_the_end_of_a_run_is_live_and_its_start_is_the_first_step(timeline, qtbot):
    player = TimelinePlayer(timeline)
    player.speed = 500
    timeline.go_to(190)
    player.play(1)
    qtbot.waitUntil(lambda: timeline.is_live)
    assert player.direction == 0
    timeline.go_to(10)
    player.play(-1)
    qtbot.waitUntil(lambda: player.direction == 0)
    assert timeline.wanted_step == 0


def test_that_playing_a_live_run_begins_at_its_start(timeline, qtbot):
    player = TimelinePlayer(timeline)
    player.play(1)
    assert timeline.wanted_step == 0
    player.stop()


def test_that_it_waits_for_a_step_that_is_being_computed(timeline, qtbot):
    player = TimelinePlayer(timeline)
    timeline.go_to(50)
    timeline.set_origin(50, StepOrigin.COMPUTING)
    player.speed = 500
    player.play(1)
    qtbot.wait(120)
    assert timeline.wanted_step == 50
    timeline.set_origin(50, StepOrigin.REPLAYED, 40)
    qtbot.waitUntil(lambda: timeline.wanted_step > 50)
    player.stop()


def test_that_it_stops_when_somebody_goes_elsewhere(timeline, qtbot):
    player = TimelinePlayer(timeline)
    timeline.go_to(50)
    player.speed = 100
    player.play(1)
    qtbot.waitUntil(lambda: timeline.wanted_step > 50)
    timeline.go_to(5)
    qtbot.waitUntil(lambda: player.direction == 0)
    assert timeline.wanted_step == 5
