"""What classes are called."""

from __future__ import annotations

from collections.abc import Sequence

from core.datasets.dataset import DIGITS, LabelledImages

#: Letters; a class with a longer name is called by its number where there is little room.
LONGEST_NAME = 14


def class_names_of(*parts: LabelledImages) -> tuple[str, ...]:
    """Return ``"0"``, ``"1"``, … for every label there is; for ten classes at least."""
    highest = max(int(part.labels.max()) for part in parts)
    return tuple(str(index) for index in range(max(len(DIGITS), highest + 1)))


def class_name(label: int, names: Sequence[str]) -> str:
    """Return what a class is called: its number, if its name is long or unknown."""
    name = names[label] if 0 <= label < len(names) else ""
    return name if 0 < len(name) <= LONGEST_NAME else str(label)
