"""A page as a NumPy snippet that runs on its own."""

from __future__ import annotations

import math
import re
import textwrap

from core.anatomy.ledger_error import LedgerError
from core.arrays import FloatArray
from core.ledger.page import Page

_WIDTH = 88


def as_numpy(page: Page) -> str:
    """Return Python source that imports NumPy only and prints the page's total.

    All numbers are written out in full, so running it gives ``total`` to the last digit.

    Raises
    ------
    LedgerError
        If the page has nothing to compute.
    """
    snippet = page.account.snippet
    if not snippet:
        raise LedgerError(page.missing or "There is nothing to compute on this page.")
    used = set(re.findall(r"[A-Za-z_]\w*", "\n".join(snippet)))
    lines = [f"# {page.title}: {page.side.value}", f"# {page.formula.text}"]
    lines += ["import numpy as np", ""]
    for column in page.terms.columns:
        if column.name in used:
            lines += _array(column.name, column.values)
    for line in page.lines:
        if line.name and line.name in used:
            lines.append(f"{line.name} = {_number(line.value)}  # {line.label}")
    lines += snippet
    stored = "" if page.stored is None else f"  # stored: {_number(page.stored)}"
    lines.append(f"print(total){stored}")
    return "\n".join(lines) + "\n"


def _array(name: str, values: FloatArray) -> list[str]:
    numbers = ", ".join(_number(value) for value in values.tolist())
    one_line = f"{name} = np.array([{numbers}])"
    if len(one_line) <= _WIDTH:
        return [one_line]
    wrapped = textwrap.wrap(
        numbers,
        _WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [f"{name} = np.array([", *wrapped, "])"]


def _number(value: float) -> str:
    if math.isnan(value):
        return "np.nan"
    if math.isinf(value):
        return "np.inf" if value > 0 else "-np.inf"
    return repr(value)
