"""A page as LaTeX."""

from __future__ import annotations

import math

from core.ledger.account import Combination
from core.ledger.page import Page
from core.ledger.terms import Term

#: More terms than this are cut: the largest are kept, the rest summed.
MAX_TERMS = 12


def as_latex(page: Page, *, max_terms: int = MAX_TERMS) -> str:
    r"""Return a page as an ``align*`` environment: the formula, then with its numbers.

    Parameters
    ----------
    page : Page
    max_terms : int
        More terms are sorted by size; what is left over is given as one sum.
    """
    if not page.formula.latex:
        return f"% {page.title}: {page.missing}"
    rows = [_aligned(page.formula.latex)]
    numbers = _numbers(page, max_terms)
    if numbers:
        rows.append(rf"&= {numbers}")
    rows.append(rf"&= {number_latex(page.total)}")
    body = " \\\\\n".join(f"  {row}" for row in rows)
    return f"% {page.title}: {page.side.value}\n\\begin{{align*}}\n{body}\n\\end{{align*}}"


def number_latex(value: float) -> str:
    """Return a number with six digits as LaTeX writes it."""
    if math.isnan(value):
        return r"\mathrm{NaN}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    digits, _, exponent = f"{value:.6g}".partition("e")
    return rf"{digits} \cdot 10^{{{int(exponent)}}}" if exponent else digits


def _aligned(latex: str) -> str:
    """Return a formula with its first equals sign as the place to align at."""
    left, sign, right = latex.partition(" = ")
    return f"{left} &= {right}" if sign else f"&\\phantom{{=}}\\; {latex}"


def _numbers(page: Page, max_terms: int) -> str:
    if page.combination is Combination.FORMULA:
        return ""
    shown = page.terms.largest_first(max_terms)
    if page.combination is Combination.MAXIMUM:
        inside = [number_latex(term.product) for term in shown.terms]
        dots = r", \dots" if shown.rest_count else ""
        return rf"\max({', '.join(inside)}{dots})"
    multiplied = not page.terms.how
    parts = [_term(term) if multiplied else _in_brackets(term.product) for term in shown.terms]
    if shown.rest_count:
        text = rf"\underbrace{{{number_latex(shown.rest_sum)}}}"
        parts.append(rf"{text}_{{{shown.rest_count}\text{{ smaller terms}}}}")
    parts += [_in_brackets(line.value) for line in page.lines if line.adds]
    return " + ".join(parts)


def _term(term: Term) -> str:
    return r" \cdot ".join(_in_brackets(factor.value) for factor in term.factors)


def _in_brackets(value: float) -> str:
    text = number_latex(value)
    return f"({text})" if text.startswith("-") or "cdot" in text else text
