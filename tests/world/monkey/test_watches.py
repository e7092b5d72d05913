"""What watches the monkey sees what it is there to see."""

import logging
import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer, qWarning
from PySide6.QtWidgets import QWidget

from tests.world.monkey import stall_watch
from tests.world.monkey.fault_watch import FaultWatch
from tests.world.monkey.resources import held_now
from tests.world.monkey.stall_watch import StallWatch

#: A program whose threads begin and end all the time, and that is looked at all the time.
RESTLESS = """
from PySide6.QtCore import QCoreApplication, QElapsedTimer
from gui.background.newest_wish import NewestWish
from tests.world.monkey import stall_watch

application, clock = QCoreApplication([]), QElapsedTimer()
stall_watch.LOOK = 0.0005
watch = stall_watch.StallWatch(0.0)
watch.begin()
wishes = [NewestWish(lambda count, _: sum(range(count)), name=str(n)) for n in range(4)]
clock.start()
while clock.elapsed() < 8_000:
    for wish in wishes:
        wish.ask(200)
    application.processEvents()
    for wish in wishes:
        wish.rest()
watch.end()
"""


@pytest.fixture
def watch(qtbot):
    """A watch that allows a fiftieth of a second."""
    watch = StallWatch(0.02)
    watch.begin()
    yield watch
    watch.end()


@pytest.fixture
def faults(qtbot):
    faults = FaultWatch()
    faults.begin()
    yield faults
    faults.end()


def run_for_a_moment(function):
    """Call `function` in a turn of its own of the event loop."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop, function)
    QTimer.singleShot(10, loop, loop.quit)
    loop.exec()


def take_time():
    began = time.thread_time()
    while time.thread_time() - began < 0.4:
        sum(range(1000))


def test_that_a_turn_that_takes_long_is_seen_and_where_it_was(watch):
    run_for_a_moment(take_time)
    assert max(stall.seconds for stall in watch.stalls) >= 0.4
    assert any("take_time" in stall.where for stall in watch.stalls)


def test_that_a_turn_that_only_waits_is_no_stall(watch):
    run_for_a_moment(lambda: threading.Event().wait(0.2))
    assert not any("in wait" in stall.where for stall in watch.stalls)


@pytest.mark.parametrize("others", [0, 3])
def test_that_a_machine_that_is_never_idle_is_taken_for_a_slow_one(qtbot, monkeypatch, others):
    monkeypatch.setattr(stall_watch, "runnable", lambda: 1 + others)
    monkeypatch.setattr(stall_watch, "_pulse", lambda: 0.001)
    watch = StallWatch(0.3)
    watch.begin()
    try:
        run_for_a_moment(take_time)  # longer than allowed, and less than twice as long
    finally:
        watch.end()
    assert len(watch.stalls) == (not others)


def test_that_this_thread_counts_among_those_that_run():
    assert stall_watch.runnable() >= 1


def test_that_exceptions_failures_and_what_qt_says_are_faults(faults, qtbot):
    QTimer.singleShot(0, lambda: 1 / 0)
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    logging.getLogger("a.room").warning("too many %s", "things")
    qWarning("this is no good")
    qtbot.wait(1)
    found = "\n".join(faults.take())
    for said in ("ZeroDivisionError", "IndexError", "too many things", "this is no good"):
        assert said in found
    assert faults.take() == []


def test_that_a_widget_a_thread_and_a_file_left_behind_are_counted(qtbot, tmp_path):
    before = held_now()
    widget, over = QWidget(), threading.Event()
    qtbot.addWidget(widget)
    thread = threading.Thread(target=over.wait)
    thread.start()
    with (tmp_path / "left behind").open("w"):
        after = held_now()
    over.set()
    thread.join()
    told = after.grown_from(before)
    assert after.threads == before.threads + 1
    assert "left behind" in told
    assert "('QWidget', 1)" in told


@pytest.mark.slow
@pytest.mark.alone
def test_that_looking_does_no_harm_to_threads_that_begin_and_end():
    subprocess.run([sys.executable, "-c", RESTLESS], check=True, timeout=100)
