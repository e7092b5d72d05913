"""The words for parts of the Twins panel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_PAIR = Word(
    "twins",
    "Two to four runs that differ in their recipe, and learn from the same images in the same "
    "order. A is the shown one; each of the others is compared with it.",
    place="core/twins/twin_session.py: TwinSession",
)
_DISAGREEMENT = Word(
    "first disagreement",
    "The first step after which A and one of its twins say different classes of the shown "
    "sample.",
    "steps",
    "core/twins/answers.py: first_disagreement",
)
_DISTANCE = Word(
    "distance of weights",
    "How far the weights of two networks are apart: the length of their difference, over all "
    "layers whose weights have the same shapes.",
    "as the weights",
    "core/twins/weight_distance.py: WeightDistance",
    "√ Σ (b − a)²",
)

#: Object names, as `fnmatch` reads them.
TWINS_NAMED: Mapping[str, Word | str] = MappingProxyType(
    {
        "twins_panel_headline": _DISAGREEMENT,
        "twins_panel_message": _PAIR,
        "twins_panel_loss*": "loss",
        "twins_panel_distance*": _DISTANCE,
        "twins_panel_now": _DISTANCE,
        "twins_panel_*": _PAIR,
    }
)
