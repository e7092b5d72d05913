"""Indices as people read them: the only place that writes one.

The code counts from 0, and so do all texts, unless people want to count from 1.  Names of
classes are names and stay what they are; so do counts, steps and everything in code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

from core.arrays import Shape

#: What the first of several things is called unless `count_from` says otherwise.
USUAL_FIRST = 0

_chosen = [USUAL_FIRST]
_for_now: ContextVar[int | None] = ContextVar("first_index", default=None)


def count_from(first: int) -> None:
    """Let all indices written from now on, on every thread, begin with `first`.

    Raises
    ------
    ValueError
        If that is neither 0 nor 1.
    """
    if first not in (0, 1):
        raise ValueError(f"count_from: expected 0 or 1, received {first!r}")
    _chosen[0] = first


def first_index() -> int:
    """Return what the first of several things is called: 0 or 1."""
    here = _for_now.get()
    return _chosen[0] if here is None else here


@contextmanager
def counting_as_code() -> Iterator[None]:
    """Write indices from 0 in here, whatever people chose: what is written is code."""
    token = _for_now.set(0)
    try:
        yield
    finally:
        _for_now.reset(token)


def index_words(index: int) -> str:
    """Return one index: ``7``, or ``8`` where people count from 1."""
    return f"{index + first_index():,}"


def place_words(index: Sequence[int]) -> str:
    """Return several indices of one number: ``(17, 12)``."""
    return f"({', '.join(index_words(int(at)) for at in index)})"


def span_words(first: int, last: int) -> str:
    """Return a run of indices, ends included: ``0…7``."""
    return f"{index_words(first)}…{index_words(last)}"


def one_of_words(noun: str, index: int, count: int) -> str:
    """Return which of several things is meant: ``filter 3 of 0…7``; ``filter 0`` if alone."""
    which = f"{noun} {index_words(index)}"
    return f"{which} of {span_words(0, count - 1)}" if count > 1 else which


def unit_words(noun: str, unit: int) -> str:
    """Return what a unit is called: ``unit 7``; a class by its own number, ``class 7``."""
    return f"{noun} {unit if noun == 'class' else index_words(unit)}"


def laid_place(unit: int, maps: Shape) -> tuple[int, int, int]:
    """Return row, column and channel of the number that is `unit` of maps laid in a row."""
    row, column, channel = np.unravel_index(unit, maps)
    return int(row), int(column), int(channel)


def laid_words(unit: int, maps: Shape) -> str:
    """Return where a number of a row stands in the maps that were laid out in it.

    Parameters
    ----------
    unit : int
        Its place in the row.
    maps : tuple (rows, columns, channels)

    Returns
    -------
    str
        ``channel 3, row 2, column 5 (= 137)``
    """
    row, column, channel = (index_words(at) for at in laid_place(unit, maps))
    return f"channel {channel}, row {row}, column {column} (= {index_words(unit)})"
