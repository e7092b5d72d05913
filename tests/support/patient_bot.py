"""Waits as long as a busy machine needs."""

from functools import partialmethod

from pytestqt.qtbot import QtBot

from tests.support.window_driving import LONG


class PatientBot(QtBot):
    """A bot whose waits end when something has come, not when somebody lost patience."""

    def waitUntil(self, callback, *, timeout=LONG):  # noqa: N802
        """Wait until a function raises no more, or an expression is true: None is not."""
        if getattr(callback, "__name__", "") == "<lambda>":
            super().waitUntil(lambda: bool(callback()), timeout=timeout)
        else:
            super().waitUntil(callback, timeout=timeout)

    waitSignal = partialmethod(QtBot.waitSignal, timeout=LONG)  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=LONG)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=LONG)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=LONG)  # noqa: N815
    waitCallback = partialmethod(QtBot.waitCallback, timeout=LONG)  # noqa: N815
