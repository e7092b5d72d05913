"""The curves of a pair, as a figure."""

from __future__ import annotations

import numpy as np

from core.figures.figure import Curve, CurveLook, Figure, Mark, Plot
from core.index_words import index_words
from core.twins.twin_notes import TwinCurves, TwinNotes


def pair_figure(notes: TwinNotes, disagreement: int | None) -> Figure | None:
    """Return losses and distances of every step; None before the first one."""
    curves = notes.curves()
    if len(curves.steps) < 2:
        return None
    x = curves.steps.astype(np.float64)
    marks = () if disagreement is None else (Mark(float(disagreement), "they disagree"),)
    losses = (
        Curve("A", x, curves.first),
        Curve("B", x, curves.second, CurveLook.OTHER),
    )
    distances = _distances(curves, notes)
    return Figure(
        "Twins",
        (
            Plot("Loss of the batch", "step", "loss", losses, marks),
            Plot("Distance of the weights", "step", "distance", distances, marks),
        ),
    )


def _distances(curves: TwinCurves, notes: TwinNotes) -> tuple[Curve, ...]:
    x = curves.steps.astype(np.float64)
    layers = zip(notes.layers, curves.distances, strict=True)
    return (
        Curve("all layers", x, curves.whole),
        *(
            Curve(f"layer {index_words(layer)}", x, values, CurveLook.OTHER)
            for layer, values in layers
        ),
    )
