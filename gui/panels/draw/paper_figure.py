"""A drawing, its stages and what the network says, as a figure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.datasets.sample import Part
from core.figures.figure import Figure, FigurePart, MapLook, Maps
from core.figures.text_table import TextTable
from core.inspection.moment import Moment
from gui.panels.draw.reading import ReadDrawing


def drawing_figure(
    read: ReadDrawing | None, moment: Moment | None, names: Sequence[str]
) -> Figure | None:
    """Return every stage and every class's number; None if nothing is drawn.

    Parameters
    ----------
    read : ReadDrawing or None
    moment : Moment or None
        What the network says stands there if it is of the drawing.
    names : sequence of str
        Of the classes.
    """
    if read is None or read.prepared is None:
        return None
    prepared = read.prepared
    parts: list[FigurePart] = [
        Maps(
            "From the board to the network",
            tuple(stage.title for stage in prepared.stages),
            tuple(stage.image.astype(np.float32) / 255 for stage in prepared.stages),
            MapLook.INK,
        )
    ]
    if moment is not None and moment.sample.part is Part.DRAWING:
        said = moment.trace.values[-1].ravel().tolist()
        rows = tuple(zip(names, said, strict=False))
        parts.append(TextTable("What the network says", ("class", "output"), rows))
    return Figure("Drawing", tuple(parts))
