"""Read the CSV files of Kaggle's digit-recognizer competition."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TextIO

import numpy as np

from core.arrays import ByteArray
from core.datasets.data_format import DataFormat
from core.datasets.dataset import DIGITS, Dataset, LabelledImages
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name, short_value

SIDE = 28
PIXELS = SIDE * SIDE
LABEL = "label"
HIGHEST_LABEL = len(DIGITS) - 1
ROWS_PER_CHUNK = 2_000
MAX_ROWS = 1_000_000
#: No line of 785 whole numbers up to 255 is longer, even with a blank around each.
MAX_LINE = 8_192
_WHOLE_NUMBER = re.compile(r"[ \t]*\+?[0-9]{1,9}[ \t]*")
_PIXEL_NAMES = tuple(f"pixel{index}" for index in range(PIXELS))


@dataclass(frozen=True, slots=True, eq=False)
class KaggleImages:
    """The content of a digit-recognizer CSV.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, 28, 28, 1)
    labels : ndarray of uint8, shape (N,), or None
        None for a file without the label column, i.e. ``test.csv``.
    """

    images: ByteArray
    labels: ByteArray | None


def read_kaggle_csv(
    path: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> KaggleImages:
    """Read ``train.csv`` (label, pixel0 … pixel783) or ``test.csv`` (pixels only).

    Parameters
    ----------
    path : path
    progress : callable, optional
        Called as ``progress(fraction, text)`` after every 2,000 rows.
    cancelled : callable, optional
        Asked before every 2,000 rows whether to give up.

    Raises
    ------
    LoadError
        If the file cannot be read; a bad row is named by line and column.
    Cancelled
        If `cancelled` says so.
    """
    watch = LoadingWatch(progress, cancelled)
    name = short_name(path)
    with open_for_reading(path) as (file, size):
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
        try:
            return _read_rows(text, size, name, watch)
        finally:
            text.detach()


def _read_rows(text: TextIO, size: int, name: str, watch: LoadingWatch) -> KaggleImages:
    watch.report(0.0, f"Reading {name}")
    header = text.readline(MAX_LINE + 1)
    columns = _columns_of(header, name)
    has_labels = columns[0] == LABEL
    labels: list[ByteArray] = []
    images: list[ByteArray] = []
    row_count, characters = 0, len(header)
    while lines := _next_lines(text, row_count + 2, name):
        first_line = row_count + 2
        chunk = _parse(lines, columns, first_line, name)
        if has_labels:
            if chunk[:, 0].max() > HIGHEST_LABEL:
                _refuse(lines, columns, first_line, name)
            labels.append(chunk[:, 0].copy())
        images.append(chunk[:, -PIXELS:].copy())
        row_count += len(lines)
        characters += sum(map(len, lines))
        if row_count > MAX_ROWS:
            raise LoadError(f"{name}: expected at most {MAX_ROWS:,} rows, received more")
        watch.report(characters / max(size, 1), f"Reading {name}: {row_count:,} rows")
    if not images:
        raise LoadError(f"{name}: there is a header, but no row of data")
    pixels = np.concatenate(images)
    return KaggleImages(
        pixels.reshape(-1, SIDE, SIDE, 1), np.concatenate(labels) if has_labels else None
    )


def _columns_of(header: str, name: str) -> tuple[str, ...]:
    if not header.strip():
        raise LoadError(f"{name}: expected a header line, received an empty file or line")
    if header.startswith("PK"):
        raise LoadError(f"{name}: this is a zip archive; unpack it and open the CSV inside")
    received = tuple(cell.strip().strip('"') for cell in header.split(","))
    for columns in ((LABEL, *_PIXEL_NAMES), _PIXEL_NAMES):
        if received == columns:
            return columns
    expected = (LABEL, *_PIXEL_NAMES) if received[0] == LABEL else _PIXEL_NAMES
    pairs = zip(expected, received, strict=False)
    for column, (wanted, got) in enumerate(pairs, start=1):
        if wanted != got:
            raise LoadError(
                f"{name}: expected the header label,pixel0,...,pixel783 (label is optional), "
                f"received {short_value(got)} as column {column}"
            )
    raise LoadError(
        f"{name}, line 1: expected {len(expected)} columns in the header, "
        f"received {len(received)}"
    )


def _next_lines(text: TextIO, first_line: int, name: str) -> list[str]:
    """Return up to 2,000 lines; blank lines are fine only at the end of the file."""
    lines: list[str] = []
    while len(lines) < ROWS_PER_CHUNK and (line := text.readline(MAX_LINE + 1)):
        number = first_line + len(lines)
        if len(line) > MAX_LINE:
            raise LoadError(
                f"{name}, line {number}: the line is longer than {MAX_LINE:,} letters"
            )
        if line.isspace():
            _check_only_blanks_follow(text, number, name)
            break
        lines.append(line)
    return lines


def _check_only_blanks_follow(text: TextIO, number: int, name: str) -> None:
    while line := text.readline(MAX_LINE + 1):
        if not line.isspace():
            raise LoadError(
                f"{name}, line {number}: expected a row of numbers, the line is empty"
            )


def _parse(
    lines: Sequence[str], columns: tuple[str, ...], first_line: int, name: str
) -> ByteArray:
    try:
        chunk = np.loadtxt(lines, dtype=np.uint8, delimiter=",", comments=None, ndmin=2)
    except (ValueError, OverflowError):
        _refuse(lines, columns, first_line, name)
    if chunk.shape != (len(lines), len(columns)):
        _refuse(lines, columns, first_line, name)
    return chunk


def _refuse(
    lines: Sequence[str], columns: tuple[str, ...], first_line: int, name: str
) -> NoReturn:
    """Raise for the first cell that the fast parser, which knows no names, stumbled over."""
    for number, line in enumerate(lines, start=first_line):
        cells = line.rstrip("\r\n").split(",")
        if len(cells) != len(columns):
            raise LoadError(
                f"{name}, line {number}: expected {len(columns)} columns, received {len(cells)}"
            )
        for column, cell in zip(columns, cells, strict=True):
            highest = HIGHEST_LABEL if column == LABEL else 255
            if not _WHOLE_NUMBER.fullmatch(cell) or int(cell) > highest:
                raise LoadError(
                    f"{name}, line {number}, column {column}: expected a whole number "
                    f"from 0 to {highest}, received {short_value(cell)}"
                )
    last_line = first_line + len(lines) - 1
    raise LoadError(f"{name}: lines {first_line} to {last_line} are not rows of whole numbers")


def _looks_like_csv(source: str) -> bool:
    path = Path(source)
    return path.suffix.lower() in KAGGLE_CSV.suffixes and not path.is_dir()


def _load(source: str, watch: LoadingWatch) -> Dataset:
    name = short_name(source)
    table = read_kaggle_csv(source, progress=watch.progress, cancelled=watch.cancelled)
    if table.labels is None:
        raise LoadError(
            f"{name}: there is no label column, so this file can be predicted "
            "but not trained on"
        )
    return Dataset(name, LabelledImages(table.images, table.labels), None, DIGITS)


KAGGLE_CSV = DataFormat(
    name="kaggle_csv",
    title="Kaggle CSV",
    explained="a Kaggle digit-recognizer CSV",
    expected="a .csv file",
    suffixes=(".csv",),
    looks_like=_looks_like_csv,
    read=_load,
)
