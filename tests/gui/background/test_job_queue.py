"""Functions that are called one after the other off the main thread."""

import threading

import pytest

from core.errors import LoadError
from gui.background.job_queue import JobQueue
from tests.support.window_driving import LONG


@pytest.fixture
def queue(qtbot):
    queue = JobQueue("chores")
    yield queue
    assert queue.shut_down()


def idle(qtbot, queue):
    qtbot.waitUntil(lambda: not queue.is_busy, timeout=LONG)


def test_that_all_jobs_are_done_in_their_order_and_one_failing_stops_none(qtbot, queue):
    called, received = [], []

    def job(number):
        def call(**_):
            called.append(number)
            if number == 1:
                raise LoadError("one is bad")
            return number

        return call

    for number in range(4):
        queue.add(job(number), received.append, received.append)
    assert queue.is_busy
    idle(qtbot, queue)
    assert called == [0, 1, 2, 3]
    assert received == [0, "one is bad", 2, 3]


def test_that_the_end_of_every_job_ends_its_progress(qtbot, queue):
    reported = []
    queue.advanced.connect(lambda share, text: reported.append((share, text)))
    queue.add(lambda progress, **_: progress(0.5, "half"))
    queue.add(lambda **_: None)
    idle(qtbot, queue)
    assert reported == [(0.5, "half"), (1.0, ""), (1.0, "")]


def test_that_a_job_may_add_another_when_it_is_done(qtbot, queue):
    received = []
    queue.add(lambda **_: 1, lambda _: queue.add(lambda **_: 2, received.append))
    qtbot.waitUntil(lambda: received == [2], timeout=LONG)


def test_that_shutting_down_ends_the_job_and_forgets_the_rest(qtbot, queue):
    has_begun, called, received = threading.Event(), [], []

    def wait(*, progress, cancelled):
        has_begun.set()
        while not cancelled():
            pass

    queue.add(wait, received.append, received.append)
    queue.add(lambda **_: called.append(2), received.append, received.append)
    assert has_begun.wait(LONG / 1000)
    assert queue.shut_down()
    queue.add(lambda **_: called.append(3), received.append, received.append)
    assert not queue.is_busy
    qtbot.wait(0)
    assert (called, received) == ([], [])
