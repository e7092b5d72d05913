"""Questions answered off the main thread: the newest wins, and late answers are dropped."""

import threading

from PySide6.QtCore import QThread

from core.errors import Cancelled, LoadError
from tests.support.window_driving import LONG
from tests.support.wish_person import thread_of


def idle(qtbot, person):
    qtbot.waitUntil(lambda: not person.wish.is_busy, timeout=LONG)


def test_that_an_answer_is_made_on_another_thread_and_heard_on_the_asking_one(qtbot, meet):
    person = meet()
    here = []
    person.wish.answered.connect(lambda *_: here.append(QThread.currentThread()))
    assert not thread_of(person).isRunning()
    person.is_let_go.set()
    person.wish.ask("a")
    assert person.wish.is_busy
    idle(qtbot, person)
    assert person.received == [("a", "answer to a")]
    assert here == [QThread.currentThread()]
    assert person.threads == {thread_of(person)}


def test_that_the_newest_wish_replaces_all_that_were_not_begun(qtbot, meet):
    person = meet()
    person.begin(1)
    for wish in (2, 3, 4):
        person.wish.ask(wish)
    person.is_let_go.set()
    idle(qtbot, person)
    assert person.begun == [1, 4]
    assert person.given_up == [1]
    assert person.received == [(4, "answer to 4")]
    assert person.failures == []


def test_that_an_answer_on_its_way_is_dropped_if_something_newer_was_asked(qtbot, meet):
    person = meet()
    made = threading.Event()
    person.wish._worker.answered.connect(made.set)  # on the worker's thread
    person.is_let_go.set()
    person.wish.ask("old")
    assert made.wait(LONG / 1000)  # nothing was delivered meanwhile
    person.wish.ask("new")
    idle(qtbot, person)
    assert person.begun == ["old", "new"]
    assert person.received == [("new", "answer to new")]


def test_that_an_answer_that_is_still_of_use_is_heard_besides_the_newer_one(qtbot, meet):
    person = meet(is_outdated=lambda under_way, newest: under_way[0] != newest[0])
    person.begin("a1")
    person.wish.ask("a2")
    person.is_let_go.set()
    idle(qtbot, person)
    assert [wish for wish, _ in person.received] == ["a1", "a2"]
    person.received.clear()
    person.is_let_go.clear()
    person.begin("a3")
    person.wish.ask("b1")
    person.is_let_go.set()
    idle(qtbot, person)
    assert [wish for wish, _ in person.received] == ["b1"]


def test_that_whoever_returns_to_the_wish_under_way_gets_its_answer_too(qtbot, meet):
    person = meet(is_outdated=lambda under_way, newest: under_way[0] != newest[0])
    person.begin("a1")
    person.wish.ask("b1")
    person.wish.ask("a2")
    person.is_let_go.set()
    idle(qtbot, person)
    assert [wish for wish, _ in person.received] == ["a1", "a2"]


def test_that_a_failure_is_said_once_and_the_next_wish_is_answered(qtbot, meet):
    person = meet()

    def answer(wish, _attempt):
        if wish == "bad":
            raise LoadError("no such thing")
        return wish

    person.wish._worker._answer = answer
    person.wish.ask("bad")
    idle(qtbot, person)
    assert person.failures == [("bad", "no such thing")]
    person.wish.ask("good")
    idle(qtbot, person)
    assert person.received == [("good", "good")]
    assert len(person.failures) == 1


def test_that_a_mistake_of_ours_is_logged_and_told_by_its_name(qtbot, meet, caplog):
    person = meet()

    def answer(_wish, _attempt):
        raise ZeroDivisionError("by nothing" * 100)

    person.wish._worker._answer = answer
    person.wish.ask("x")
    idle(qtbot, person)
    ((_, text),) = person.failures
    assert text.startswith("ZeroDivisionError: by nothing")
    assert len(text) == 300
    assert "oracle" in caplog.text


