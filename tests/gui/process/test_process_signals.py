"""What the system tells the program: to end, or that its display is gone."""

import os
import signal
import sys

import pytest
from PySide6.QtCore import QtMsgType

from gui.process import display_loss
from gui.process.display_loss import DISPLAY_LOST, DisplayLoss
from gui.process.process_signals import ProcessSignals
from tests.support.window_driving import LONG

HERE = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]
NUMBERS = [getattr(signal, name) for name in HERE]


@pytest.fixture
def all_are_taken():
    """Let no signal be ignored: some are where tests run in the background of a shell."""
    before = {kind: signal.signal(kind, lambda *_: None) for kind in NUMBERS}
    yield
    for kind, handler in before.items():
        signal.signal(kind, handler)


@pytest.fixture
def signals(qapp, all_are_taken):
    before = {name: signal.getsignal(getattr(signal, name)) for name in HERE}
    signals = ProcessSignals()
    signals.came = []
    signals.end_wanted.connect(lambda: signals.came.append(1))
    yield signals
    signals.shut_down()
    assert {name: signal.getsignal(getattr(signal, name)) for name in HERE} == before


@pytest.mark.parametrize("name", HERE)
def test_that_each_signal_asks_the_window_to_end(qtbot, signals, name):
    assert not signals.has_come
    os.kill(os.getpid(), getattr(signal, name))
    qtbot.waitUntil(lambda: bool(signals.came), timeout=LONG)
    assert signals.has_come


def test_that_another_signal_ends_nothing(qtbot, signals):
    heard = []
    before = signal.signal(signal.SIGUSR1, lambda *_: heard.append(1))
    os.kill(os.getpid(), signal.SIGUSR1)
    qtbot.waitUntil(lambda: bool(heard), timeout=LONG)
    qtbot.wait(1)
    signal.signal(signal.SIGUSR1, before)
    assert not signals.has_come
    assert signals.came == []


def test_that_a_signal_that_was_ignored_stays_ignored(qapp):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        signals = ProcessSignals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        signals.shut_down()
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.fixture
def loss(monkeypatch):
    """Return what was done in order, and a function that says something as Qt does."""
    done = []
    monkeypatch.setattr(display_loss.os, "_exit", lambda code: done.append(("exit", code)))
    watcher = DisplayLoss(lambda: done.append("saved"), is_offscreen=True)

    def say(text, kind=QtMsgType.QtWarningMsg):
        watcher._on_message(kind, None, text)

    return done, say


@pytest.mark.parametrize(
    "words",
    [
        "The X11 connection broke (error 1). Did the X11 server die?",
        "The Wayland connection experienced a fatal error: Broken pipe",
        "Lost connection to Wayland compositor.",
    ],
)
def test_that_a_run_is_saved_before_the_process_goes_with_its_display(loss, capsys, words):
    done, say = loss
    say(words)
    say(words)
    assert done == ["saved", ("exit", DISPLAY_LOST)]
    assert capsys.readouterr().err == f"{words}\n{words}\n"


def test_that_a_fatal_message_saves_and_others_do_not(loss, capsys):
    done, say = loss
    say("something is odd")
    say("This plugin does not support propagateSizeHints()")
    assert done == []
    assert capsys.readouterr().err == "something is odd\n"
    say("cannot go on", QtMsgType.QtFatalMsg)
    assert done == ["saved", ("exit", DISPLAY_LOST)]


def test_that_the_process_goes_even_if_saving_fails(monkeypatch):
    done = []
    monkeypatch.setattr(display_loss.os, "_exit", done.append)
    monkeypatch.setattr(sys, "stderr", None)

    def save():
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        DisplayLoss(save)._on_message(QtMsgType.QtFatalMsg, None, "end")
    assert done == [DISPLAY_LOST]
