"""Names of classes that have nothing but a number."""

from __future__ import annotations

from core.datasets.dataset import DIGITS, LabelledImages


def class_names_of(*parts: LabelledImages) -> tuple[str, ...]:
    """Return ``"0"``, ``"1"``, … for every label there is; for ten classes at least."""
    highest = max(int(part.labels.max()) for part in parts)
    return tuple(str(index) for index in range(max(len(DIGITS), highest + 1)))
