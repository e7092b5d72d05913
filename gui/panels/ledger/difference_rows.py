"""Why one class and not another, as rows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.anatomy.addresses import ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.anatomy.score_layer import class_of, score_layer
from core.anatomy.titles import layer_title
from core.datasets.sample import Part, Sample
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from core.ledger.books import Books
from core.ledger.page import Page
from core.ledger.page_numbers import full_text, value_text
from core.ledger.score_difference import score_difference
from core.ledger.score_parts import ScoreParts, score_parts
from core.number_text import difference_text
from gui.panels.ledger.composer import compose
from gui.panels.ledger.difference_row import ChannelPartRow, ClassChoiceRow, PartsRow
from gui.panels.ledger.request import LedgerRequest
from gui.panels.ledger.rows import (
    CaptionRow,
    GapRow,
    LedgerRow,
    LineRow,
    MoreRow,
    NoteRow,
    RuleRow,
    Sheet,
    Tone,
)

#: Maps that are listed; the others are summed.
MAPS_SHOWN = 16
RULE = "Each number times the slope of the difference there, gates as they are for this sample."
ADDED = "Biases, and what the slope of a bent curve leaves out."


class Difference(NamedTuple):
    """The answer: rows, the page they were made from, and the parts to paint."""

    sheet: Sheet
    page: Page | None
    parts: ScoreParts | None


def class_choice(request: LedgerRequest) -> list[LedgerRow]:
    """Return the buttons on the page of a class; nothing on any other page."""
    moment = request.moment
    first = class_of(moment.outlines, request.address)
    outline = moment.outlines[score_layer(moment.outlines)]
    if first is None or not outline.spec.SUMS_ALL_INPUTS or outline.output_shape[0] < 2:
        return []
    row = ClassChoiceRow(
        first,
        outline.output_shape[0],
        request.against,
        moment.trace.predicted,
        moment.sample.label,
        moment.sample.class_names,
    )
    return [row, GapRow(4)]


def difference(request: LedgerRequest, books: Books, network: NetworkCopy) -> Difference:
    """Return why the class of the open page and not the one that was asked for.

    Parameters
    ----------
    request : LedgerRequest
    books : Books
    network : NetworkCopy
        Of float64.
    """
    moment, second = request.moment, request.against
    first = class_of(moment.outlines, request.address)
    if first is None or second is None:
        return Difference(Sheet(), None, None)
    try:
        page = score_difference(books, first, second)
        parts = _parts(moment, books, network, first, second)
    except LedgerError as error:
        return Difference(Sheet((NoteRow(str(error)),)), None, None)
    terms = compose(
        page,
        moment.outlines,
        level=request.levels[0],
        order=request.orders[0],
        with_formula=request.with_formula,
    )
    rows = [*_digit_rows(parts, page, moment.sample), *_map_rows(moment, parts, page)]
    head = CaptionRow("Input by input", tone=Tone.TEXT)
    return Difference(Sheet((*rows, head, *terms.rows[1:]), terms.order), page, parts)


def _parts(
    moment: Moment, books: Books, network: NetworkCopy, first: int, second: int
) -> ScoreParts:
    sample, experiment = moment.sample, moment.experiment
    seed = None if experiment is None else experiment.seed
    place = (tuple(Part).index(sample.part), sample.index) if moment.trace.kept else None
    layers = network.at(moment.network, moment.snapshot, seed).layers
    return score_parts(books, layers, first, second, dropping=place)


def _digit_rows(parts: ScoreParts, page: Page, sample: Sample) -> list[LedgerRow]:
    """Return the sample with its parts painted on it, and that they are complete."""
    given = parts.parts[0]
    rows: list[LedgerRow] = []
    noun = "numbers of the sample"
    if given.ndim == 3:
        noun = "pixels"
        first, second = sample.name_of(parts.first), sample.name_of(parts.second)
        text = f"Ink × slope of score {first} − score {second}."
        rows.append(PartsRow(given.sum(axis=2), first, second, text))
    rows += _sum_rows(f"all {noun}, value × slope", 0, parts, page)
    return [*rows, NoteRow(RULE), GapRow(6)]


def _map_rows(moment: Moment, parts: ScoreParts, page: Page) -> list[LedgerRow]:
    """Return what each of the last maps adds; nothing if only the sample is made of maps."""
    stages = [at for at, part in enumerate(parts.parts) if part.ndim == 3]
    if not stages or stages[-1] == 0:
        return []
    stage = stages[-1]
    layer, maps = stage - 1, parts.parts[stage]
    sums = maps.sum(axis=(0, 1))
    finite = np.abs(maps[np.isfinite(maps)])
    limit = float(finite.max()) if finite.size else 0.0
    largest = float(np.abs(sums[np.isfinite(sums)]).max(initial=0.0))
    order = np.argsort(-np.nan_to_num(np.abs(sums), nan=np.inf), kind="stable")
    title = layer_title(moment.outlines, layer)
    rows: list[LedgerRow] = [CaptionRow(f"{title}, map by map", tone=Tone.TEXT)]
    for channel in order[:MAPS_SHOWN].tolist():
        part = maps[..., channel]
        size = np.nan_to_num(np.abs(part), nan=np.inf)
        row, column = np.unravel_index(int(size.argmax()), part.shape)
        value = float(sums[channel])
        rows.append(
            ChannelPartRow(
                label=str(channel),
                parts=part,
                limit=limit,
                value=value,
                share=min(1.0, abs(value) / largest) if largest > 0 else 0.0,
                address=ValueAddress(layer, (int(row), int(column), channel)),
                hint=f"map {channel} of {title} adds {full_text(value)}: click for its "
                f"strongest cell, ({row}, {column}).",
            )
        )
    rest = order[MAPS_SHOWN:]
    if len(rest):
        text = f"and {len(rest):,} more maps: sum"
        rows.append(MoreRow(text, value_text(float(sums[rest].sum())), 0))
    return [*rows, *_sum_rows("all maps", stage, parts, page), GapRow(8)]


def _sum_rows(label: str, stage: int, parts: ScoreParts, page: Page) -> list[LedgerRow]:
    """Return that the parts of a stage and what later layers add make the difference."""
    own, added = float(parts.parts[stage].sum()), sum(parts.added[stage:])
    total = parts.total(stage)
    agrees = abs(total - parts.difference) <= 1e-4 * max(1.0, page.account.scale)
    apart = 0.0 if total == parts.difference else total - parts.difference
    return [
        LineRow(label, value_text(own), hint=f"{label}: {full_text(own)}"),
        LineRow(
            "+ added by the layers", value_text(added), hint=f"{full_text(added)}. {ADDED}"
        ),
        RuleRow(),
        LineRow(
            f"score {parts.first} − score {parts.second}",
            value_text(total),
            hint=f"{full_text(total)}; stored: {full_text(parts.difference)}",
            is_strong=True,
            verdict=f"{'✓' if agrees else '✗'} {difference_text(apart)}",
            verdict_tone=Tone.OK if agrees else Tone.ERROR,
        ),
    ]
