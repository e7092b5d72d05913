"""What stands on a page besides its own arithmetic: shares of gradients, and the next step."""

from __future__ import annotations

import numpy as np

from core.experiment import Experiment
from core.ledger.addresses import Address, LossAddress, ParameterAddress, ValueAddress
from core.ledger.books import Books
from core.ledger.column import Column, Quantity
from core.ledger.optimizer_step import optimizer_step
from core.ledger.page import Page
from core.schedules.constant import ConstantSpec
from gui.inspection.ledger_number_text import full_text, value_text
from gui.inspection.ledger_rows import (
    BadgeRow,
    CaptionRow,
    GapRow,
    Grid,
    GridRow,
    LedgerRow,
    LineRow,
    NoteRow,
    RuleRow,
    Tone,
)
from gui.inspection.ledger_term_rows import LARGEST_LEGIBLE, limit_of
from gui.state.moment import Moment

THIS_BATCH = "what the latest batch did to it"
NO_BATCH = "No batch has been seen yet: take one step (B) to see what it does to this number."


def share_rows(made: Page, moment: Moment) -> list[LedgerRow]:
    """Return what a pixel of a convolution asks of its kernel, and what the batch asked.

    Nothing for any other number, or without gradients.
    """
    address, terms = made.address, made.terms
    if moment.trace.gradients is None or not isinstance(address, ValueAddress):
        return []
    if address.layer < 0 or moment.outlines[address.layer].spec.KIND != "conv2d":
        return []
    if terms.grid is None or terms.grid[0] * terms.grid[1] > LARGEST_LEGIBLE:
        return []
    x, weight = terms.columns
    if not isinstance(weight.source, str) or weight.places is None:
        return []
    delta = float(moment.trace.gradients[address.layer + 1][address.index])
    batch = moment.snapshot.gradients[weight.source][tuple(weight.places.T)].astype(np.float64)
    group = int(np.abs(terms.group_sums()).argmax())
    positions = terms.group_positions(group)
    name = terms.group_names[group] if len(terms.group_names) > 1 else ""
    kinds = [("this pixel: δ × patch", delta * x.values)]
    if moment.snapshot.step > 0:
        kinds.append(("the whole batch", batch))
    grids = []
    for caption, values in kinds:
        column = Column(
            caption, "g", values, weight.source, weight.places, quantity=Quantity.GRADIENT
        )
        limit = limit_of(values[positions])
        grids.append(
            Grid(caption, Tone.BACKWARD, column, positions, terms.grid, limit, is_ink=False)
        )
    heading = "dL/d(kernel), cell by cell"
    return [
        GapRow(10),
        CaptionRow(f"{heading} · {name}" if name else heading, tone=Tone.TEXT),
        GridRow(tuple(grids), "", delta * x.values),
    ]


def loss_rows(address: Address, books: Books) -> list[LedgerRow]:
    """Return the way on to the loss from the numbers that it is made from."""
    first = books.last - 1 if books.is_fused else books.last
    loss = books.trace.loss
    if not isinstance(address, ValueAddress) or address.layer < first or loss is None:
        return []
    hint = f"the loss of this sample: {full_text(loss)}"
    return [GapRow(6), LineRow("goes into the loss  ›", value_text(loss), LossAddress(), hint)]


def batch_rows(address: ParameterAddress, moment: Moment) -> list[LedgerRow]:
    """Return the gradient of the latest batch for a weight, and the step that was taken."""
    snapshot = moment.snapshot
    gradient = snapshot.gradients.get(address.path)
    if gradient is None:
        return []
    rows: list[LedgerRow] = [GapRow(14), BadgeRow(THIS_BATCH, Tone.BACKWARD)]
    if snapshot.step == 0:
        return [*rows, NoteRow(NO_BATCH)]
    total = float(gradient[address.index])
    rows.append(_line("gradient of the batch", total))
    own = moment.trace.parameter_gradients.get(address.path)
    if own is not None and moment.experiment is not None:
        rows.append(_line("of this sample alone", float(own[address.index])))
    return rows + _step_rows(address, moment, total)


def _step_rows(address: ParameterAddress, moment: Moment, gradient: float) -> list[LedgerRow]:
    experiment = moment.experiment
    if experiment is None:
        return []
    reason = _why_no_step(experiment)
    if reason:
        return [NoteRow(reason)]
    spec = experiment.optimizer
    after = float(moment.snapshot.values[address.path][address.index])
    before = after + spec.learning_rate * gradient
    step = optimizer_step(address, spec, value=before, gradient=gradient, taken=after)
    rows: list[LedgerRow] = [
        _line("learning rate η", spec.learning_rate),
        _line("value before", before),
        RuleRow(),
    ]
    change = LineRow(
        "change −η · gradient",
        value_text(step.total - before),
        hint=full_text(step.total - before),
        is_strong=True,
    )
    return [*rows, change, _line("value now", after)]


def _why_no_step(experiment: Experiment) -> str:
    """Return why the step cannot be told from what a moment holds; empty if it can."""
    if experiment.optimizer.KIND != "sgd":
        return (
            f"{experiment.optimizer.TITLE} steps by what it remembers of earlier batches, and "
            "that memory is not part of the shown moment: so only the gradient is told here."
        )
    if not isinstance(experiment.schedule, ConstantSpec):
        return (
            "The schedule changes the learning rate during the run, and the rate of this step "
            "is not part of the shown moment: so only the gradient is told here."
        )
    return ""


def _line(label: str, value: float) -> LineRow:
    return LineRow(label, value_text(value), hint=f"{label}: {full_text(value)}")
