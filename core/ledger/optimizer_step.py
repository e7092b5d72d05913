"""What an optimiser does to one weight, from the batch's gradient to the new value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.arrays import FloatArray
from core.ledger.account import Account, Follows, Line, formula_account
from core.ledger.book_call import BookCall
from core.ledger.catalog import optimizer_entries
from core.ledger.code_place import CodePlace, Pass
from core.ledger.optimizers.optimizer_entries import OptimizerEntries
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.terms import Terms
from core.optimizers.base import OptimizerSpec

#: A float32 is good to 6e-8 of itself, and writing a new value rounds up to three times: so
#: much of the weight counts beside the sizes that the change is made of.
_ROUNDING = 0.02


def optimizer_step(
    address: ParameterAddress,
    spec: OptimizerSpec,
    *,
    value: float,
    gradient: float,
    kept: Mapping[str, FloatArray] | None = None,
    step: int = 1,
    learning_rate: float | None = None,
    taken: float | None = None,
    notes: Sequence[str] = (),
) -> Page:
    """Return how an optimiser turns a gradient into the weight's next value.

    Parameters
    ----------
    address : ParameterAddress
    spec : OptimizerSpec
    value : float
        The weight before the step.
    gradient : float
        Of the batch, as the optimiser gets it: with weight decay, after clipping.
    kept : mapping of str to ndarray, optional
        ``Optimizer.state()`` *before* the step, by ``name/path``; without it, what a fresh
        optimiser has: zeros.
    step : int
        Number of the step, counted from 1.
    learning_rate : float, optional
        η of this step if a schedule changed it; the spec's by default.
    taken : float, optional
        The weight after the step, to compare with, if it was taken.
    notes : sequence of str
        Sentences to add.

    Raises
    ------
    LedgerError
        If the optimiser is of a kind the ledger does not know.
    """
    entries = optimizer_entries(spec.KIND)
    now = _Now(
        value, gradient, spec.learning_rate if learning_rate is None else learning_rate, step
    )
    remembered = _remembered(address, entries, kept)
    lines = _given_lines(address, spec, entries, now, remembered)
    account = _account(entries, lines, notes)
    return Page(
        side=Side.STEP,
        address=address,
        title=f"{spec.TITLE} · {address.path}[{', '.join(map(str, address.index))}]",
        account=account,
        stored=taken,
        code=CodePlace(spec.KIND, Pass.UPDATE),
        book=_in_book(spec, now, remembered),
        missing="" if math.isfinite(account.total) else "This step leads to no finite number.",
    )


class _Now(NamedTuple):
    """What a step starts from, whatever the optimiser."""

    value: float
    gradient: float
    learning_rate: float
    step: int


def _remembered(
    address: ParameterAddress,
    entries: OptimizerEntries,
    kept: Mapping[str, FloatArray] | None,
) -> dict[str, float]:
    """Return what is remembered of a weight, by the name of the array."""
    names = [given.source for given in entries.KEPT]
    if kept is None:
        return dict.fromkeys(names, 0.0)
    return {name: float(kept[f"{name}/{address.path}"][address.index]) for name in names}


def _given_lines(
    address: ParameterAddress,
    spec: OptimizerSpec,
    entries: OptimizerEntries,
    now: _Now,
    remembered: Mapping[str, float],
) -> list[Line]:
    """Return what is given, line by line: weight, gradient, settings, memory."""
    as_got = "As the optimiser got it: with weight decay, clipped."
    how_far = "How far a weight moves per unit of the update."
    lines = [
        Line("value w before", now.value, "w", address),
        Line("gradient g of the batch", now.gradient, "g", says=as_got),
        Line("learning rate η", now.learning_rate, "eta", is_setting=True, says=how_far),
    ]
    for given in entries.SETTINGS:
        number = float(getattr(spec, given.source))
        lines.append(Line(given.label, number, given.name, is_setting=True, says=given.says))
    for given in entries.KEPT:
        lines.append(Line(given.label, remembered[given.source], given.name, says=given.says))
    if entries.COUNTS_STEPS:
        says = "How often this optimiser has stepped, this step included."
        lines.append(Line("step number t", float(now.step), "t", is_setting=True, says=says))
    return lines


def _in_book(
    spec: OptimizerSpec, now: _Now, remembered: Mapping[str, float]
) -> BookCall | None:
    """Return the step as the textbook takes it."""
    available = {declared.name: getattr(spec, declared.name) for declared in fields(spec)}
    available |= {"learning_rate": now.learning_rate, "step_count": now.step}
    numbers = {**remembered, "value": now.value, "gradient": now.gradient}
    available |= {name: np.array([number]) for name, number in numbers.items()}
    return BookCall.of(spec.KIND, "step", available, at=(0,))


def _account(entries: OptimizerEntries, lines: Sequence[Line], notes: Sequence[str]) -> Account:
    given = {line.name: line.value for line in lines}
    work = entries.work(given)
    change = Line(
        "change of the weight",
        work.total - given["w"],
        says="What the step adds to it.",
        follows=Follows.STEP,
    )
    return formula_account(
        entries.FORMULA,
        Terms.nothing(),
        [*lines, *work.lines, change],
        work.total,
        scale=work.size + _ROUNDING * abs(given["w"]),
        notes=notes,
    )
