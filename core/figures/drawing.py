"""A figure as one SVG drawing."""

from __future__ import annotations

from dataclasses import replace

from core.figures.figure import Figure, FigurePart, Maps, Plot
from core.figures.look import FigureLook
from core.figures.maps_drawing import draw_maps
from core.figures.plot_drawing import draw_plot
from core.figures.points import Points
from core.figures.points_drawing import draw_points
from core.figures.svg import Svg
from core.figures.table_drawing import draw_table
from core.figures.text_drawing import draw_texts
from core.figures.text_table import TextTable

#: Between two parts, and around a drawing on a ground of its own, in heights of a letter.
GAP, MARGIN = 1.4, 0.6


def figure_svg(figure: Figure, look: FigureLook, *, ground: str = "") -> str:
    """Return a figure as SVG text: one element, and nothing outside of it is needed.

    Parameters
    ----------
    figure : Figure
    look : FigureLook
    ground : str
        Colour behind it; empty for none.
    """
    margin = MARGIN * look.size if ground else 0.0
    svg, y = Svg(replace(look, width=max(look.width - 2 * margin, 1.0))), 0.0
    for place, part in enumerate(figure.parts):
        y = _draw(svg, part, y + (GAP * look.size if place else 0))
    if figure.caption:
        svg.text(0, y + look.size, figure.caption, ink=look.inks.muted, scale=0.95)
        y += 1.8 * look.size
    return svg.document(max(y, look.size), figure.title, ground, margin)


def _draw(svg: Svg, part: FigurePart, top: float) -> float:
    if isinstance(part, Plot):
        return draw_plot(svg, part, top)
    if isinstance(part, Maps):
        return draw_maps(svg, part, top)
    if isinstance(part, Points):
        return draw_points(svg, part, top)
    if isinstance(part, TextTable):
        return draw_texts(svg, part, top)
    return draw_table(svg, part, top)
