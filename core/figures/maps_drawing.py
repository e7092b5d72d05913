"""Small images in rows, with their scale, as a drawing."""

from __future__ import annotations

import math

import numpy as np

from core.figures.figure import MapLook, Maps
from core.figures.map_png import data_uri, ink_png, signed_png
from core.figures.svg import Svg
from core.number_text import MINUS, size_words

#: The usual width of a map in heights of a letter, and how much smaller and larger it may be.
USUAL, SMALLEST, LARGEST = 7.0, 0.8, 1.5
GAP = 0.8
#: Shades that a scale is drawn with, both signs and zero.
SHADES = 61


def draw_maps(svg: Svg, maps: Maps, top: float) -> float:
    """Draw maps over the whole width; return where they end."""
    maps = maps.drawn
    look, size = svg.look, svg.look.size
    y = top
    if maps.title:
        svg.text(0, top + 1.1 * size, maps.title, scale=1.1, is_bold=True)
        y += 1.9 * size
    count = len(maps.values)
    aspect = max((one.shape[1] / one.shape[0] for one in maps.values), default=1.0)
    room = look.width - 1  # half a line on both sides
    longest = max((look.text_width(name, 0.95) for name in maps.names), default=0.0)
    tile = min(_tile_width(room, size, count, aspect, longest), room)
    gap = GAP * size
    columns = max(1, int((room + gap + 0.01) / (tile + gap)))
    limits = maps.limits
    name_height = 1.3 * size if any(maps.names) else 0.0
    row_height = 0.0
    is_mixed = len({one.shape for one in maps.values}) > 1
    for place, (name, values) in enumerate(zip(maps.names, maps.values, strict=True)):
        column = place % columns
        if place and not column:
            y += row_height
            row_height = 0.0
        width = tile
        height = tile * values.shape[0] / values.shape[1]
        if is_mixed and height > tile:  # else the narrowest would be the tallest
            width, height = tile * tile / height, tile
        x = 0.5 + column * (tile + gap)
        if maps.look is MapLook.SIGNED:
            png = signed_png(values, limits[place], look.pixel(*values.shape[:2]))
        else:
            png = ink_png(values, look.pixel(*values.shape[:2]))
        kind = "ink" if maps.look is MapLook.INK and values.ndim == 2 else "map"
        svg.picture(x, y + name_height, width, height, data_uri(png), kind)
        svg.frame(x, y + name_height, width, height, look.inks.line)
        if name:
            text = look.fitting(name, tile, 0.95)
            svg.text(x, y + 0.95 * size, text, ink=look.inks.muted, scale=0.95)
        if maps.look is MapLook.SIGNED and not maps.shares_scale:
            height += 1.2 * size
            text, below = f"±{size_words(limits[place])}", y + name_height + height - 0.1 * size
            svg.text(x, below, text, ink=look.inks.muted, scale=0.95)
        row_height = max(row_height, height + name_height + 0.7 * size)
    y += row_height
    if maps.look is MapLook.SIGNED and count and maps.shares_scale:
        y = _draw_scale(svg, maps, limits[0], y)
    if maps.note:
        svg.text(0, y + size, maps.note, ink=look.inks.muted, scale=0.95)
        y += 1.4 * size
    return y + 0.8 * size


def _tile_width(width: float, size: float, count: int, aspect: float, longest: float) -> float:
    """Return the width of a map: as many in a row as there is room for, all rows full."""
    gap = GAP * size
    usual = USUAL * size * max(1.0, math.sqrt(aspect))
    usual = max(usual, min(longest, LARGEST * usual) / SMALLEST)  # names want to be read
    in_a_row = max(1, int((width + gap) / (SMALLEST * usual + gap)))
    rows = -(-max(count, 1) // in_a_row)
    columns = -(-max(count, 1) // rows)
    return min((width + gap) / columns - gap, LARGEST * usual)


def _draw_scale(svg: Svg, maps: Maps, limit: float, y: float) -> float:
    """Draw which colour is which number; return where that ends."""
    look, size = svg.look, svg.look.size
    low = -1.0 if any(bool((one < 0).any()) for one in maps.values) else 0.0
    shares = np.linspace(low, 1.0, SHADES if low else SHADES // 2 + 1)[None]
    text = size_words(limit)
    first = f"{MINUS}{text}" if low else "0"
    left = look.text_width(first, 0.95) + 0.5 * size
    width = (9 if low else 5) * size
    base, top = y + 0.95 * size, y + 0.25 * size
    svg.text(0, base, first, ink=look.inks.muted, scale=0.95)
    address = data_uri(signed_png(shares, 1.0, look.pixel(1, shares.shape[1])))
    svg.picture(left, top, width, 0.75 * size, address, "map")
    svg.frame(left, top, width, 0.75 * size, look.inks.line)
    right = left + width + 0.5 * size
    svg.text(right, base, f"+{text}" if limit else "0", ink=look.inks.muted, scale=0.95)
    if low:
        middle = left + width / 2
        svg.line(middle, top + 0.75 * size, middle, top + size, look.inks.muted)
        svg.text(middle, y + 2.2 * size, "0", ink=look.inks.muted, anchor="middle", scale=0.95)
    return y + (2.6 if low else 1.7) * size
