"""The curves of twins, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.arrays import FloatArray, IntArray
from core.figures.figure import Curve, CurveLook, Figure, Mark, Plot
from core.index_words import index_words
from core.twins.twin_notes import TwinCurves, TwinNotes
from gui.state.pair_at_hand import LETTERS

if TYPE_CHECKING:  # with sqlite3: not before a pair has begun
    from core.twins.answers import Disagreement


def twins_figure(
    every: Sequence[TwinNotes], disagreement: Disagreement | None
) -> Figure | None:
    """Return losses and distances of every step; None before the first one.

    Parameters
    ----------
    every : sequence of TwinNotes
        Of A and each of its twins.
    disagreement : Disagreement or None
        The first of any of them.
    """
    curves = [notes.curves() for notes in every]
    if not curves or any(len(one.steps) < 2 for one in curves):
        return None
    marks = () if disagreement is None else (Mark(float(disagreement.step), "they disagree"),)
    longest = max(curves, key=lambda one: len(one.steps))
    losses = (
        Curve("A", _floats(longest.steps), longest.first),
        *(
            Curve(letter, _floats(one.steps), one.second, CurveLook.OTHER)
            for letter, one in zip(LETTERS[1:], curves, strict=False)
        ),
    )
    distances = tuple(
        curve
        for letter, one, notes in zip(LETTERS[1:], curves, every, strict=False)
        for curve in _distances(one, notes, letter if len(curves) > 1 else "")
    )
    return Figure(
        "Twins",
        (
            Plot("Loss of the batch", "step", "loss", losses, marks),
            Plot("Distance of the weights", "step", "distance", distances, marks),
        ),
    )


def _distances(curves: TwinCurves, notes: TwinNotes, letter: str) -> tuple[Curve, ...]:
    """Return the distance of all layers and, of a single twin, of each layer."""
    x = _floats(curves.distance_steps)
    if letter:
        return (Curve(letter, x, curves.whole, CurveLook.OTHER),)
    layers = zip(notes.layers, curves.distances, strict=True)
    return (
        Curve("all layers", x, curves.whole),
        *(
            Curve(f"layer {index_words(layer)}", x, values, CurveLook.OTHER)
            for layer, values in layers
        ),
    )


def _floats(steps: IntArray) -> FloatArray:
    return steps.astype(np.float64)
