"""Sentences about classes: ``14 of 1,009 nines are called 4 (1.4 %)``."""

from __future__ import annotations

from core.arrays import IntArray
from core.number_text import percent_text
from core.number_words import are

_DIGITS = (*("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),)
_PLURALS = {
    str(digit): f"{word}{'es' if word.endswith('x') else 's'}"
    for digit, word in enumerate(_DIGITS)
}
LONGEST = 24  # letters of a name in a sentence


def short_name(name: str) -> str:
    """Return a class's name, cut if it is very long."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def many(name: str) -> str:
    """Return what images of a class are called: ``nines``, ``images of Dress``."""
    return _PLURALS.get(name, f"images of {short_name(name)}")


def cell_sentence(
    confusion: IntArray, true: int, predicted: int, names: tuple[str, ...]
) -> str:
    """Return what one cell of the matrix says."""
    images, count = int(confusion[true].sum()), int(confusion[true, predicted])
    if not images:
        return f"There are no {many(names[true])} here."
    verb = are(count)
    share = percent_text(count / images)
    called = short_name(names[predicted])
    return f"{count:,} of {images:,} {many(names[true])} {verb} called {called} ({share})"
