"""What a figure shows: plots, maps and tables of counts, with the numbers behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray
from core.figures.points import Points
from core.figures.text_table import TextTable


class CurveLook(StrEnum):
    """What a curve means, and so how it is drawn."""

    RAW = "raw"  # behind the others, and of no matter for the range
    TRAIN = "train"
    VALIDATION = "validation"
    OTHER = "other"  # of another run


class MapLook(StrEnum):
    """How numbers become colours."""

    SIGNED = "signed"  # orange below zero, blue above it, nothing at zero
    INK = "ink"  # 0 no ink, 1 full ink; three channels are a colour


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line of a plot.

    Attributes
    ----------
    name : str
    x, y : ndarray of float, shape (n,)
        What is not finite leaves a gap.
    look : CurveLook
    group : str
        What it is called in the legend together with others; empty for its own name.
    """

    name: str
    x: FloatArray
    y: FloatArray
    look: CurveLook = CurveLook.TRAIN
    group: str = ""

    @property
    def called(self) -> str:
        """What it is called in the legend."""
        return self.group or self.name


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the x axis that something is said of; with `y`, a point.

    Attributes
    ----------
    x : float
    text : str
    y : float or None
    is_trouble : bool
    """

    x: float
    text: str
    y: float | None = None
    is_trouble: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Curves over one pair of axes.

    Attributes
    ----------
    title, x_label, y_label : str
    curves : tuple of Curve
    marks : tuple of Mark
    is_share : bool
        Whether y is written as percent, and ends at 1.
    is_log : bool
        Whether y is drawn by its logarithm; what is not above 0 lies on the axis.
    """

    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...] = ()
    is_share: bool = False
    is_log: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """Small images that share one scale.

    Attributes
    ----------
    title : str
    names : tuple of str
        One for each map.
    values : tuple of ndarray of float, each of shape (H, W) or, as colour, (H, W, 3)
    look : MapLook
    note : str
        Below them, such as what was left out.
    shares_scale : bool
        Whether one scale goes for all; else each has its own, written below it.
    most : int or None
        How many are drawn, the first ones, which is said below them; the numbers are those of
        all.  None draws all.
    """

    title: str
    names: tuple[str, ...]
    values: tuple[FloatArray, ...]
    look: MapLook = MapLook.SIGNED
    note: str = ""
    shares_scale: bool = True
    most: int | None = None

    @property
    def drawn(self) -> Maps:
        """The same with those alone that are drawn."""
        rest = 0 if self.most is None else len(self.values) - self.most
        if rest <= 0:
            return self
        said = f"{rest:,} more are among the numbers, not drawn."
        return replace(
            self,
            names=self.names[: self.most],
            values=self.values[: self.most],
            note=f"{said} {self.note}".strip(),
        )

    @property
    def limits(self) -> tuple[float, ...]:
        """For each map the size that is drawn in full; 0 if nothing is finite."""
        sizes = [np.abs(one[np.isfinite(one)]) for one in self.values]
        own = tuple(float(size.max()) if size.size else 0.0 for size in sizes)
        return (max(own),) * len(own) if self.shares_scale and own else own


@dataclass(frozen=True, slots=True, eq=False)
class CountTable:
    """How often what was taken for what: rows true, columns predicted.

    Attributes
    ----------
    title, row_label, column_label : str
    names : tuple of str
        Of rows and columns.
    counts : ndarray of int, shape (n, n)
    """

    title: str
    row_label: str
    column_label: str
    names: tuple[str, ...]
    counts: IntArray


FigurePart = Plot | Maps | CountTable | TextTable | Points


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything that one picture shows.

    Attributes
    ----------
    title : str
    parts : tuple of Plot, Maps, CountTable, TextTable or Points
        From top to bottom.
    caption : str
        Which run, step and sample this is of.
    """

    title: str
    parts: tuple[FigurePart, ...]
    caption: str = ""

    @property
    def is_vector(self) -> bool:
        """Whether nothing in it is made of pixels."""
        return not any(isinstance(part, Maps) for part in self.parts)

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return the numbers behind it by name, just as they are shown.

        Maps of one shape are one array, (maps, H, W); a plot's curves are (points, 2) each,
        x and y.  No two have the same name.
        """
        found: dict[str, NDArray[Any]] = {}
        for part in self.parts:
            for name, array in _arrays_of(part):
                found[_free_name(name, found)] = array
        return found

    def columns(self, name: str) -> tuple[str, ...]:
        """Return what the columns of an array of `arrays` are called, if they have names."""
        labels: dict[str, tuple[str, ...]] = {
            f"{part.title}: {one.name}": (part.x_label, part.y_label)
            for part in self.parts
            if isinstance(part, Plot)
            for one in part.curves
        }
        for part in self.parts:
            if isinstance(part, TextTable):
                labels |= part.columns()
            if isinstance(part, Points):
                labels[part.title] = part.columns
        return labels.get(name, ())


def _arrays_of(part: FigurePart) -> list[tuple[str, NDArray[Any]]]:
    if isinstance(part, Plot):
        return [
            (f"{part.title}: {one.name}", np.column_stack([one.x, one.y]))
            for one in part.curves
        ]
    if isinstance(part, CountTable):
        return [(part.title, part.counts)]
    if isinstance(part, TextTable):
        return part.arrays()
    if isinstance(part, Points):
        return [(part.title, part.numbers)]
    if len({(one.shape, one.dtype) for one in part.values}) == 1:
        return [(part.title, np.stack(part.values))]
    return [
        (f"{part.title}: {name}", one)
        for name, one in zip(part.names, part.values, strict=True)
    ]


def _free_name(name: str, taken: Mapping[str, object]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
