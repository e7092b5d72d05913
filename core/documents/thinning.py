"""Which snapshots of a run to give up when there are too many."""

from __future__ import annotations

import numpy as np

from core.arrays import BoolArray, IntArray

#: What goes in one pass: gaps are judged anew before more goes.
SHARE_PER_PASS = 1 / 8


def surplus(
    steps: IntArray, sizes: IntArray, pinned: BoolArray, *, budget: int, longest_gap: int
) -> IntArray:
    """Return which snapshots to give up so that the rest fits the budget.

    What is left lies dense near the last one and ever wider apart towards the past: the gap
    that giving one up would leave is judged by its age.  Gaps longer than `longest_gap` come
    about only when nothing else can be given up, the shortest first: then all of the past is
    about equally near.

    Parameters
    ----------
    steps : ndarray of int, shape (S,)
        When they were taken, rising.
    sizes : ndarray of int, shape (S,)
        Bytes of each.
    pinned : ndarray of bool, shape (S,)
        Those that must stay, as the first and the last one must.
    budget : int
        Bytes.
    longest_gap : int
        Steps.

    Returns
    -------
    ndarray of int
        Places in `steps`.
    """
    kept = np.arange(len(steps))
    excess = int(sizes.sum()) - budget
    while excess > 0:
        given_up = _one_pass(steps[kept], sizes[kept], pinned[kept], excess, longest_gap)
        if not len(given_up):
            break
        excess -= int(sizes[kept[given_up]].sum())
        kept = np.delete(kept, given_up)
    return np.setdiff1d(np.arange(len(steps)), kept)


def needless(steps: IntArray, pinned: BoolArray, *, spacing: int) -> IntArray:
    """Return which snapshots can go without leaving a gap of more than `spacing` steps.

    Parameters
    ----------
    steps : ndarray of int, shape (S,)
        Rising.
    pinned : ndarray of bool, shape (S,)
        Those that must stay, as the first and the last one must.
    spacing : int

    Returns
    -------
    ndarray of int
        Places in `steps`.
    """
    given_up = []
    before = 0
    for place in range(1, len(steps) - 1):
        if not pinned[place] and steps[place + 1] - steps[before] <= spacing:
            given_up.append(place)
        else:
            before = place
    return np.array(given_up, np.int64)


def kept(
    steps: IntArray, sizes: IntArray, pinned: BoolArray, *, spacing: int, budget: int
) -> IntArray:
    """Return those steps that stay when the needless ones and then the surplus are given up.

    Parameters
    ----------
    steps, sizes, pinned : ndarray of shape (S,)
        As for `surplus`.
    spacing : int
        As for `needless`; longer gaps are avoided as long as possible, and then even.
    budget : int
        Bytes.
    """
    needed = np.delete(np.arange(len(steps)), needless(steps, pinned, spacing=spacing))
    steps, sizes, pinned = steps[needed], sizes[needed], pinned[needed]
    gone = surplus(steps, sizes, pinned, budget=budget, longest_gap=spacing)
    return np.delete(steps, gone)


def _one_pass(
    steps: IntArray, sizes: IntArray, pinned: BoolArray, excess: int, longest_gap: int
) -> IntArray:
    """Return some places, no two side by side: for those the gaps are as computed."""
    if len(steps) < 3:
        return np.empty(0, np.int64)
    gaps = steps[2:] - steps[:-2]
    scores = gaps / (steps[-1] - steps[1:-1])
    is_long = gaps > longest_gap
    scores[is_long] = gaps[is_long]
    scores[pinned[1:-1]] = np.inf
    # no sum of the two: beside a huge number the small ones would be all the same
    order = np.lexsort((scores, is_long | pinned[1:-1]))
    at_most = max(1, round(SHARE_PER_PASS * len(steps)))
    given_up: list[int] = []
    # plain lists: asking an array for one element after the other takes ten times as long
    is_blocked, must_stay, costs = [False] * len(steps), pinned.tolist(), sizes.tolist()
    for place in (order + 1).tolist():
        if excess <= 0 or must_stay[place] or len(given_up) >= at_most:
            break
        if not is_blocked[place]:
            given_up.append(place)
            is_blocked[place - 1 : place + 2] = (True, True, True)
            excess -= costs[place]
    return np.array(given_up, np.int64)
