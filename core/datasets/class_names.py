"""What classes are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from core.datasets.dataset import DIGITS, LabelledImages
from core.sentence import printable

#: Letters; a class with a longer name is called by its number where there is little room.
LONGEST_NAME = 14
#: Makes one sign of several.
_JOINER = "\u200d"


def class_names_of(*parts: LabelledImages) -> tuple[str, ...]:
    """Return ``"0"``, ``"1"``, … for every label there is; for ten classes at least."""
    highest = max(int(part.labels.max()) for part in parts)
    return tuple(str(index) for index in range(max(len(DIGITS), highest + 1)))


def plain_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that can be seen, written and told apart, whatever folders are called.

    Breaks of lines become blanks, and what cannot be seen or written a question mark; names
    that are the same then are numbered.
    """
    if all(map(str.isprintable, names)):
        return tuple(names)
    found: dict[str, None] = {}
    for name in names:
        joined = _JOINER.join(map(printable, " ".join(name.split()).split(_JOINER))) or "?"
        plain = next(
            one
            for at in count(1)
            if (one := joined if at == 1 else f"{joined} {at}") not in found
        )
        found[plain] = None
    return tuple(found)


def class_name(label: int, names: Sequence[str]) -> str:
    """Return what a class is called: its number, if its name is long or unknown."""
    name = names[label] if 0 <= label < len(names) else ""
    return name if 0 < len(name) <= LONGEST_NAME else str(label)
