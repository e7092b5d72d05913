"""Waits as long as a busy machine needs."""

from functools import partialmethod

from pytestqt.qtbot import QtBot

from tests.support.window_driving import LONG


class PatientBot(QtBot):
    """A bot whose waits end when something has come, not when somebody lost patience."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=LONG)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=LONG)  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=LONG)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=LONG)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=LONG)  # noqa: N815
    waitCallback = partialmethod(QtBot.waitCallback, timeout=LONG)  # noqa: N815
