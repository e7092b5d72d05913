"""Rows of words and numbers, as a drawing."""

from __future__ import annotations

from core.figures.svg import Svg
from core.figures.text_table import TextTable

#: Heights of a letter from row to row, and between two columns.
LINE, BETWEEN = 1.7, 1.4
#: Longer tables go on beyond what one reads: the rest is counted.
MOST_ROWS = 60


def draw_texts(svg: Svg, table: TextTable, top: float) -> float:
    """Draw a table over at most the whole width; return where it ends."""
    look, size, inks = svg.look, svg.look.size, svg.look.inks
    y = top
    if table.title:
        y += 1.1 * size
        svg.text(0, y, table.title, scale=1.1, is_bold=True)
    texts, numbers = table.texts[:MOST_ROWS], table.number_columns
    widths = _widths(svg, table, texts)
    lefts = [sum(widths[:at]) + BETWEEN * size * at for at in range(len(widths))]

    def row(cells: tuple[str, ...], ink: str) -> None:
        for at, text in enumerate(cells):
            is_number = at in numbers
            svg.text(
                lefts[at] + (widths[at] if is_number else 0), y,
                look.fitting(text, widths[at] + size, 0.95),
                ink=ink, anchor="end" if is_number else "start", scale=0.95,
            )  # fmt: skip

    if any(table.head):
        y += LINE * size
        row(table.head, inks.muted)
        y += 0.5 * size
        svg.line(0, y, min(lefts[-1] + widths[-1], look.width), y, inks.line)
    for cells in texts:
        y += LINE * size
        row(cells, inks.text)
    left_out = len(table.rows) - len(texts)
    for note in (f"{left_out:,} more are not drawn." if left_out else "", table.note):
        if note:
            y += LINE * size
            svg.text(0, y, look.fitting(note, look.width, 0.95), ink=inks.muted, scale=0.95)
    return y + 0.6 * size


def _widths(svg: Svg, table: TextTable, texts: tuple[tuple[str, ...], ...]) -> list[float]:
    """Return the width of every column; the widest give way where there is too little room."""
    look = svg.look
    columns = range(len(table.head))
    widths = [
        max(look.text_width(row[at], 0.95) for row in (table.head, *texts)) for at in columns
    ]
    room = max(look.width - BETWEEN * look.size * (len(widths) - 1), look.size)
    least = room / max(len(widths), 1)
    over = sum(widths) - room
    wide = [width - least for width in widths if width > least]
    if over <= 0 or not wide:
        return widths
    share = min(1.0, over / sum(wide))
    return [width - share * max(0.0, width - least) for width in widths]
