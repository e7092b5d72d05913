"""What was taken for what, as a drawing."""

from __future__ import annotations

from core.figures.figure import CountTable
from core.figures.svg import Svg

#: Larger cells say no more.
LARGEST_CELL = 3.6
#: Below so many heights of a letter a number has no room.
LEAST_CELL = 1.9


def draw_table(svg: Svg, table: CountTable, top: float) -> float:
    """Draw a table over at most the whole width; return where it ends."""
    look, size, inks = svg.look, svg.look.size, svg.look.inks
    count = len(table.names)
    longest = max((look.text_width(name, 0.95) for name in table.names), default=0.0)
    names_width = min(longest, 8 * size)
    left = 2.2 * size + names_width + 0.6 * size
    cell = min((look.width - left) / max(count, 1), LARGEST_CELL * size)
    y = top + 1.1 * size
    svg.text(0, y, table.title, scale=1.1, is_bold=True)
    has_short_names = longest <= cell
    head = y + (3.4 * size if has_short_names else 2.6 * size + names_width)
    svg.text(left + cell * count / 2, y + 1.6 * size, table.column_label, anchor="middle")
    svg.text(size, head + cell * count / 2, table.row_label, anchor="middle", is_upright=True)
    totals = table.counts.sum(axis=1)
    for row, name in enumerate(table.names):
        middle = head + (row + 0.5) * cell
        short_name = look.fitting(name, names_width + size, 0.95)
        svg.text(
            left - 0.5 * size, middle + 0.35 * size, short_name,
            ink=inks.muted, anchor="end", scale=0.95,
        )  # fmt: skip
        x = left + (row + 0.5) * cell
        if has_short_names:
            svg.text(x, head - 0.5 * size, name, ink=inks.muted, anchor="middle", scale=0.95)
        else:
            svg.text(
                x + 0.35 * size, head - 0.5 * size, short_name,
                ink=inks.muted, scale=0.95, is_upright=True,
            )  # fmt: skip
        for column in range(count):
            number = int(table.counts[row, column])
            if not number:
                continue
            is_right = row == column
            share = number / int(totals[row])
            opacity = 0.2 if is_right else min(0.12 + 2.5 * share, 0.8)
            ink = inks.right if is_right else inks.wrong
            at = left + column * cell
            svg.rect(at, head + row * cell, cell, cell, ink, opacity)
            text = f"{number:,}"
            scale = min(0.95, cell / max(look.text_width(f"{text}."), 1))
            if cell >= LEAST_CELL * size and scale > 0.5:
                svg.text(
                    at + cell / 2, middle + 0.35 * size * scale, text,
                    anchor="middle", scale=scale,
                )  # fmt: skip
    for at in range(count + 1):
        end = at * cell
        svg.line(left, head + end, left + cell * count, head + end, inks.line)
        svg.line(left + end, head, left + end, head + cell * count, inks.line)
    return head + cell * count + 1.2 * size
