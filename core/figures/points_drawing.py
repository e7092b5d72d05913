"""Points of a plane, as a drawing."""

from __future__ import annotations

import numpy as np

from core.figures.inks import class_ink
from core.figures.points import Points
from core.figures.svg import Svg

#: Height of the plane, as a share of its width, and of a dot, in heights of a letter.
SHAPE, DOT = 0.62, 0.16
#: Points that are drawn at most; all are among the numbers.
POINTS = 4_000
#: Classes that are named beside the plane.
MOST_NAMES = 24


def draw_points(svg: Svg, points: Points, top: float) -> float:
    """Draw a plane over the whole width; return where it ends."""
    look, size, inks = svg.look, svg.look.size, svg.look.inks
    y = top + 1.1 * size
    svg.text(0, y, points.title, scale=1.1, is_bold=True)
    y += 0.8 * size
    names = points.names[:MOST_NAMES]
    legend = min(max((look.text_width(name, 0.95) for name in names), default=0.0), 10 * size)
    left, right = 1.8 * size, look.width - legend - 2.4 * size
    bottom = y + SHAPE * (right - left)
    svg.frame(left, y, right - left, bottom - y, inks.line)
    layout = points.layout[np.isfinite(points.layout).all(axis=1)]
    labels = points.labels[np.isfinite(points.layout).all(axis=1)]
    if len(layout):
        low, high = layout.min(axis=0), layout.max(axis=0)
        span = np.where(high > low, high - low, 1.0)
        shares = 0.03 + 0.94 * (layout - low) / span
        every = -(-len(layout) // POINTS)
        for (along, up), label in zip(shares[::every].tolist(), labels[::every], strict=True):
            ink = class_ink(int(label), len(points.names))
            svg.dot(left + along * (right - left), bottom - up * (bottom - y), DOT * size, ink)
    svg.text((left + right) / 2, bottom + 1.4 * size, points.x_label, anchor="middle")
    svg.text(size, (y + bottom) / 2, points.y_label, anchor="middle", is_upright=True)
    for at, name in enumerate(names):
        line = y + (0.9 + 1.35 * at) * size
        svg.dot(right + size, line - 0.3 * size, 0.3 * size, class_ink(at, len(points.names)))
        svg.text(
            right + 1.7 * size, line, look.fitting(name, legend + size, 0.95),
            ink=inks.muted, scale=0.95,
        )  # fmt: skip
    return max(bottom + 2 * size, y + 1.35 * len(names) * size)
