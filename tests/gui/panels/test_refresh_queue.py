"""Panels that redraw one after the other."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from gui.panels.refresh_queue import RefreshQueue


class RecordingPanel:
    def __init__(self, name, log, *, is_seen=True):
        self.name = name
        self.log = log
        self.is_seen = is_seen

    def refresh_if_seen(self):
        self.log.append(self.name)
        return self.is_seen


def test_that_every_panel_gets_one_turn_in_the_order_of_asking(qtbot):
    log = []
    queue = RefreshQueue()
    first, second = RecordingPanel("first", log), RecordingPanel("second", log)
    for panel in (first, second, first):
        queue.add(panel)
    assert log == []
    qtbot.waitUntil(lambda: queue.is_empty)
    QTest.qWait(20)
    assert log == ["first", "second"]


def test_that_a_panel_nobody_sees_leaves_its_turn_to_the_next(qtbot):
    log = []
    queue = RefreshQueue()
    queue.add(RecordingPanel("hidden", log, is_seen=False))
    queue.add(RecordingPanel("seen", log))
    queue.add(RecordingPanel("waiting", log))
    queue._take_turn()
    assert log == ["hidden", "seen"]
    qtbot.waitUntil(lambda: queue.is_empty)


def test_that_only_urgent_panels_go_on_while_the_others_are_held(qtbot):
    log, held = [], [True]
    queue = RefreshQueue(is_held=lambda: held[0])
    waiting, urgent = RecordingPanel("waiting", log), RecordingPanel("urgent", log)
    queue.make_urgent(urgent)
    for panel in (waiting, urgent):
        queue.add(panel)
    qtbot.waitUntil(lambda: log == ["urgent"])
    queue.add(urgent)
    qtbot.waitUntil(lambda: log == ["urgent", "urgent"])
    QTest.qWait(20)
    assert log == ["urgent", "urgent"]
    assert not queue.is_empty
    held[0] = False
    queue.go_on()
    qtbot.waitUntil(lambda: queue.is_empty)
    assert log == ["urgent", "urgent", "waiting"]


def test_that_the_user_is_heard_between_two_panels(qtbot):
    log = []
    queue = RefreshQueue()
    for name in ("first", "second", "third"):
        queue.add(RecordingPanel(name, log))
    seen = set()
    person = QTimer(interval=0)
    person.timeout.connect(lambda: seen.add(len(log)))
    person.start()
    qtbot.waitUntil(lambda: queue.is_empty)
    person.stop()
    assert len(seen) >= 2


def test_that_a_panel_that_asks_again_during_its_turn_gets_another(qtbot):
    log = []
    queue = RefreshQueue()
    panel = RecordingPanel("again", log)
    queue.add(panel)
    qtbot.waitUntil(lambda: len(log) == 1)
    queue.add(panel)
    qtbot.waitUntil(lambda: len(log) == 2)


class FailingPanel:
    def refresh_if_seen(self):
        raise ValueError("no picture")


def test_that_a_panel_that_fails_keeps_no_other_one_waiting(qtbot):
    log = []
    queue = RefreshQueue()
    queue.add(FailingPanel())
    second = RecordingPanel("second", log)
    queue.add(second)
    with pytest.raises(ValueError, match="no picture"):
        queue._take_turn()
    qtbot.waitUntil(lambda: queue.is_empty)
    assert log == ["second"]
