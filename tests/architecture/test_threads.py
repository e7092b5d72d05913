"""The window's threads are made in one room, and every wait for them has a limit."""

import ast
import re

import pytest

from tests.architecture.one_reading import findings, read, search

#: Make threads: who answers off the main thread, and who trains.
THREAD_MAKERS = {"gui/background/newest_wish.py", "gui/lab/training_controller.py"}
THREADS = {"QThread", "QThreadPool", "QRunnable", "Thread", "Timer", "ThreadPoolExecutor"}
NAMED = re.compile(rf"\b({'|'.join(THREADS)})\b")
#: Waits until it may go on, on the thread that trains: holding it is what it is for.
MAY_WAIT = {"gui/lab/run_control.py"}


def name_of(called):
    """Return the last name of what is called, subscripted or not."""
    if isinstance(called, ast.Subscript):
        return name_of(called.value)
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def names_in(called):
    """Return all names that something called is reached by."""
    return {name_of(node) for node in ast.walk(called)}


def is_unlimited(call):
    """Return whether a call waits for another thread, however long that takes."""
    if not isinstance(call.func, ast.Attribute):
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    limits = [one for one in given if not (isinstance(one, ast.Constant) and one.value is None)]
    fewest = {"wait": 1, "join": 1, "wait_for": 2, "waitForDone": 1}
    return len(limits) < fewest.get(call.func.attr, 0)


@search
def unlimited_waits(source):
    return [call.lineno for call in source.of(ast.Call) if is_unlimited(call)]


@search
def threads_made(source):
    """Return the lines that make a thread, or derive a class from one."""
    if not NAMED.search(source.text):
        return []  # most files
    made = [call.lineno for call in source.of(ast.Call) if THREADS & names_in(call.func)]
    derived = [
        node.lineno
        for node in source.of(ast.ClassDef)
        if THREADS & {name_of(base) for base in node.bases}
    ]
    return sorted({*made, *derived})


def in_gui(function):
    return {name for name in findings(function) if name.startswith("gui/")}


def test_that_nobody_waits_for_a_thread_without_a_limit():
    assert in_gui(unlimited_waits) == MAY_WAIT


def test_that_threads_are_made_where_they_are_ended():
    assert in_gui(threads_made) == THREAD_MAKERS


@pytest.mark.parametrize(
    "line",
    [
        "thread.wait()",
        "self._thread.wait()",
        "event.wait(timeout=None)",
        "condition.wait_for(lambda: done)",
        "condition.wait_for(lambda: done, None)",
        "worker.join()",
        "pool.waitForDone()",
    ],
)
def test_that_a_wait_without_a_limit_is_seen(line):
    assert unlimited_waits(read(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "thread.wait(20)",
        "event.wait(timeout=limit)",
        "condition.wait_for(lambda: done, timeout=left)",
        "', '.join(words)",
        "wait()",
    ],
)
def test_that_a_wait_with_a_limit_is_none_of_them(line):
    assert unlimited_waits(read(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "QThread(self)",
        "QtCore.QThread()",
        "threading.Thread(target=work)",
        "threading.Timer(1, work)",
        "ThreadPoolExecutor(2)",
        "QThreadPool.globalInstance().start(work)",
        "class Worker(QThread): pass",
    ],
)
def test_that_a_thread_is_seen_however_it_is_made(line):
    assert threads_made(read(line)) == [1]
