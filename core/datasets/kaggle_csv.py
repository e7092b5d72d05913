"""Read tables of images: Kaggle's digit-recognizer CSV and its relatives."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TextIO

import numpy as np

from core.arrays import ByteArray, IntArray
from core.data_description import DataDescription
from core.data_extra import NONE
from core.datasets.class_names import class_names_of
from core.datasets.csv_choice import CsvChoice, chosen_layout
from core.datasets.csv_layout import (
    LONGEST_HEADER,
    SEPARATORS,
    CsvLayout,
)
from core.datasets.csv_numbers import CsvNumbers
from core.datasets.csv_one_hot import (
    OneHotLayout,
    decided_layout,
    no_row_text,
    table_layout,
    written_labels,
)
from core.datasets.csv_words import CsvWords
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.datasets.source_head import SourceHead
from core.datasets.streaming.growing_images import GrowingImages
from core.datasets.streaming.image_storage import ImageStorage
from core.datasets.turned import is_stored_turned, turned_upright
from core.errors import LoadError
from core.formats.content_kind import ODD_BYTES, ContentKind, encoding_of
from core.formats.file_access import short_name
from core.formats.unpacked_file import UnpackedFile, open_unpacked
from core.number_words import counted

ROWS_PER_CHUNK = 2_000
TEXTS = (ContentKind.TEXT, ContentKind.EMPTY)
#: The first line with which Excel can be told what stands between cells.
_EXCEL_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class KaggleImages:
    """The content of a table of images.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, H, W, 1)
    labels : ndarray of uint8 or uint16, shape (N,), or None
        None for a file without the label column, such as Kaggle's ``test.csv``.
    notes : tuple of str
        What was guessed or changed, as sentences.
    class_names : tuple of str
        If the labels of the table are names.
    """

    images: ByteArray
    labels: IntArray | None
    notes: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()


def read_kaggle_csv(
    path: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    choice: CsvChoice | None = None,
    at_most: int | None = None,
    storage: ImageStorage | None = None,
) -> KaggleImages:
    """Read ``train.csv`` (label, pixel0 … pixel783), ``test.csv`` (pixels only) or a relative.

    Relatives have other names of columns or none, the label elsewhere, a column that numbers
    the rows, another separator, quotation marks, numbers such as 29.0 or in the figures of
    another script, names as labels, brightness from 0 to 1, square images of another size,
    another encoding; or are packed as gzip or zip.  Images of EMNIST are turned upright.

    Parameters
    ----------
    path : path
    progress : callable, optional
        Called as ``progress(fraction, text)`` after every 2,000 rows.
    cancelled : callable, optional
        Asked before every 2,000 rows whether to give up.
    choice : CsvChoice, optional
        What the columns mean; otherwise the table has to tell.
    at_most : int, optional
        So many rows are enough; what follows them is not looked at.
    storage : ImageStorage, optional
        Where the images go; into memory by default.

    Raises
    ------
    LoadError
        If the file cannot be read; a bad row is named by line and column.
    Cancelled
        If `cancelled` says so.
    """
    watch = LoadingWatch(progress, cancelled, at_most, storage or ImageStorage())
    with open_unpacked(path) as source:
        if source.kind not in TEXTS:
            raise LoadError(f"{source.name}: this is {source.kind}, expected a CSV of images")
        text = io.TextIOWrapper(
            source.file, encoding=encoding_of(source.head), errors=ODD_BYTES
        )
        try:
            table = _Table(text, source, watch, choice).read()
        finally:
            text.detach()
    if is_stored_turned(short_name(path)):
        check = partial(watch.report, 1.0, "Turning the images upright")
        images, note = turned_upright(table.images, watch.storage, check)
        table = replace(table, images=images, notes=(*table.notes, note))
    return table


class _Table:
    """Reads rows chunk by chunk."""

    def __init__(
        self,
        text: TextIO,
        source: UnpackedFile,
        watch: LoadingWatch,
        choice: CsvChoice | None,
    ) -> None:
        self._choice = choice
        self._text = text
        self._source = source
        self._name = source.name
        self._watch = watch
        #: Number of the line that is read next.
        self._line = 1

    def read(self) -> KaggleImages:
        """Return everything."""
        self._watch.report(0.0, f"Reading {self._name}")
        layout = self._layout()
        first_line = self._line - (layout.first_row is not None)
        labels: list[IntArray] = []
        growing: GrowingImages | None = None
        row_count = 0
        numbers: CsvNumbers | None = None
        words: CsvWords | OneHotLayout | None = None
        for lines in self._chunks(layout):
            if numbers is None or growing is None:
                layout = decided_layout(layout, lines, self._name)
                numbers = CsvNumbers(layout, self._name)
                words = written_labels(layout, lines, self._name)
                growing = self._watch.storage.images(layout.image_shape)
            if words is not None:
                lines = words.numbered(lines, first_line + row_count)
            own_labels, pixels = numbers.parse(lines, first_line + row_count)
            if own_labels is not None:
                labels.append(own_labels)
            growing.add(pixels.reshape(-1, *layout.image_shape))
            row_count += len(lines)
            if self._watch.at_most is not None and row_count >= self._watch.at_most:
                break
            if row_count * len(layout.pixels) > (limit := self._watch.storage.limit):
                raise LoadError(
                    f"{self._name}: expected at most {limit:,} pixels, received more"
                )
            text = f"Reading {self._name}: {counted(row_count, 'row')}"
            self._watch.report(self._source.share_read, text)
        if growing is None:
            raise LoadError(no_row_text(layout, self._name))
        notes = tuple(note for note in (layout.note, numbers.note if numbers else "") if note)
        found = np.concatenate(labels) if labels else None
        names: tuple[str, ...] = ()
        if words is not None and found is not None:
            found, names = words.in_order(found)
        return KaggleImages(growing.finish(), found, notes, names)

    def _layout(self) -> CsvLayout:
        line = self._next_line(LONGEST_HEADER)
        separators: Sequence[str] = SEPARATORS
        if named := _EXCEL_SEPARATOR.fullmatch(line):
            separators = (named[1],)
            line = self._next_line(LONGEST_HEADER)
        if not line.strip():
            raise LoadError(
                f"{self._name}: expected a header line, received an empty file or line"
            )
        if self._choice is not None:
            return chosen_layout(line, self._choice, self._name)
        return table_layout(line, separators, self._name)

    def _chunks(self, layout: CsvLayout) -> Iterator[list[str]]:
        """Yield up to 2,000 rows; blank lines are fine only at the end of the file."""
        most = min(ROWS_PER_CHUNK, self._watch.at_most or ROWS_PER_CHUNK)
        lines = [] if layout.first_row is None else [layout.first_row]
        longest = layout.longest_line
        while line := self._next_line(longest):
            if line.isspace():
                self._check_only_blanks_follow(longest)
                break
            lines.append(line)
            if len(lines) == most:
                yield layout.with_points(lines)
                lines = []
        if lines:
            yield layout.with_points(lines)

    def _next_line(self, longest: int) -> str:
        line = self._text.readline(longest + 1)
        if len(line) > longest:
            raise LoadError(
                f"{self._name}, line {self._line}: the line is longer than {longest:,} letters"
            )
        self._line += 1
        return line

    def _check_only_blanks_follow(self, longest: int) -> None:
        blank = self._line - 1
        while line := self._next_line(longest):
            if not line.isspace():
                raise LoadError(
                    f"{self._name}, line {blank}: expected a row of numbers, the line is empty"
                )


def _load(source: str, watch: LoadingWatch) -> Dataset:
    return _labelled(short_name(source), _read(source, watch))


def _load_described(description: DataDescription, watch: LoadingWatch) -> Dataset:
    choice = CsvChoice.described(description.extra)
    table = _read(description.source, watch, choice)
    return _labelled(short_name(description.source), table)


def _labelled(name: str, table: KaggleImages) -> Dataset:
    if table.labels is None:
        raise LoadError(
            f"{name}: there is no label column, so this file can be predicted "
            "but not trained on"
        )
    train = LabelledImages(table.images, table.labels)
    names = table.class_names or class_names_of(train)
    return Dataset(name, train, None, names, table.notes)


def _load_images(source: str, watch: LoadingWatch) -> ByteArray:
    return _read(source, watch).images


def _load_described_images(description: DataDescription, watch: LoadingWatch) -> ByteArray:
    """Return the images of a table as chosen, or of its companion that has no labels."""
    choice = CsvChoice.described(description.extra)
    try:
        return _read(description.source, watch, choice).images
    except LoadError:
        if choice is None:
            raise
        return _read(description.source, watch, replace(choice, label=NONE)).images


def _read(source: str, watch: LoadingWatch, choice: CsvChoice | None = None) -> KaggleImages:
    return read_kaggle_csv(
        source,
        progress=watch.progress,
        cancelled=watch.cancelled,
        choice=choice,
        at_most=watch.at_most,
        storage=watch.storage,
    )


def _looks_like_csv(head: SourceHead) -> bool:
    return head.kind in TEXTS


KAGGLE_CSV = DataFormat(
    name="kaggle_csv",
    title="Kaggle CSV",
    explained="a Kaggle digit-recognizer CSV",
    expected="a .csv file",
    suffixes=(".csv", ".zip"),
    read=_load,
    read_images=_load_images,
    read_described=_load_described,
    read_images_described=_load_described_images,
    looks_like=_looks_like_csv,
)
