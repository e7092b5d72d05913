"""The brake, without Qt."""

import threading

import pytest

from gui.lab.run_control import RunControl

WAIT = 60.0


class Loop(threading.Thread):
    """Counts how often it was let through; every third passage ends an epoch."""

    def __init__(self, control):
        super().__init__(daemon=True)
        self.control = control
        self.passed = 0
        self.passage = threading.Semaphore(0)

    def run(self):
        while self.control.may_continue():
            self.passed += 1
            if self.passed % 3 == 0:
                self.control.epoch_ended()
            self.passage.release()


@pytest.fixture
def held_loop():
    control = RunControl(paused=True)
    loop = Loop(control)
    loop.start()
    yield loop
    control.stop()
    loop.join(WAIT)
    assert not loop.is_alive()


def test_that_a_held_loop_does_not_pass(held_loop):
    assert not held_loop.passage.acquire(timeout=0.05)
    assert held_loop.control.is_held


def test_that_a_batch_step_lets_it_pass_exactly_once(held_loop):
    held_loop.control.step_batch()
    assert held_loop.passage.acquire(timeout=WAIT)
    assert not held_loop.passage.acquire(timeout=0.05)
    assert held_loop.passed == 1


def test_that_an_epoch_step_lets_it_run_to_the_end_of_the_epoch(held_loop):
    held_loop.control.step_epoch()
    for _ in range(3):
        assert held_loop.passage.acquire(timeout=WAIT)
    assert not held_loop.passage.acquire(timeout=0.05)
    assert held_loop.passed == 3


def test_that_resuming_lets_it_run(held_loop):
    held_loop.control.resume()
    for _ in range(100):
        assert held_loop.passage.acquire(timeout=WAIT)


def test_that_slow_motion_ends_at_once_when_the_speed_is_raised(held_loop, monkeypatch):
    monkeypatch.setattr("gui.lab.run_control.MAX_PERIOD", 100 * WAIT)
    held_loop.control.set_period(100 * WAIT)
    held_loop.control.resume()
    assert not held_loop.passage.acquire(timeout=0.05)
    held_loop.control.set_period(0.0)
    assert held_loop.passage.acquire(timeout=WAIT)


def test_that_stopping_wakes_a_held_loop(held_loop):
    held_loop.control.stop()
    held_loop.join(WAIT)
    assert not held_loop.is_alive()


def test_that_stopping_wakes_a_loop_in_slow_motion(held_loop, monkeypatch):
    monkeypatch.setattr("gui.lab.run_control.MAX_PERIOD", 100 * WAIT)
    held_loop.control.set_period(100 * WAIT)
    held_loop.control.resume()
    held_loop.control.stop()
    held_loop.join(WAIT)
    assert not held_loop.is_alive()


def test_that_a_stopped_control_never_lets_anyone_through_again():
    control = RunControl()
    control.stop()
    control.resume()
    assert not control.may_continue()


def test_that_a_running_loop_rests_once_when_it_gives_way_and_then_goes_on(monkeypatch):
    now, rests = [50.0], []

    def wait(seconds=None):
        rests.append(seconds)
        now[0] += seconds

    monkeypatch.setattr("gui.lab.run_control.time.monotonic", lambda: now[0])
    control = RunControl()
    monkeypatch.setattr(control._changed, "wait", wait)
    assert control.may_continue()
    assert rests == []
    control.yield_processor(0.2)
    assert control.may_continue()
    assert control.may_continue()
    assert rests == [pytest.approx(0.2)]


def test_that_stopping_does_not_wait_for_a_rest_to_end(held_loop):
    held_loop.control.yield_processor(100 * WAIT)
    held_loop.control.resume()
    assert not held_loop.passage.acquire(timeout=0.05)
    held_loop.control.stop()
    held_loop.join(WAIT)
    assert not held_loop.is_alive()


def test_that_a_pause_takes_back_what_was_allowed():
    control = RunControl()
    control.step_batch()
    control.step_batch()
    control.step_epoch()
    control.pause()
    assert control.is_held
