"""What is in the data, as a figure."""

from __future__ import annotations

import numpy as np

from core.exploring.exploration import Exploration
from core.figures.figure import Curve, Figure, FigurePart, MapLook, Maps, Plot
from core.figures.points import Points
from core.figures.text_table import TextTable
from core.number_text import percent_text


def data_figure(found: Exploration | None) -> Figure | None:
    """Return classes, mean images, pixels, the plane and the checks; None if none is known."""
    if found is None:
        return None
    names, classes = found.names, found.classes
    counts = classes.counts.tolist()
    named = [names[at] if at < len(names) else "" for at in range(len(counts))]
    parts: list[FigurePart] = [
        TextTable("Classes", ("class", "images"), tuple(zip(named, counts, strict=True)))
    ]
    means = classes.means / 255  # (S, H, W, C)
    ink = tuple(one[..., :3] if one.shape[-1] >= 3 else one[..., 0] for one in means)
    shown = tuple(named[at] for at in classes.shown.tolist())
    parts.append(Maps("Mean image of each class", shown, ink, MapLook.INK))
    if found.facts is not None:
        pixels = found.facts.histogram.astype(np.float64)
        bright = Curve("pixels", np.arange(float(len(pixels))), pixels)
        parts.append(
            Plot("Brightness of pixels", "brightness", "pixels", (bright,), is_log=True)
        )
    if (plane := found.plane) is not None:
        along, up = (percent_text(share, 0) for share in plane.shares)
        parts.append(
            Points(
                "Images by their pixels",
                f"{along} of the variance",
                f"{up} of the variance",
                names,
                plane.layout,
                plane.labels,
            )
        )
    if found.findings:
        checks = tuple((one.text,) for one in found.findings)
        parts.append(TextTable("What was checked", ("check",), checks))
    return Figure("Data", tuple(parts), found.headline())
