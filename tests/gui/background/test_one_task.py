"""One function, called once off the main thread, with progress and an end to it."""

import errno
import threading

import pytest
from PySide6.QtCore import QThread

from core.errors import Cancelled, LoadError
from gui.background.one_task import OneTask
from tests.support.window_driving import LONG


@pytest.fixture
def task(qtbot):
    task = OneTask("chore")
    task.received = []
    task.done.connect(lambda result: task.received.append(("done", result)))
    task.failed.connect(lambda text: task.received.append(("failed", text)))
    task.advanced.connect(lambda share, text: task.received.append((share, text)))
    yield task
    assert task.shut_down()


def is_running(task):
    return task.findChild(QThread, "chore").isRunning()


def idle(qtbot, task):
    qtbot.waitUntil(lambda: not task.is_busy, timeout=LONG)


def count(*, progress, cancelled):
    """Report on two halves."""
    progress(0.5, "half")
    progress(1.0, "all")
    return QThread.currentThread()


class Deaf:
    """Goes on until it is told to give up."""

    def __init__(self):
        self.has_begun = threading.Event()
        self.has_ended = threading.Event()

    def __call__(self, *, progress, cancelled):
        self.has_begun.set()
        while not cancelled():
            pass
        self.has_ended.set()
        raise Cancelled("told to")


def test_that_a_result_and_the_way_there_are_told_and_the_thread_ends(qtbot, task):
    was_running = []
    task.done.connect(lambda _result: was_running.append(is_running(task)))
    task.begin(count)
    assert task.is_busy
    idle(qtbot, task)
    thread = task.findChild(QThread, "chore")
    assert task.received == [(0.5, "half"), (1.0, "all"), ("done", thread)]
    assert thread is not QThread.currentThread()
    assert was_running == [False]


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (LoadError("x.csv: no rows"), "x.csv: no rows"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/far/away/x.csv"),
            "x.csv: cannot be read or written (No space left on device)",
        ),
        (ValueError("odd"), "ValueError: odd"),
        (Cancelled(""), ""),
    ],
)
def test_that_a_failure_is_a_sentence_and_the_thread_ends(qtbot, task, error, text):
    def fail(**_):
        raise error

    task.begin(fail)
    idle(qtbot, task)
    assert task.received == [("failed", text)]
    assert not is_running(task)


def test_that_a_newer_function_takes_the_place_of_one_that_is_told_to_give_up(qtbot, task):
    deaf = Deaf()
    task.begin(deaf)
    assert deaf.has_begun.wait(LONG / 1000)
    task.begin(lambda **_: 2)
    idle(qtbot, task)
    assert deaf.has_ended.is_set()
    assert task.received == [("done", 2)]


def test_that_nothing_is_heard_of_what_was_given_up_and_the_thread_ends(qtbot, task):
    deaf = Deaf()
    task.begin(deaf)
    assert deaf.has_begun.wait(LONG / 1000)
    task.give_up()
    assert not task.is_busy
    qtbot.waitUntil(lambda: not is_running(task), timeout=LONG)
    assert task.received == []


def test_that_it_shuts_down_while_busy_and_begins_nothing_more(qtbot, task):
    deaf = Deaf()
    task.begin(deaf)
    assert deaf.has_begun.wait(LONG / 1000)
    assert task.shut_down()
    assert not is_running(task)
    task.begin(count)
    assert not task.is_busy
    assert task.received == []


def test_that_what_is_done_with_a_result_may_begin_the_next_function(qtbot, task):
    def begin_another(result):
        if result < 3:
            task.begin(lambda **_: result + 1)

    task.done.connect(begin_another)
    task.begin(lambda **_: 1)
    qtbot.waitUntil(lambda: len(task.received) == 3, timeout=LONG)
    assert task.received == [("done", 1), ("done", 2), ("done", 3)]
