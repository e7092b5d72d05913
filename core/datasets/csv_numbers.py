"""Turn lines of a table into whole numbers from 0 to 255."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray
from core.datasets.csv_layout import NUMBER, CsvLayout
from core.datasets.pixel_values import UNIT_NOTE
from core.datasets.plain_rows import plain_rows
from core.errors import LoadError
from core.formats.file_access import short_value
from core.number_words import comma_advice, plain_digits

HIGHEST = 255


class CsvNumbers:
    """Parses rows as a layout says: fast as long as they are plain, else with care.

    Parameters
    ----------
    layout : CsvLayout
    name : str
        Of the file, for sentences.
    """

    def __init__(self, layout: CsvLayout, name: str) -> None:
        self._layout = layout
        self._name = name
        self._has_plain_columns = layout.used == tuple(range(len(layout.names)))
        self._may_be_plain = layout.separator != " "
        self._first_pixel = 0 if layout.label is None else 1
        #: Whether brightness goes from 0 to 1; the first rows tell.
        self._is_unit: bool | None = None

    @property
    def note(self) -> str:
        """What was changed, as a sentence; empty if nothing was."""
        return UNIT_NOTE if self._is_unit else ""

    def parse(self, lines: Sequence[str], first_line: int) -> ByteArray:
        """Return the used columns of some rows: labels (if there are any), then pixels.

        Parameters
        ----------
        lines : sequence of str
        first_line : int
            The number of the first one.

        Returns
        -------
        ndarray of uint8, shape (len(lines), len(layout.used))

        Raises
        ------
        LoadError
            If a row is not as the layout says; names the line and the column.
        """
        if self._may_be_plain:
            plainest = self._parse_plainest(lines)
            if plainest is not None:
                self._is_unit = False
                return plainest
            try:
                rows: ByteArray = self._parse(lines, np.uint8, quote=None)
                if self._is_unit is None:
                    self._is_unit = False
                return rows
            except (ValueError, OverflowError):
                self._may_be_plain = False
        try:
            plain = [plain_digits(line) for line in lines]
            values = self._parse(plain, np.float64, quote='"')
            pixels = values[:, self._first_pixel :]
            if self._is_unit is None:
                self._is_unit = _are_unit(pixels)
            if self._is_unit:
                if not np.all((pixels >= 0) & (pixels <= 1)):
                    raise ValueError
                np.rint(pixels * HIGHEST, out=pixels)
            if not np.all((values >= 0) & (values <= HIGHEST) & (values == np.floor(values))):
                raise ValueError
        except (ValueError, OverflowError):
            self._refuse(lines, first_line)
        return values.astype(np.uint8)

    def _parse_plainest(self, lines: Sequence[str]) -> ByteArray | None:
        """Return rows of bare whole numbers, which nearly all tables are; else None."""
        if not (self._has_plain_columns and self._layout.separator.isascii()):
            return None
        text = "".join(lines)
        if not text.isascii():
            return None
        columns = len(self._layout.names)
        return plain_rows(text.encode("ascii"), self._layout.separator, len(lines), columns)

    def _parse(self, lines: Sequence[str], dtype: type, quote: str | None) -> NDArray[Any]:
        layout = self._layout
        if not self._has_plain_columns and any(
            self._columns_in(line) != len(layout.names) for line in lines
        ):
            raise ValueError
        chunk: NDArray[Any] = np.loadtxt(
            lines,
            dtype=dtype,
            delimiter=None if layout.separator == " " else layout.separator,
            comments=None,
            ndmin=2,
            quotechar=quote,
            usecols=None if self._has_plain_columns else layout.used,
        )
        if chunk.shape != (len(lines), len(layout.used)):
            raise ValueError
        return chunk

    def _columns_in(self, line: str) -> int:
        if self._layout.separator == " ":
            return len(line.split())
        return line.count(self._layout.separator) + 1

    def _refuse(self, lines: Sequence[str], first_line: int) -> NoReturn:
        """Raise for the first cell that the fast parser, which knows no names, did not take."""
        layout, name = self._layout, self._name
        for number, line in enumerate(lines, start=first_line):
            cells = layout.split(line)
            if len(cells) != len(layout.names):
                raise LoadError(
                    f"{name}, line {number}: expected {len(layout.names)} columns, "
                    f"received {len(cells)}"
                )
            for column in sorted(layout.used):
                is_pixel = column != layout.label
                if self._is_unit and is_pixel and not _is_share(cells[column]):
                    raise LoadError(
                        f"{name}, line {number}, column {layout.names[column]:.40}: expected a "
                        f"number from 0 to 1 as in the rows before, received "
                        f"{short_value(cells[column])}"
                    )
                if not (self._is_unit and is_pixel) and not _is_whole(cells[column]):
                    raise LoadError(
                        f"{name}, line {number}, column {layout.names[column]:.40}: expected a "
                        f"whole number from 0 to {HIGHEST}, received "
                        f"{short_value(cells[column])}{_advice(cells[column])}"
                    )
        last = first_line + len(lines) - 1
        raise LoadError(f"{name}: lines {first_line} to {last} are not rows of whole numbers")


def _are_unit(pixels: NDArray[Any]) -> bool:
    """Return whether there are fractions, and nothing above 1."""
    return bool(pixels.size and pixels.max() <= 1 and np.any(pixels != np.floor(pixels)))


def _is_whole(cell: str) -> bool:
    if not NUMBER.fullmatch(cell):
        return False
    value = float(cell)
    return 0 <= value <= HIGHEST and value.is_integer()


def _is_share(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell)) and 0 <= float(cell) <= 1


def _advice(cell: str) -> str:
    if advice := comma_advice(cell):
        return f"; {advice}"
    if NUMBER.fullmatch(cell) and 0 < float(cell) < 1:
        return "; brightness from 0 to 1 has to be multiplied by 255"
    return ""
