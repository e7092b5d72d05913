"""Collects the elements of an SVG drawing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.figures.look import FigureLook
from core.sentence import printable

_SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


class Svg:
    """Lines, rectangles, texts and pictures, in the order in which they are drawn.

    Parameters
    ----------
    look : FigureLook
    """

    def __init__(self, look: FigureLook) -> None:
        self.look = look
        self._parts: list[str] = []

    def line(
        self, x1: float, y1: float, x2: float, y2: float, ink: str, more: str = ""
    ) -> None:
        """Draw a line one unit wide."""
        self._parts.append(
            f'<line x1="{short(x1)}" y1="{short(y1)}" x2="{short(x2)}" y2="{short(y2)}" '
            f'style="stroke:{ink};stroke-width:1;{more}"/>'
        )

    def path(self, stretches: Sequence[str], ink: str, width: float, dashes: str = "") -> None:
        """Draw lines through points, each stretch ``x,y x,y …``, whole or in dashes."""
        style = f";stroke-dasharray:{dashes}" if dashes else ""
        for points in stretches:
            self._parts.append(
                f'<polyline points="{points}" style="fill:none;stroke:{ink};'
                f'stroke-width:{short(width)};stroke-linejoin:round{style}"/>'
            )

    def rect(
        self, x: float, y: float, width: float, height: float, ink: str, opacity: float = 1.0
    ) -> None:
        """Fill a rectangle."""
        self._parts.append(
            f"<rect {_box(x, y, width, height)} "
            f'style="fill:{ink};fill-opacity:{short(opacity)}"/>'
        )

    def frame(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """Draw a rectangle's outline."""
        self._parts.append(
            f'<rect {_box(x, y, width, height)} style="fill:none;stroke:{ink};stroke-width:1"/>'
        )

    def dot(self, x: float, y: float, radius: float, ink: str) -> None:
        """Draw a filled circle."""
        self._parts.append(
            f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" style="fill:{ink}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        ink: str = "",
        anchor: str = "start",
        scale: float = 1.0,
        is_bold: bool = False,
        is_upright: bool = False,
    ) -> None:
        """Write a line of text; `y` is that of its base line."""
        turned = f' transform="rotate(-90 {short(x)} {short(y)})"' if is_upright else ""
        bold = "font-weight:600;" if is_bold else ""
        self._parts.append(
            f'<text x="{short(x)}" y="{short(y)}" text-anchor="{anchor}"{turned} '
            f'style="fill:{ink or self.look.inks.text};{bold}'
            f'font-size:{short(self.look.size * scale)}px">{escape(printable(text))}</text>'
        )

    def picture(
        self, x: float, y: float, width: float, height: float, address: str, kind: str
    ) -> None:
        """Draw a picture whose cells stay sharp."""
        self._parts.append(
            f'<image class="{kind}" {_box(x, y, width, height)} preserveAspectRatio="none" '
            f'style="image-rendering:pixelated" xlink:href="{address}"/>'
        )

    def document(self, height: float, title: str, ground: str = "", margin: float = 0.0) -> str:
        """Return everything as one SVG element, on `ground` if that is a colour."""
        width, height = self.look.width + 2 * margin, height + 2 * margin
        parts = "".join(self._parts)
        if margin:
            parts = f'<g transform="translate({short(margin)} {short(margin)})">{parts}</g>'
        size = f"{short(width)} {short(height)}"
        whole = f'<rect {_size(width, height)} style="fill:{ground}"/>'
        return (
            f'<svg {_SPACES} viewBox="0 0 {size}" {_size(width, height)} '
            f'role="img" aria-label="{escape(printable(title))}" '
            f'style="font-family:{escape(self.look.font)}">'
            f"{whole if ground else ''}{parts}</svg>"
        )


def short(value: float) -> str:
    """Return a coordinate, as short as it can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'x="{short(x)}" y="{short(y)}" {_size(width, height)}'


def _size(width: float, height: float) -> str:
    return f'width="{short(width)}" height="{short(height)}"'
