"""The samples of a batch as rows: the largest first, a large batch class by class."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, IntArray, largest_first
from core.datasets.sample import Part, Sample
from core.index_words import index_words
from core.ledger.page import Page
from core.ledger.page_numbers import PageNumbers, full_text
from core.number_words import counted
from core.training.step_record import StepRecord
from gui.panels.ledger.rows import LedgerRow, MoreRow, TermHeadRow
from gui.panels.ledger.share_row import ShareRow
from gui.panels.ledger.wishes import BatchReading, MoreSamples, OpenClass, ShowSample

#: Batches larger than this are summed up by class.
LARGEST_LISTED = 256
SAMPLES_SHOWN = 8
SAMPLES_OF_CLASS_SHOWN = 6
GROWTH = 4


def share_list(
    page: Page, record: StepRecord, reading: BatchReading, shown: Sample
) -> list[LedgerRow]:
    """Return what each sample of a batch adds to a gradient: as much as can be read.

    Parameters
    ----------
    page : Page
        With one term per sample.
    record : StepRecord
    reading : BatchReading
        How much is wanted.
    shown : Sample
        The one all panels show.
    """
    terms = page.terms
    labels = record.data.labels[record.rows]
    writer = _Writer(page, record, labels, shown)
    if len(terms) <= LARGEST_LISTED:
        head = f"{len(terms):,} samples, largest first" if len(terms) > 1 else "one sample"
        rows: list[LedgerRow] = [TermHeadRow(head, (), "adds")]
        count = SAMPLES_SHOWN * GROWTH**reading.level
        return rows + writer.samples(np.arange(len(terms)), count, reading.level)
    rows = [TermHeadRow(f"{len(terms):,} samples, class by class", (), "adds")]
    classes = np.unique(labels)
    sums = np.array([terms.products[labels == label].sum() for label in classes])
    largest = float(np.abs(sums[np.isfinite(sums)]).max(initial=0))
    texts = writer.numbers.listed(sums, terms.total())
    for at in largest_first(sums).tolist():
        label, positions = int(classes[at]), np.flatnonzero(labels == classes[at])
        samples = counted(len(positions), "sample")
        value, is_open = float(sums[at]), int(classes[at]) in reading.opened
        rows.append(
            ShareRow(
                label=f"all “{shown.name_of(label)}”",
                aside=samples,
                value=value,
                number=texts[at],
                share=_share(value, largest),
                wish=OpenClass(label),
                hint=f"{samples} of class {shown.name_of(label)} "
                f"{'adds' if len(positions) == 1 else 'add'} "
                f"{full_text(value)}: click to {'close' if is_open else 'open'} the list.",
                is_open=is_open,
            )
        )
        if is_open:
            count = SAMPLES_OF_CLASS_SHOWN * GROWTH**reading.level
            rows += writer.samples(positions, count, reading.level, is_inside=True)
    return rows


class _Writer:
    """Writes the rows of samples."""

    def __init__(self, page: Page, record: StepRecord, labels: IntArray, shown: Sample) -> None:
        self.numbers = PageNumbers(page)
        self._terms = page.terms
        self._record = record
        self._labels = labels
        self._shown = shown.index if shown.part is Part.TRAIN else -1
        self._name = shown.name_of

    def samples(
        self, positions: IntArray, count: int, level: int, *, is_inside: bool = False
    ) -> list[LedgerRow]:
        """Return the largest of some samples, and the sum of the others."""
        products = self._terms.products[positions]
        sizes = np.abs(products)
        order = largest_first(products)
        largest = float(sizes[np.isfinite(sizes)].max(initial=0))
        listed, rest = order[:count], order[count:]
        values = products[listed]
        if len(rest):
            values = np.append(values, products[rest].sum())
        texts = self.numbers.listed(values, float(products.sum()))
        rows: list[LedgerRow] = [
            self._row(int(positions[at]), text, largest, is_inside=is_inside)
            for at, text in zip(listed, texts, strict=False)
        ]
        if len(rest):
            text = f"and {len(rest):,} more: sum"
            rows.append(MoreRow(text, texts[-1], 0, MoreSamples(1)))
        if level:
            rows.append(MoreRow("show fewer", "", 0, MoreSamples(-1)))
        return rows

    def _row(self, position: int, number: str, largest: float, *, is_inside: bool) -> ShareRow:
        terms, row = self._terms, self._record.rows[position]
        place = int(terms.numbers[position]) if terms.numbers is not None else position
        name, value = self._name(int(self._labels[position])), float(terms.products[position])
        own = float(terms.columns[0].values[position])
        image: ByteArray = self._record.data.images[row].max(axis=-1)
        return ShareRow(
            label=f"“{name}”",
            aside=index_words(place),
            value=value,
            number=number,
            share=_share(value, largest),
            wish=ShowSample(place),
            hint=f"train {index_words(place)}, a {name}: its own gradient {full_text(own)}, a "
            f"share of 1/{len(terms):,} is {full_text(value)}. Click to show it.",
            image=image,
            is_strong=place == self._shown,
            is_inside=is_inside,
        )


def _share(value: float, largest: float) -> float:
    return min(1.0, abs(value) / largest) if largest > 0 else 0.0
