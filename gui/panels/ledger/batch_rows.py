"""What stands on the right page of a weight below its own arithmetic: batch and step."""

from __future__ import annotations

from collections.abc import Callable

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.inspection.unknown_gradients import (
    OTHER_GRADIENTS,
    UNKNOWN_GRADIENTS,
    gradients_are_known,
)
from core.ledger.page import Page
from core.ledger.page_numbers import full_text, value_text
from core.ledger.side import Side
from core.ledger.taken_step import taken_step
from core.number_words import counted
from gui.panels.ledger.batch_pages import BatchPages
from gui.panels.ledger.composer import compose
from gui.panels.ledger.request import LedgerRequest
from gui.panels.ledger.rows import BadgeRow, GapRow, LedgerRow, LineRow, NoteRow, Tone
from gui.panels.ledger.share_rows import share_list

NO_BATCH = "No batch has been seen yet: take one step (B) to see what it does to this number."
NOT_NOTED = (
    "This moment was stored without its batch, or training broke off in this step, so only "
    "the sum is known. Take one step (B) to see samples and the optimiser's step."
)
BEFORE_AND_NOW = (
    "The batch was judged with the weights before the step; the page of one sample above is "
    "that of the weights now."
)
BETWEEN = 18


def batch_rows(
    address: ParameterAddress,
    request: LedgerRequest,
    batch_pages: BatchPages,
    *,
    may_compute: bool,
    cancelled: Callable[[], bool],
) -> tuple[list[LedgerRow], tuple[Page, ...]]:
    """Return what the batch says about a weight and the step it took, and these two pages.

    Parameters
    ----------
    address : ParameterAddress
    request : LedgerRequest
    batch_pages : BatchPages
    may_compute : bool
        Otherwise a batch that is not added up yet is only announced.
    cancelled : callable
        Asked while the batch is added up.

    Raises
    ------
    Cancelled
        If `cancelled` says so.
    """
    moment = request.moment
    snapshot, experiment = moment.snapshot, moment.experiment
    gradient = snapshot.gradients.get(address.path)
    if gradient is None:
        return [], ()
    record = snapshot.record
    badge = BadgeRow(Side.BATCH.value, Tone.BACKWARD)
    if snapshot.step == 0:
        return [GapRow(BETWEEN), badge, NoteRow(NO_BATCH)], ()
    if not gradients_are_known(snapshot):
        why = OTHER_GRADIENTS if moment.edits else UNKNOWN_GRADIENTS
        return [GapRow(BETWEEN), badge, NoteRow(why)], ()
    total = float(gradient[address.index])
    label = "gradient of the batch"
    stored = LineRow(label, value_text(total), hint=f"{label}: {full_text(total)}")
    if record is None or experiment is None:
        return [GapRow(BETWEEN), badge, stored, NoteRow(NOT_NOTED)], ()
    rows: list[LedgerRow] = [GapRow(BETWEEN)]
    pages: list[Page] = []
    try:
        if not may_compute and not batch_pages.knows(moment, address):
            text = f"Adding up the {counted(len(record), 'sample')} of the batch…"
            rows += [badge, stored, NoteRow(text)]
        else:
            page = batch_pages.page(moment, address, cancelled)
            if page is not None:
                listed = share_list(page, record, request.reading, moment.sample)
                rows += _sheet(page, request, [NoteRow(BEFORE_AND_NOW)], listed)
                pages.append(page)
    except LedgerError as error:
        rows += [badge, stored, NoteRow(str(error))]
    step = taken_step(address, experiment, snapshot)
    rows += [GapRow(BETWEEN), *_sheet(step, request)]
    return rows, (*pages, step)


def _sheet(
    page: Page,
    request: LedgerRequest,
    extras: list[LedgerRow] | None = None,
    listed: list[LedgerRow] | None = None,
) -> tuple[LedgerRow, ...]:
    return compose(
        page,
        request.moment.outlines,
        with_formula=request.with_formula,
        extras=extras or (),
        listed=listed,
    ).rows
