"""The terms of an account, however many, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.anatomy.addresses import Address
from core.arrays import FloatArray, IntArray, largest_first
from core.datasets.class_names import class_name
from core.index_words import index_words, laid_place, laid_words, place_words, unit_words
from core.ledger.column import Column, Factor


@dataclass(frozen=True, slots=True)
class Term:
    """One term, as an object of its own.

    Attributes
    ----------
    label : str
    address : Address or None
        The number a click on the term leads to; None for padding.
    factors : tuple of Factor
    product : float
        What the term contributes.
    group : str
        E.g. ``"input channel 1"``; empty if the terms are not grouped.
    mark : str
        E.g. ``"padding"``, ``"winner"``; empty if there is nothing to say.
    """

    label: str
    address: Address | None
    factors: tuple[Factor, ...]
    product: float
    group: str
    mark: str


class LargestTerms(NamedTuple):
    """The terms that matter most, and what the others come to."""

    terms: tuple[Term, ...]
    rest_count: int
    rest_sum: float


#: The noun of a term whose place is a class.
CLASS = "class"


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Terms as a struct of arrays; ``terms[i]`` makes the object for one of them.

    Attributes
    ----------
    columns : tuple of Column
        The factors.
    products : ndarray of float64, shape (n,)
        What each term contributes.
    noun : str
        What the place of a term is called: ``"pixel"``, ``"unit"``, ``"class"`` …
    leads_to : int
        Which column's address is the term's own.
    groups : ndarray of int, shape (n,), or None
        Which of `group_names` each term belongs to.
    group_names : tuple of str
    marks : ndarray of int, shape (n,), or None
        Which of `mark_names` is said of each term.
    mark_names : tuple of str
    grid : tuple (rows, columns) or None
        How the terms of each group lie beside each other, in order, if they do.
    numbers : ndarray of int, shape (n,), or None
        Indices to use in labels instead of the place.
    how : str
        How a product follows from its factors, if not by multiplication: ``"−q · log p"``.
    class_names : tuple of str
        What terms are called whose place is a class; a class without a name has its number.
    """

    columns: tuple[Column, ...]
    products: FloatArray
    noun: str = ""
    leads_to: int = 0
    groups: IntArray | None = None
    group_names: tuple[str, ...] = ()
    marks: IntArray | None = None
    mark_names: tuple[str, ...] = ()
    grid: tuple[int, int] | None = None
    numbers: IntArray | None = None
    how: str = ""
    class_names: tuple[str, ...] = ()

    @classmethod
    def nothing(cls) -> Terms:
        """Return no terms at all."""
        return cls((), np.zeros(0))

    def __len__(self) -> int:
        return len(self.products)

    def __getitem__(self, position: int) -> Term:
        if not -len(self) <= position < len(self):
            raise IndexError(f"Terms: expected a position below {len(self)}, got {position}")
        position %= len(self)
        columns, groups, marks = self.columns, self.groups, self.marks
        return Term(
            label=self.label(position),
            address=columns[self.leads_to].address(position) if columns else None,
            factors=tuple(column.factor(position) for column in columns),
            product=float(self.products[position]),
            group="" if groups is None else self.group_names[int(groups[position])],
            mark="" if marks is None else self.mark_names[int(marks[position])],
        )

    def __iter__(self) -> Iterator[Term]:
        return (self[position] for position in range(len(self)))

    def label(self, position: int) -> str:
        """Return in words where a term comes from: ``pixel (3, 4)``, ``unit 7``, ``class 0``.

        A number of maps in a row: ``channel 3, row 2, column 5 (= 137)``.
        """
        if self.numbers is not None:
            return f"{self.noun} {index_words(int(self.numbers[position]))}"
        places = self.columns[self.leads_to].places if self.columns else None
        if places is None:
            return self.noun
        place = places[position].tolist()
        if place[0] < 0:
            return "padding"
        if len(place) > 1:
            return f"{self.noun} {place_words(place[:2])}"
        maps = self.columns[self.leads_to].laid_from
        if maps is not None:
            return laid_words(place[0], maps)
        named = class_name(place[0], self.class_names) if self.noun == CLASS else ""
        return unit_words(self.noun, place[0]) if named in ("", str(place[0])) else named

    def short_label(self, position: int) -> str:
        """Return `label` in fewer letters: ``channel 3 (2, 5)`` in a row of maps."""
        column = self.columns[self.leads_to] if self.columns else None
        if self.numbers is not None or column is None:
            return self.label(position)
        if column.places is None or column.laid_from is None or column.places[position, 0] < 0:
            return self.label(position)
        row, at, channel = laid_place(int(column.places[position, 0]), column.laid_from)
        return f"channel {index_words(channel)} {place_words((row, at))}"

    def total(self) -> float:
        """Return the sum of all terms."""
        return float(self.products.sum())

    def magnitude(self) -> float:
        """Return the sum of the sizes of all terms: what rounding is judged against."""
        return float(np.abs(self.products).sum())

    def group_sums(self) -> FloatArray:
        """Return the sum of the terms of each group, shape (groups,)."""
        if self.groups is None:
            return np.array([self.total()])
        sums = np.zeros(len(self.group_names))
        np.add.at(sums, self.groups, self.products)
        return sums

    def group_positions(self, group: int) -> IntArray:
        """Return which terms belong to a group, in order."""
        return (
            np.arange(len(self))
            if self.groups is None
            else np.flatnonzero(self.groups == group)
        )

    def by_size(self) -> IntArray:
        """Return the positions of all terms, largest first; NaN counts as largest."""
        return largest_first(self.products)

    def largest_first(self, count: int) -> LargestTerms:
        """Return the `count` largest terms, and the sum of the rest."""
        order = self.by_size()
        shown = tuple(self[int(position)] for position in order[:count])
        rest = order[count:]
        return LargestTerms(shown, len(rest), float(self.products[rest].sum()))
