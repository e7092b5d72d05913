"""Somebody who asks a `NewestWish`, and decides when it is answered."""

import threading

from PySide6.QtCore import QThread

from core.errors import Cancelled
from gui.background.newest_wish import NewestWish
from tests.support.window_driving import LONG


class Person:
    """Asks, and answers by hand: an answer is under way until it is let go."""

    def __init__(self, **options):
        self.begun, self.given_up, self.threads = [], [], set()
        self.received, self.news, self.failures = [], [], []
        self.is_let_go = threading.Event()
        self.has_begun = threading.Event()
        self.wish = NewestWish(self.answer, name="oracle", **options)
        self.wish.answered.connect(lambda *answer: self.received.append(answer))
        self.wish.failed.connect(lambda *failure: self.failures.append(failure))
        self.wish.advanced.connect(lambda *news: self.news.append(news))

    def answer(self, wish, attempt):
        self.begun.append(wish)
        self.threads.add(QThread.currentThread())
        self.has_begun.set()
        assert self.is_let_go.wait(LONG / 1000)
        if attempt.cancelled():
            self.given_up.append(wish)
            raise Cancelled("not wanted")
        return f"answer to {wish}"

    def begin(self, wish):
        """Ask, and return when the answer is under way."""
        self.has_begun.clear()
        self.wish.ask(wish)
        assert self.has_begun.wait(LONG / 1000)


def thread_of(person):
    """Return the thread the answers are made on."""
    return person.wish.findChild(QThread, "oracle")
