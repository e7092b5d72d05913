"""One word of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """What a word on screen means.

    Attributes
    ----------
    name : str
        As it stands on screen.
    meaning : str
        One or two sentences in plain words.
    unit : str
        What it is measured in, or between which numbers it lies; empty for what is no number.
    place : str
        Where it is computed: ``"core/layers/dense.py: Dense.forward"``.
    formula : str
    also : tuple of str
        Other texts on screen that mean the same.
    """

    name: str
    meaning: str
    unit: str = ""
    place: str = ""
    formula: str = ""
    also: tuple[str, ...] = ()
