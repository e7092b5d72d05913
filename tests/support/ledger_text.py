"""A page of the ledger as the lines of text that are painted, and nothing else."""

from __future__ import annotations

from gui.panels.ledger.composer import compose
from gui.panels.ledger.rows import (
    BadgeRow,
    CaptionRow,
    FormulaRow,
    GridRow,
    LineRow,
    MoreRow,
    NoteRow,
    RuleRow,
    TermHeadRow,
    TermRow,
)
from gui.panels.ledger.share_row import ShareRow

BETWEEN, RULE = " | ", "----"


def text_of(page, outlines, **how) -> str:
    """Return what one reads of a page from top to bottom; parts of a line by `BETWEEN`."""
    return "\n".join(_line(row) for row in compose(page, outlines, **how).rows)


def _line(row) -> str:
    match row:
        case BadgeRow() | NoteRow():
            parts = ["said", row.text]
        case FormulaRow():
            parts = ["formula", row.latex]
        case CaptionRow():
            parts = ["group", row.text, row.number]
        case TermHeadRow():
            parts = ["head", row.label, *row.factors, row.result]
        case TermRow():
            factors = f" {row.between or ','} ".join(cell.text for cell in row.cells)
            parts = ["term", row.label, factors, row.number]
        case GridRow():
            grids = [" ".join(grid.texts) for grid in row.grids]
            parts = ["grid", row.between, *grids] if all(grids) else ["picture"]
        case ShareRow():
            parts = ["share", row.label, row.number]
        case MoreRow():
            parts = ["more", row.text, row.number] if row.number else ["said", row.text]
        case LineRow():
            parts = ["line", row.label, row.number]
        case RuleRow():
            return RULE
        case _:
            return ""
    return BETWEEN.join(parts)
