"""The end of a thread is waited for, with a limit."""

import logging
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gui.background import thread_end
from tests.support.window_driving import LONG
from tests.support.wish_person import thread_of

ROOT = Path(__file__).parents[3]


def test_that_it_shuts_down_in_the_middle_of_an_answer_and_says_nothing_more(qtbot, meet):
    person = meet(is_outdated=lambda _under_way, _newest: False)

    def answer(wish, attempt):
        person.has_begun.set()
        while not attempt.cancelled():
            pass
        return wish  # it could not stop any more

    person.wish._worker._answer = answer
    person.begin("a")
    assert person.wish.shut_down()
    assert not thread_of(person).isRunning()
    person.wish.ask("b")
    QCoreApplication.processEvents()
    assert not thread_of(person).isRunning()
    assert (person.received, person.failures) == ([], [])
    assert person.wish.shut_down()


def test_that_waiting_for_a_thread_has_a_limit_that_is_logged(qtbot, meet, monkeypatch, caplog):
    monkeypatch.setattr(thread_end, "STOP_TIMEOUT_MS", 20)
    person = meet()
    person.begin("deaf")
    thread = thread_of(person)
    with caplog.at_level(logging.ERROR):
        assert not person.wish.shut_down()
    assert "'oracle' did not end within 20 ms" in caplog.text
    assert thread.isRunning()
    assert thread.parent() is None  # it is not destroyed with a parent
    person.wish.ask("b")
    person.is_let_go.set()
    qtbot.waitUntil(thread.isFinished, timeout=LONG)
    QCoreApplication.processEvents()
    assert person.begun == ["deaf"]
    assert person.received == []


DEAF_PROGRAM = """
import threading
from PySide6.QtCore import QCoreApplication
from gui.background import thread_end
from gui.background.newest_wish import NewestWish

application = QCoreApplication([])
thread_end.STOP_TIMEOUT_MS = 20
has_begun = threading.Event()


def answer(wish, attempt):
    has_begun.set()
    threading.Event().wait(60)


wish = NewestWish(answer, name="deaf")
wish.ask(1)
assert has_begun.wait(20)
assert not wish.shut_down()
print("the last line")
"""


def test_that_a_program_ends_in_order_although_a_thread_does_not():
    command = [sys.executable, "-c", DEAF_PROGRAM]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert ended.stdout == "the last line\n"
    assert ended.returncode == thread_end.LEFT_RUNNING
    assert "Destroyed" not in ended.stderr
