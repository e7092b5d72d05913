"""What a person says of a table of images that it does not tell itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.arrays import Shape, shape_text
from core.data_extra import FIRST, LAST, MOST_CHANNELS, NONE, DataExtra
from core.datasets.csv_layout import (
    LABELS,
    MAX_SIDE,
    UNUSED,
    CsvLayout,
    is_number,
    likely_separator,
    split_line,
)
from core.errors import LoadError
from core.formats.file_access import short_value


@dataclass(frozen=True, slots=True)
class CsvChoice:
    """How to read a table.

    Attributes
    ----------
    label : str or None
        Which column holds the labels: ``first``, ``last``, ``none``, or its name; None for
        one that is called so, else for the first unless all columns make an image.
    shape : tuple (H, W, C), or None
        Of one image, channels innermost; None for a square in grey.
    has_header : bool or None
        Whether the first line holds names; None if it does unless it is all numbers.
    separator : str or None
        Between two cells; None for the sign that is there most often.
    """

    label: str | None = FIRST
    shape: Shape | None = None
    has_header: bool | None = None
    separator: str | None = None

    @classmethod
    def described(cls, extra: DataExtra) -> CsvChoice | None:
        """Return what a description says of a table; None if it says nothing."""
        said = (extra.label, extra.shape, extra.header, extra.separator)
        return None if said == (None,) * len(said) else cls(*said)


def chosen_layout(line: str, choice: CsvChoice, name: str) -> CsvLayout:
    """Return how to read a table that begins with `line`; `name` is that of the file.

    Raises
    ------
    LoadError
        If there is no such column, or the pixels are too few or too many for the shape.
    """
    separator = choice.separator or likely_separator(line)
    cells = split_line(line, separator)
    has_header = choice.has_header
    if has_header is None:
        has_header = not all(is_number(cell, separator) for cell in cells)
    names = tuple(cells) if has_header else tuple(map(str, range(1, len(cells) + 1)))
    wanted = choice.label or _likely_label(names, choice.shape)
    label = _label_column(names, wanted, has_header, name)
    pixels = tuple(
        at
        for at, one in enumerate(names)
        if at != label and not (has_header and one.casefold() in UNUSED)
    )
    shape = choice.shape or (math.isqrt(len(pixels)), math.isqrt(len(pixels)), 1)
    if not (
        all(1 <= side <= MAX_SIDE for side in shape[:2])
        and 1 <= shape[2] <= MOST_CHANNELS
        and math.prod(shape) == len(pixels)
    ):
        wanted = shape_text(shape) if choice.shape else "a square"
        raise LoadError(
            f"{name}, line 1: expected as many pixels as {wanted} has, received {len(pixels):,}"
        )
    return CsvLayout(separator, names, pixels, label, None if has_header else line, shape=shape)


def _likely_label(names: Sequence[str], shape: Shape | None) -> str:
    named = next((one for one in names if one.casefold() in LABELS), None)
    if named is not None:
        return named
    count = len(names)
    is_image = count == math.prod(shape) if shape else math.isqrt(count) ** 2 == count
    return NONE if is_image else FIRST


def _label_column(
    names: tuple[str, ...], wanted: str, has_header: bool, name: str
) -> int | None:
    places = {FIRST: 0, LAST: len(names) - 1, NONE: None}
    if wanted in places:
        return places[wanted]
    folded = [one.casefold() for one in names]
    if not has_header or wanted.casefold() not in folded:
        raise LoadError(f"{name}, line 1: there is no column {short_value(wanted)}")
    return folded.index(wanted.casefold())
