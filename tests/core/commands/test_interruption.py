"""Signals to a process that has done what it was asked for."""

import signal

import pytest

from core.commands.interruption import NAMES, Interruption


@pytest.fixture
def kinds():
    """Every kind of signal that is listened to, with its usual effect.

    A shell may have a job in the background ignore some.
    """
    kinds = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    before = {kind: signal.signal(kind, signal.SIG_DFL) for kind in kinds}
    yield kinds
    for kind, handler in before.items():
        signal.signal(kind, handler)


def test_that_signals_are_ignored_once_all_is_done_and_said(kinds):
    before = {kind: signal.getsignal(kind) for kind in kinds}
    with Interruption() as listening:
        assert all(signal.getsignal(kind) == listening._on_signal for kind in kinds)
        listening.be_done()
        # as it ends, the interpreter gives all others their usual effect back: they would kill
        assert all(signal.getsignal(kind) is signal.SIG_IGN for kind in kinds)
    assert {kind: signal.getsignal(kind) for kind in kinds} == before
