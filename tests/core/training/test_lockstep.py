"""Walks that exchange shares: in order, all of them, and without a deadlock."""

import numpy as np
import pytest

from core.layers.coupled import Share
from core.training.helper_threads import HelperThreads
from core.training.lockstep import Lockstep


def walk(number, meetings, received):
    for meeting in range(meetings):
        shares = yield Share(1, np.array([[number], [meeting]]))
        received.append((number, [tuple(share.statistics.ravel()) for share in shares]))
    return f"end {number}"


@pytest.mark.parametrize("threads", [1, 2, 3, 5])
@pytest.mark.parametrize("meetings", [0, 1, 4])
def test_that_every_walk_hears_all_shares_in_the_order_of_the_walks(threads, meetings):
    received = []
    lockstep = Lockstep([walk(number, meetings, received) for number in range(5)], threads)
    HelperThreads().run(lockstep.lead, threads)
    assert lockstep.results == [f"end {number}" for number in range(5)]
    assert len(received) == 5 * meetings
    for number in range(5):
        assert [shares for who, shares in received if who == number] == [
            [(other, meeting) for other in range(5)] for meeting in range(meetings)
        ]


@pytest.mark.parametrize("who", [0, 1, 2])
def test_that_a_walk_that_breaks_ends_all_and_is_the_one_that_is_named(who):
    def breaking(number):
        yield Share(1, np.zeros((2, 1)))
        if number == who:
            raise ZeroDivisionError(f"walk {number}")
        yield Share(1, np.zeros((2, 1)))

    lockstep = Lockstep([breaking(number) for number in range(3)], 3)
    with pytest.raises(ZeroDivisionError, match=f"walk {who}"):
        HelperThreads().run(lockstep.lead, 3)
