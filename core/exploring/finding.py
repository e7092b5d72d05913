"""One thing that was checked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.exploring.parts import Place


class FindingKind(StrEnum):
    """What was looked for."""

    CLASSES = "classes"
    MISSING = "missing"
    ACROSS = "across"
    CONTRADICTION = "contradiction"
    COPIES = "copies"
    NEAR_COPIES = "near_copies"
    BLANK = "blank"
    DARK = "dark"
    CONSTANT = "constant"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says.

    Attributes
    ----------
    kind : FindingKind
    is_problem : bool
        Whether it is to be looked at before training.
    text : str
        Says it: ``6 images occur twice``.
    detail : str
        Says more, or what can be done; may be empty.
    places : tuple of (Part, int)
        Images that show it, in the order to look at them; empty if none do.
    """

    kind: FindingKind
    is_problem: bool
    text: str
    detail: str = ""
    places: tuple[Place, ...] = ()
