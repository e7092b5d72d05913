"""A page as a NumPy snippet that runs on its own."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.anatomy.ledger_error import LedgerError
from core.ledger.book_call import RESULTS, BookCall
from core.ledger.exports.book_source import book_source
from core.ledger.page import Page

_WIDTH = 88


def as_numpy(page: Page) -> str:
    """Return Python source that imports NumPy only and prints the page's total.

    The lines are those of the textbook; all numbers are written out in full, so running it
    gives ``total`` as the page has it.

    Raises
    ------
    LedgerError
        If the page has nothing to compute.
    """
    head = [
        f"# {page.title_in_code or page.title}: {page.side.value}",
        f"# {page.formula.text}",
    ]
    stored = "" if page.stored is None else f"  # stored: {_number(page.stored)}"
    if page.book is not None:
        lines = ["", "", book_source(page.book.page, page.book.function), *_call(page.book)]
    elif page.account.snippet:
        lines = ["", *_statements(page)]
    else:
        raise LedgerError(page.missing or "There is nothing to compute on this page.")
    return "\n".join([*head, "import numpy as np", *lines, f"print(total){stored}"]) + "\n"


def _call(call: BookCall) -> list[str]:
    """Return what hands the numbers to a function of the book, and takes the total."""
    lines = ["", *_given(call)]
    results = RESULTS[call.function]
    of_parameter = call.result not in results
    shown = list(results)
    if len(results) > 1:  # what is not looked at has no name
        shown[0 if of_parameter else 1] = "_"
    lines.append(f"{', '.join(shown)} = {call.function}({', '.join(call.arguments)})")
    source = f'gradients["{call.result}"]' if of_parameter else call.result
    if call.at:
        source = f"float({source}[{', '.join(map(str, call.at))}])"
    return [*lines, f"total = {source}"]


def _given(call: BookCall) -> list[str]:
    lines = []
    for name, given in call.arguments.items():
        if isinstance(given, Mapping):
            inner = [f'    "{key}": {_array_text(each, call)},' for key, each in given.items()]
            lines += [f"{name} = {{", *inner, "}"]
        elif isinstance(given, np.ndarray):
            lines += _wrapped(name, given, call)
        else:
            lines.append(f"{name} = {given!r}")
    return lines


def _wrapped(name: str, numbers: NDArray[Any], call: BookCall) -> list[str]:
    one_line = f"{name} = {_array_text(numbers, call)}"
    if len(one_line) <= _WIDTH:
        return [one_line]
    values = ", ".join(_number(value) for value in numbers.reshape(-1).tolist())
    shape = f".reshape({', '.join(map(str, numbers.shape))})" if numbers.ndim > 1 else ""
    return [f"{name} = np.array([", *_broken(values), f"]{_type(numbers, call)}){shape}"]


def _array_text(numbers: NDArray[Any], call: BookCall) -> str:
    """Return an array in one line."""
    if not numbers.size:
        return f"np.zeros({numbers.shape})"
    values = ", ".join(_number(value) for value in numbers.reshape(-1).tolist())
    shape = f".reshape({', '.join(map(str, numbers.shape))})" if numbers.ndim > 1 else ""
    return f"np.array([{values}]{_type(numbers, call)}){shape}"


def _type(numbers: NDArray[Any], call: BookCall) -> str:
    return ", np.float32" if call.is_single and numbers.dtype == np.float32 else ""


def _broken(values: str) -> list[str]:
    return textwrap.wrap(
        values,
        _WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _statements(page: Page) -> list[str]:
    """Return what a page without a page in the book computes: its terms and lines."""
    used = set(re.findall(r"[A-Za-z_]\w*", "\n".join(page.account.snippet)))
    lines = []
    for column in page.terms.columns:
        if column.name in used:
            values = ", ".join(_number(value) for value in column.values.tolist())
            lines += [f"{column.name} = np.array([", *_broken(values), "])"]
    for line in page.lines:
        if line.name and line.name in used:
            lines.append(f"{line.name} = {_number(line.value)}  # {line.label}")
    return [*lines, *page.account.snippet]


def _number(value: float | bool) -> str:
    if math.isnan(value):
        return "np.nan"
    if math.isinf(value):
        return "np.inf" if value > 0 else "-np.inf"
    return repr(value)
