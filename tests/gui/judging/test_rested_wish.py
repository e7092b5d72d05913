"""Slow questions: when they are asked, what is shown meanwhile, and what is kept."""

import threading
from dataclasses import dataclass

import pytest

from core.errors import LoadError
from gui.judging.rested_wish import MOST_KEPT, News, RestedWish

WAIT = 60_000


@dataclass(frozen=True, eq=False)
class Question:
    """What the answer of a step is, twice as large."""

    step: int
    source: object = "data"
    is_live: bool = False
    subject: str = "run"

    @property
    def key(self):
        return self.step, self.subject, self.source


class Doubler:
    """Answers on the thread, when it may."""

    def __init__(self):
        self.asked, self.may, self.hands_over = [], threading.Event(), False
        self.may.set()

    def __call__(self, question, attempt):
        self.asked.append(question.step)
        if self.hands_over:
            attempt.advance(News(0.5, question.step + 0.5))
        while not self.may.wait(0.01):
            attempt.check()
        if question.step < 0:
            raise LoadError("no such step")
        return 2 * question.step


@pytest.fixture
def doubler():
    return Doubler()


@pytest.fixture
def wish(qtbot, doubler):
    wish = RestedWish(doubler, name="doubling")
    yield wish
    doubler.may.set()
    assert wish.shut_down()


def settle(qtbot, wish, step):
    wish.follow(Question(step))
    qtbot.waitUntil(lambda: wish.is_complete, timeout=WAIT)


def test_that_answers_are_kept_by_step_and_asked_once(qtbot, wish, doubler):
    for step in (1, 2):
        settle(qtbot, wish, step)
        assert (wish.answer, wish.is_current) == (2 * step, True)
    wish.follow(Question(1))
    assert (wish.answer, wish.is_current, wish.is_resting) == (2, True, False)
    assert doubler.asked == [1, 2]
    for step in range(3, 3 + MOST_KEPT):
        wish.follow(Question(step))
        wish.ask()
        qtbot.waitUntil(lambda: wish.is_complete, timeout=WAIT)
    wish.follow(Question(2))
    assert not wish.is_complete  # too long ago
    wish.follow(Question(1, source="other data"))
    assert not wish.is_complete
    wish.follow(Question(10))
    assert not wish.is_complete  # with the other data they were forgotten


def test_that_the_answer_before_stays_until_the_new_one_is_there(qtbot, wish, doubler):
    settle(qtbot, wish, 1)
    doubler.may.clear()
    wish.follow(Question(2))
    assert wish.is_resting
    assert (wish.answer, wish.is_current, wish.may_ask) == (2, False, True)
    qtbot.waitUntil(lambda: doubler.asked == [1, 2], timeout=WAIT)
    assert wish.is_busy
    assert wish.answer == 2
    wish.follow(Question(2))
    assert not wish.is_resting  # it is under way
    doubler.may.set()
    qtbot.waitUntil(lambda: wish.answer == 4, timeout=WAIT)
    assert not wish.is_busy


def test_that_an_answer_that_comes_late_does_not_cover_the_wanted_one(qtbot, wish, doubler):
    settle(qtbot, wish, 1)
    doubler.may.clear()
    wish.follow(Question(2))
    wish.ask()
    wish.follow(Question(1))
    doubler.may.set()
    qtbot.waitUntil(lambda: not wish.is_under_way, timeout=WAIT)
    assert (wish.answer, wish.is_current) == (2, True)
    wish.follow(Question(2))
    assert (wish.answer, doubler.asked) == (4, [1, 2])


def test_that_steps_that_pass_by_are_not_asked(qtbot, wish, doubler):
    for step in range(30):
        wish.follow(Question(step))
    qtbot.waitUntil(lambda: wish.is_complete, timeout=WAIT)
    assert doubler.asked == [29]


def test_that_part_of_an_answer_is_shown_and_not_kept(qtbot, wish, doubler):
    doubler.hands_over = True
    doubler.may.clear()
    wish.follow(Question(3))
    wish.ask()
    qtbot.waitUntil(lambda: wish.answer == 3.5, timeout=WAIT)
    assert wish.is_current
    assert not wish.is_complete
    assert (wish.is_busy, wish.is_under_way) == (False, True)
    assert wish.pause()
    wish.follow(Question(3))
    assert wish.is_resting  # the rest is wanted all the same
    doubler.may.set()
    qtbot.waitUntil(lambda: wish.answer == 6, timeout=WAIT)


def test_that_what_was_cancelled_or_failed_is_asked_again_only_by_hand(qtbot, wish, doubler):
    doubler.may.clear()
    wish.follow(Question(4))
    wish.ask()
    wish.cancel()
    assert wish.is_given_up
    assert not wish.is_under_way
    wish.follow(Question(4))
    assert not wish.is_resting
    doubler.may.set()
    wish.ask()
    qtbot.waitUntil(lambda: wish.answer == 8, timeout=WAIT)
    assert not wish.is_given_up
    wish.follow(Question(-1))
    wish.ask()
    qtbot.waitUntil(lambda: bool(wish.failure), timeout=WAIT)
    assert "no such step" in wish.failure
    wish.follow(Question(-1))
    assert not wish.is_resting
    wish.follow(Question(4))
    assert wish.failure == ""
    wish.follow(None)
    assert not wish.may_ask


def test_that_a_question_may_wait_until_it_is_asked_for(wish):
    wish.follow(Question(5), at_rest=False)
    assert not wish.is_resting
    assert wish.may_ask
