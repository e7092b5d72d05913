"""What the options of a choice are called on screen."""

from __future__ import annotations

_NAMES = {"he": "He", "glorot": "Glorot", "lecun": "LeCun"}


def option_words(option: str) -> str:
    """Return the name of an option as shown: ``"he_normal"`` is ``"He normal"``."""
    first, *others = option.split("_")
    return " ".join([_NAMES.get(first, first.capitalize()), *others])
