"""A page as plain text."""

from __future__ import annotations

import math

from core.ledger.page import Page
from core.ledger.terms import Term

#: More terms than this are cut: the largest are kept, the rest summed.
MAX_TERMS = 64


def as_text(page: Page, *, max_terms: int = MAX_TERMS) -> str:
    """Return a page as lines of text that can be pasted anywhere.

    Parameters
    ----------
    page : Page
    max_terms : int
        More terms are sorted by size; what is left over is given as one sum.
    """
    lines = [f"{page.title}: {page.side.value}"]
    if page.formula.text:
        lines.append(page.formula.text)
    if len(page.terms) > max_terms:
        largest = page.terms.largest_first(max_terms)
        lines += _terms(largest.terms, page.terms.how)
        lines.append(
            f"  {largest.rest_count:,} smaller terms = {number_text(largest.rest_sum)}"
        )
    else:
        lines += _terms(tuple(page.terms), page.terms.how)
    for line in page.lines:
        number = f"{line.value:.8g}" if line.is_setting else number_text(line.value)
        lines.append(f"  {line.label}: {number}")
    if not math.isnan(page.total) or not page.missing:
        lines.append(f"total = {number_text(page.total)}")
    if page.stored is not None:
        verdict = "agrees" if page.agrees else "DIFFERS"
        lines.append(
            f"stored = {number_text(page.stored)}  ({verdict}, "
            f"difference {page.difference:.1e})"
        )
    lines += page.notes
    if page.missing:
        lines.append(page.missing)
    return "\n".join(lines)


def number_text(value: float) -> str:
    """Return a number with its sign and as many digits as a float32 has."""
    return f"{value + 0.0:+.8g}"  # a negative zero is shown as zero


def _terms(terms: tuple[Term, ...], how: str) -> list[str]:
    lines, group = [], ""
    for term in terms:
        if term.group != group:
            group = term.group
            lines.append(f"  {group}")
        between = ", " if how else " × "
        factors = between.join(f"{f.role} {number_text(f.value)}" for f in term.factors)
        factors += f"; {how}" if how else ""
        mark = f"  ({term.mark})" if term.mark and term.mark != term.label else ""
        lines.append(f"    {term.label}: {factors} → {number_text(term.product)}{mark}")
    return lines
