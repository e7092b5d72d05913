"""The page that greets: what the ledger is, and three numbers to begin with."""

from __future__ import annotations

import numpy as np

from core.anatomy.addresses import INPUT_LAYER, ParameterAddress, ValueAddress
from core.anatomy.score_layer import score_layer
from core.anatomy.titles import title_of
from core.inspection.moment import Moment
from gui.panels.ledger.rows import GapRow, LedgerRow, LinkRow, NoteRow, Sheet, Tone
from gui.panels.ledger.wishes import CompareWith

TITLE = "Every number, explained"
GREETING = (
    "Click any number of the network: this page shows how it was made, what the loss blames it "
    "for, and the code that computed it."
)
BEGIN = "Three to begin with:"


def welcome_sheet(moment: Moment) -> Sheet:
    """Return one sentence and three things to click: a pixel, a class, a weight."""
    rows: list[LedgerRow] = [
        NoteRow(GREETING, Tone.TEXT),
        GapRow(4),
        NoteRow(BEGIN),
        _link(moment, _strongest_input(moment), "what becomes of it"),
        _question(moment),
        *_weight(moment),
    ]
    return Sheet(tuple(rows))


def _link(moment: Moment, address: ValueAddress | ParameterAddress, what: str) -> LinkRow:
    title = title_of(moment.outlines, address)
    return LinkRow(f"{title}: {what}", f"Open the page of {title}.", address)


def _strongest_input(moment: Moment) -> ValueAddress:
    given = moment.trace.values[0]
    place = np.unravel_index(int(np.nan_to_num(np.abs(given)).argmax()), given.shape)
    return ValueAddress(INPUT_LAYER, tuple(int(at) for at in place))


def _question(moment: Moment) -> LinkRow:
    """Return why the class it says and not the true one, or not the second guess."""
    layer = score_layer(moment.outlines)
    scores, said = moment.trace.values[layer + 1], moment.trace.predicted
    if scores.ndim != 1 or not moment.outlines[layer].spec.SUMS_ALL_INPUTS or len(scores) < 2:
        output = moment.trace.values[-1]
        place = np.unravel_index(int(np.nan_to_num(output).argmax()), output.shape)
        last = len(moment.outlines) - 1
        address = ValueAddress(last, tuple(int(at) for at in place))
        return _link(moment, address, "how it was made")
    second = moment.sample.label
    if second is None or second == said or not 0 <= second < len(scores):
        others = np.array(scores, np.float64)
        others[said] = -np.inf
        second = int(np.nan_to_num(others, nan=-np.inf, neginf=-np.inf).argmax())
        second = second if second != said else (said + 1) % len(scores)
    hint = "What every input, every map and every pixel adds to the difference of two scores."
    name = moment.sample.name_of
    wish = CompareWith(second, ValueAddress(layer, (said,)))
    return LinkRow(f"Why {name(said)} and not {name(second)}?", hint, wish=wish)


def _weight(moment: Moment) -> list[LinkRow]:
    """Return the first weight that the last batch changed most, if there are any weights."""
    for path, gradient in moment.snapshot.gradients.items():
        if gradient.ndim > 1:
            sizes = np.nan_to_num(np.abs(gradient))
            place = np.unravel_index(int(sizes.argmax()), gradient.shape)
            address = ParameterAddress(path, tuple(int(at) for at in place))
            return [_link(moment, address, "what a batch does to it")]
    return []
