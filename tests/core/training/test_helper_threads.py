"""Threads that help with one step after the other."""

import threading

import numpy as np
import pytest

from core.training import helper_threads
from core.training.helper_threads import HelperThreads


@pytest.fixture
def helpers():
    threads = HelperThreads()
    yield threads
    threads.close()


def called_on(helpers, threads):
    """Return which thread each number was called on."""
    where = {}

    def work(number):
        where[number] = threading.current_thread()

    helpers.run(work, threads)
    return where


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_that_every_number_is_called_on_a_thread_of_its_own(helpers, threads):
    where = called_on(helpers, threads)
    assert sorted(where) == list(range(threads))
    assert where[0] is threading.current_thread()
    assert len(set(where.values())) == threads


def test_that_the_same_threads_help_again_whatever_the_number(helpers):
    first = called_on(helpers, 4)
    assert called_on(helpers, 2)[1] is first[1]
    assert called_on(helpers, 4) == first


def test_that_closing_ends_the_threads_and_further_work_makes_new_ones(helpers):
    first = called_on(helpers, 3)
    helpers.close()
    assert not first[1].is_alive()
    assert not first[2].is_alive()
    helpers.close()  # nothing to end
    assert called_on(helpers, 3)[1] is not first[1]


def test_that_a_thread_without_work_ends_by_itself(helpers, monkeypatch):
    monkeypatch.setattr(helper_threads, "IDLE_SECONDS", 0.001)
    first = called_on(helpers, 2)[1]
    first.join(60)
    assert not first.is_alive()
    assert called_on(helpers, 2)[1] is not first


def test_that_no_work_is_lost_while_threads_end_by_themselves(helpers, monkeypatch):
    monkeypatch.setattr(helper_threads, "IDLE_SECONDS", 1e-5)
    for _ in range(300):
        assert sorted(called_on(helpers, 3)) == [0, 1, 2]


@pytest.mark.parametrize("who", [0, 1, 2])
def test_that_a_failure_is_raised_when_all_are_done_and_hurts_no_later_work(helpers, who):
    ended = []

    def work(number):
        if number == who:
            raise ZeroDivisionError(number)
        ended.append(number)

    with pytest.raises(ZeroDivisionError, match=str(who)):
        helpers.run(work, 3)
    assert sorted(ended) == sorted({0, 1, 2} - {who})
    assert sorted(called_on(helpers, 3)) == [0, 1, 2]


def test_that_the_treatment_of_broken_numbers_is_that_of_the_caller(helpers):
    found = {}

    def work(number):
        found[number] = np.geterr()["over"]

    for how in ("ignore", "raise"):
        with np.errstate(over=how):
            helpers.run(work, 2)
        assert found == {0: how, 1: how}
