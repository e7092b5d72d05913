"""Read tables of images: Kaggle's digit-recognizer CSV and its relatives."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import numpy as np

from core.arrays import ByteArray
from core.datasets.class_names import class_names_of
from core.datasets.csv_choice import CsvChoice, chosen_layout
from core.datasets.csv_layout import (
    LONGEST_HEADER,
    SEPARATORS,
    CsvLayout,
    decided,
    layout_of,
)
from core.datasets.csv_numbers import CsvNumbers
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.datasets.source_head import SourceHead
from core.datasets.turned import is_stored_turned, turned_upright
from core.errors import LoadError
from core.formats.content_kind import ContentKind, encoding_of
from core.formats.file_access import short_name
from core.formats.unpacked_file import UnpackedFile, open_unpacked
from core.number_words import counted

ROWS_PER_CHUNK = 2_000
#: Pixels in a table; their array takes so many bytes.
MAX_VALUES = 1 << 31
TEXTS = (ContentKind.TEXT, ContentKind.EMPTY)
#: The first line with which Excel can be told what stands between cells.
_EXCEL_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class KaggleImages:
    """The content of a table of images.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, H, W, 1)
    labels : ndarray of uint8, shape (N,), or None
        None for a file without the label column, such as Kaggle's ``test.csv``.
    notes : tuple of str
        What was guessed or changed, as sentences.
    """

    images: ByteArray
    labels: ByteArray | None
    notes: tuple[str, ...] = ()


def read_kaggle_csv(
    path: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    choice: CsvChoice | None = None,
    at_most: int | None = None,
) -> KaggleImages:
    """Read ``train.csv`` (label, pixel0 … pixel783), ``test.csv`` (pixels only) or a relative.

    Relatives have other names of columns or none, the label elsewhere, a column that numbers
    the rows, another separator, quotation marks, numbers such as 29.0 or in the figures of
    another script, brightness from 0 to 1, square images of another size, another encoding; or
    are packed as gzip or zip.  Images of EMNIST are turned upright.

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

    Raises
    ------
    LoadError
        If the file cannot be read; a bad row is named by line and column.
    Cancelled
        If `cancelled` says so.
    """
    watch = LoadingWatch(progress, cancelled, at_most)
    with open_unpacked(path) as source:
        if source.kind not in TEXTS:
            raise LoadError(f"{source.name}: this is {source.kind}, expected a CSV of images")
        text = io.TextIOWrapper(
            source.file, encoding=encoding_of(source.head), errors="replace"
        )
        try:
            table = _Table(text, source, watch, choice).read()
        finally:
            text.detach()
    if is_stored_turned(short_name(path)):
        images, note = turned_upright(table.images)
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
        labels: list[ByteArray] = []
        images: list[ByteArray] = []
        row_count = 0
        numbers: CsvNumbers | None = None
        for lines in self._chunks(layout):
            if numbers is None:
                layout = self._decided(layout, lines)
                numbers = CsvNumbers(layout, self._name)
            chunk = numbers.parse(lines, first_line + row_count)
            if layout.label is not None:
                labels.append(chunk[:, 0].copy())
            images.append(chunk[:, -len(layout.pixels) :].copy())
            row_count += len(lines)
            if row_count == self._watch.at_most:
                break
            if row_count * len(layout.pixels) > MAX_VALUES:
                raise LoadError(
                    f"{self._name}: expected at most {MAX_VALUES:,} pixels, received more"
                )
            text = f"Reading {self._name}: {counted(row_count, 'row')}"
            self._watch.report(self._source.share_read, text)
        if not images:
            raise LoadError(f"{self._name}: there is a header, but no row of data")
        pixels = np.concatenate(images).reshape(-1, *layout.image_shape)
        notes = tuple(note for note in (layout.note, numbers.note if numbers else "") if note)
        return KaggleImages(pixels, np.concatenate(labels) if labels else None, notes)

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
        return layout_of(line, separators, self._name)

    def _decided(self, layout: CsvLayout, lines: list[str]) -> CsvLayout:
        try:
            return decided(layout, lines)
        except LoadError as error:
            raise LoadError(f"{self._name}, {error}") from None

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
                yield lines
                lines = []
        if lines:
            yield lines

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
    name = short_name(source)
    table = _read(source, watch)
    if table.labels is None:
        raise LoadError(
            f"{name}: there is no label column, so this file can be predicted "
            "but not trained on"
        )
    train = LabelledImages(table.images, table.labels)
    return Dataset(name, train, None, class_names_of(train), table.notes)


def _load_images(source: str, watch: LoadingWatch) -> ByteArray:
    return _read(source, watch).images


def _read(source: str, watch: LoadingWatch) -> KaggleImages:
    return read_kaggle_csv(
        source, progress=watch.progress, cancelled=watch.cancelled, at_most=watch.at_most
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
    looks_like=_looks_like_csv,
)
