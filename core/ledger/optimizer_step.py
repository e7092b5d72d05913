"""What an optimiser does to one weight, from the batch's gradient to the new value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.arrays import FloatArray
from core.ledger.account import Account, Line, formula_account
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
    rate = spec.learning_rate if learning_rate is None else learning_rate
    remembered = {
        given.source: 0.0
        if kept is None
        else float(kept[f"{given.source}/{address.path}"][address.index])
        for given in entries.KEPT
    }
    lines = [
        Line("value w before", value, "w", address),
        Line(
            "gradient g of the batch",
            gradient,
            "g",
            says="As the optimiser got it: with weight decay, clipped.",
        ),
        Line(
            "learning rate η",
            rate,
            "eta",
            is_setting=True,
            says="How far a weight moves per unit of what it is told.",
        ),
        *(
            Line(
                given.label,
                float(getattr(spec, given.source)),
                given.name,
                is_setting=True,
                says=given.says,
            )
            for given in entries.SETTINGS
        ),
        *(
            Line(given.label, remembered[given.source], given.name, says=given.says)
            for given in entries.KEPT
        ),
    ]
    if entries.COUNTS_STEPS:
        says = "How often this optimiser has stepped, this step included."
        lines.append(Line("step number t", float(step), "t", is_setting=True, says=says))
    account = _account(entries, lines, notes)
    settings = {declared.name: getattr(spec, declared.name) for declared in fields(spec)}
    arrays = {"value": np.array([value]), "gradient": np.array([gradient])}
    arrays |= {name: np.array([number]) for name, number in remembered.items()}
    return Page(
        side=Side.STEP,
        address=address,
        title=f"{spec.TITLE} · {address.path}[{', '.join(map(str, address.index))}]",
        account=account,
        stored=taken,
        code=CodePlace(spec.KIND, Pass.UPDATE),
        book=BookCall.of(
            spec.KIND,
            "step",
            settings | arrays | {"learning_rate": rate, "step_count": step},
            at=(0,),
        ),
        missing="" if math.isfinite(account.total) else "This step leads to no finite number.",
    )


def _account(entries: OptimizerEntries, lines: Sequence[Line], notes: Sequence[str]) -> Account:
    given = {line.name: line.value for line in lines}
    work = entries.work(given)
    change = Line(
        "change of the weight", work.total - given["w"], says="What the step adds to it."
    )
    return formula_account(
        entries.FORMULA,
        Terms.nothing(),
        [*lines, *work.lines, change],
        work.total,
        scale=work.size + _ROUNDING * abs(given["w"]),
        notes=notes,
    )
