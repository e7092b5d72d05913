"""PySide6 6.12.0 on Python 3.11 loses references to None and True: such a build aborts."""

import sys

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    sent = Signal(object)


def test_that_emitting_does_not_eat_references_to_none_and_true():
    sender = Sender()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(5000):
        sender.sent.emit(None)
        sender.blockSignals(False)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert min(now - then for now, then in zip(after, before, strict=True)) > -100
