"""Exceptions that nobody caught are told once in the window, wherever they came from."""

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication

from gui.process.failure_hooks import FailureHooks
from gui.window.notice_bar import NoticeBar


@pytest.fixture
def hooks(qtbot):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    hooks = FailureHooks()
    hooks.watch()
    yield hooks
    hooks.shut_down()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def fail_in_thread():
    def fail():
        raise ValueError("the reason")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def fail_while_deleted():
    class Awkward:
        def __del__(self):
            raise ValueError("the reason")

    Awkward()
    gc.collect()


def fail_in_slot():
    try:
        raise ValueError("the reason")
    except ValueError:
        sys.excepthook(*sys.exc_info())


@pytest.mark.parametrize("fail", [fail_in_slot, fail_in_thread, fail_while_deleted])
def test_that_a_failure_is_told_once_on_the_main_thread_and_logged_each_time(
    qtbot, hooks, caplog, fail
):
    told, bar = [], NoticeBar()
    qtbot.addWidget(bar)
    hooks.failed.connect(told.append)
    hooks.failed.connect(bar.show_error)
    fail()
    fail()
    assert told == []  # nothing is shown from wherever it happened
    qtbot.waitUntil(lambda: bool(told))
    QCoreApplication.processEvents()
    assert len(told) == 1
    assert "the reason" in bar.text
    assert len([record for record in caplog.records if record.exc_info]) == 2


def test_that_a_long_message_is_cut(qtbot, hooks):
    with qtbot.waitSignal(hooks.failed) as told:
        sys.excepthook(ValueError, ValueError("x" * 10_000), None)
    assert len(told.args[0]) <= 300
