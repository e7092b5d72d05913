"""Words for speeds, and the pace that comes of them."""

from itertools import pairwise

from gui.lab.run_control import MADE_UP, RunControl
from gui.lab.speed import Speed


class Clock:
    """Stands still unless told, or unless something waits."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def begun_at(monkeypatch, period, lengths):
    """Return when batches of these lengths begin, in seconds, if waits end 4 ms late."""
    clock = Clock()
    monkeypatch.setattr("gui.lab.run_control.time.monotonic", clock)
    control = RunControl()
    control.set_period(period)

    def wait_for(_is_over, seconds):
        clock.now += seconds + 0.004

    monkeypatch.setattr(control._changed, "wait_for", wait_for)
    began = []
    for length in lengths:
        assert control.may_continue()
        began.append(clock.now - 100)
        clock.now += length
    return began


def test_that_waits_which_end_late_do_not_slow_the_pace(monkeypatch):
    began = begun_at(monkeypatch, 0.006, [0.001] * 500)
    assert abs(began[-1] - 500 * 0.006) < 0.01


def test_that_a_long_batch_is_not_made_up_for_by_a_hurry(monkeypatch):
    began = begun_at(monkeypatch, 0.1, [0.001, 3.0, 0.001, 0.001, 0.001])
    after = [later - earlier for earlier, later in pairwise(began[2:])]
    assert all(pause >= 0.1 - MADE_UP for pause in after)


def test_that_a_name_nobody_knows_is_the_pace_one_can_watch():
    assert [Speed.named(one.value) for one in Speed] == list(Speed)
    assert Speed.named("warp") is Speed.WATCH