def test_that_a_failure_nobody_waits_for_is_not_said(qtbot, meet):
    person = meet()
    may_fail = threading.Event()

    def answer(wish, _attempt):
        person.has_begun.set()
        assert may_fail.wait(LONG / 1000)
        if wish == "old":
            raise LoadError("too late")
        return wish

    person.wish._worker._answer = answer
    person.begin("old")
    person.wish.ask("new")
    may_fail.set()
    idle(qtbot, person)
    assert person.failures == []
    assert person.received == [("new", "new")]


def test_that_an_answer_that_gives_up_unasked_is_a_failure_without_words(qtbot, meet):
    person = meet()

    def answer(_wish, _attempt):
        raise Cancelled("by itself")

    person.wish._worker._answer = answer
    person.wish.ask("x")
    idle(qtbot, person)
    assert person.failures == [("x", "")]


def test_that_nothing_is_heard_of_what_was_given_up_and_the_thread_goes_on(qtbot, meet):
    person = meet(is_outdated=lambda _under_way, _newest: False)
    person.begin("a")
    person.wish.ask("b")
    person.wish.give_up()
    assert not person.wish.is_busy
    person.wish.ask("c")
    person.is_let_go.set()
    idle(qtbot, person)
    assert person.given_up == ["a"]
    assert person.begun == ["a", "c"]
    assert [wish for wish, _ in person.received] == ["c"]


def test_that_news_are_told_while_they_are_wanted_and_not_afterwards(qtbot, meet):
    person = meet()
    may_tell = threading.Event()

    def answer(wish, attempt):
        attempt.advance("first")
        person.has_begun.set()
        assert may_tell.wait(LONG / 1000)
        attempt.advance("second")
        return wish

    person.wish._worker._answer = answer
    person.begin("a")
    qtbot.waitUntil(lambda: person.news == [("a", "first")], timeout=LONG)
    person.wish.ask("b")
    may_tell.set()
    idle(qtbot, person)
    assert person.news == [("a", "first"), ("b", "first"), ("b", "second")]
    assert person.received == [("b", "b")]


def test_that_an_answer_that_is_kept_is_heard_whatever_is_asked_afterwards(qtbot, meet):
    person = meet()
    may_end = threading.Event()

    def answer(wish, attempt):
        if wish == "kept":
            attempt.keep()
        person.has_begun.set()
        assert may_end.wait(LONG / 1000)
        if wish == "late":
            attempt.keep()
        return wish

    person.wish._worker._answer = answer
    person.begin("kept")
    person.has_begun.clear()
    person.wish.ask("late")
    may_end.set()
    idle(qtbot, person)
    assert [wish for wish, _ in person.received] == ["kept", "late"]
    may_end.clear()
    person.begin("late")
    person.wish.ask("newest")
    may_end.set()
    idle(qtbot, person)
    assert [wish for wish, _ in person.received] == ["kept", "late", "newest"]


def test_that_a_rest_ends_as_soon_as_something_newer_is_asked(qtbot, meet):
    person = meet(is_outdated=lambda _under_way, _newest: False)

    def answer(wish, attempt):
        person.has_begun.set()
        if wish == "patient":
            attempt.rest(LONG)
        attempt.rest(-1.0)
        return wish

    person.wish._worker._answer = answer
    person.begin("patient")
    person.wish.ask("quick")
    idle(qtbot, person)
    assert [wish for wish, _ in person.received] == ["quick"]
    assert person.failures == []


def test_that_it_rests_until_the_next_wish_on_the_same_thread(qtbot, meet):
    person = meet()
    person.is_let_go.set()
    for round_ in range(1, 4):
        person.wish.ask(round_)
        idle(qtbot, person)
        assert person.wish.rest()
        assert not thread_of(person).isRunning()
    assert [wish for wish, _ in person.received] == [1, 2, 3]
    assert len(person.threads) == 1
