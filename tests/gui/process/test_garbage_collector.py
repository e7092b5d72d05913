"""Cyclic garbage is collected on the main thread, as it may hold objects of Qt."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from gui.app import build_application
from gui.background.newest_wish import NewestWish
from gui.process import garbage_collector
from gui.process.garbage_collector import GarbageCollector


class Ring:
    """Holds itself, and an object of Qt."""

    def __init__(self) -> None:
        self.self = self
        self.part = QObject()


@pytest.fixture
def collected_by():
    """The threads on which garbage is collected."""
    threads = set()

    def on_collection(_phase, _info):
        threads.add(threading.get_ident())

    gc.callbacks.append(on_collection)
    yield threads
    gc.callbacks.remove(on_collection)


@pytest.fixture
def busy(qtbot):
    """Return a function that has a thread of the background make thousands of rings."""
    wish = NewestWish(lambda count, _: [[[]] for _ in range(count)], name="busy")

    def make(count):
        with qtbot.waitSignal(wish.answered):
            wish.ask(count)

    yield make
    assert wish.shut_down()


def test_that_no_thread_collects_once_the_application_is_built(qtbot, busy, collected_by):
    gc.enable()  # as it is when a program begins
    build_application([])
    busy(20_000)
    assert collected_by <= {threading.get_ident()}


def test_that_python_by_itself_would_collect_on_any_thread(qtbot, busy, collected_by):
    gc.enable()
    busy(20_000)
    assert collected_by - {threading.get_ident()}


def test_that_garbage_is_collected_on_this_thread_before_long(qtbot, monkeypatch):
    monkeypatch.setattr(garbage_collector, "GARBAGE_MS", 1)
    collector = GarbageCollector(QApplication.instance())
    collector.begin()
    ring = Ring()
    destroyed_on = []
    is_gone = weakref.ref(ring, lambda _: destroyed_on.append(threading.get_ident()))
    del ring
    qtbot.waitUntil(lambda: is_gone() is None)
    assert destroyed_on == [threading.get_ident()]
    collector.shut_down()
    collector.deleteLater()


def test_that_it_waits_for_a_hand_that_drags_but_not_for_ever(qtbot, monkeypatch):
    asked, collected = [], []

    class Hand:
        is_down = True

        @classmethod
        def mouseButtons(cls):  # noqa: N802
            asked.append(cls.is_down)
            return Qt.MouseButton.LeftButton if cls.is_down else Qt.MouseButton.NoButton

    for name, value in (("GARBAGE_MS", 1), ("LATER_MS", 1), ("QGuiApplication", Hand)):
        monkeypatch.setattr(garbage_collector, name, value)
    monkeypatch.setattr(garbage_collector.gc, "collect", lambda: collected.append(len(asked)))
    collector = GarbageCollector(QApplication.instance())
    collector.begin()
    qtbot.waitUntil(lambda: len(collected) == 2)
    most = garbage_collector.MOST_PUT_OFF
    assert collected == [most, 2 * most]
    Hand.is_down, before = False, len(asked)
    qtbot.waitUntil(lambda: len(asked) >= before + 3)
    assert collected[2:5] == [before + 1, before + 2, before + 3]
    collector.shut_down()
    collector.deleteLater()


def test_that_there_is_one_collector_however_many_windows_there_are(qtbot):
    first, second = build_application([]), build_application([])
    assert GarbageCollector.of(first) is GarbageCollector.of(second)
    assert len(first.findChildren(GarbageCollector)) == 1


def test_that_python_collects_by_itself_again_after_the_end(qtbot):
    collector = GarbageCollector.of(build_application([]))
    assert not gc.isenabled()
    collector.shut_down()
    assert gc.isenabled()
