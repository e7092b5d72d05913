"""One factor of many terms at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.anatomy.addresses import INPUT_LAYER, Address, ParameterAddress, ValueAddress
from core.arrays import FloatArray, IntArray, Shape


class Quantity(StrEnum):
    """Which number of an address is meant."""

    VALUE = "value"
    GRADIENT = "gradient"  # d(loss)/d(value)


@dataclass(frozen=True, slots=True)
class Factor:
    """One number of one term.

    Attributes
    ----------
    role : str
        What it is to the term: ``"input"``, ``"weight"``, ``"gradient"`` …
    value : float
    address : ValueAddress, ParameterAddress or None
        Where it lives; None for padding and for numbers that live nowhere.
    quantity : Quantity
        Whether it is the value at that address or its gradient.
    """

    role: str
    value: float
    address: Address | None
    quantity: Quantity


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The same factor of n terms, kept as arrays.

    Attributes
    ----------
    role : str
    name : str
        Short name in formulas and snippets; a word for a Greek letter (``"delta"``).
    values : ndarray of float64, shape (n,)
    source : int, str or None
        Layer whose output the numbers are of, path of the parameter, or None: nowhere.
    places : ndarray of int, shape (n, axes), or None
        Index of each number in its tensor; a row of -1 for padding.
    quantity : Quantity
    laid_from : tuple (rows, columns, channels) or None
        Shape of the maps that were laid out in the row the numbers stand in.
    """

    role: str
    name: str
    values: FloatArray
    source: int | str | None = None
    places: IntArray | None = None
    quantity: Quantity = Quantity.VALUE
    laid_from: Shape | None = None

    @property
    def is_ink(self) -> bool:
        """Whether it holds pixels of the image."""
        return (
            self.source == INPUT_LAYER
            and self.quantity is Quantity.VALUE
            and self.places is not None
            and self.places.shape[1] == 3
        )

    def address(self, position: int) -> Address | None:
        """Return where one of the numbers lives."""
        if self.source is None or self.places is None or self.places[position, 0] < 0:
            return None
        index = tuple(self.places[position].tolist())
        if isinstance(self.source, str):
            return ParameterAddress(self.source, index)
        return ValueAddress(self.source, index)

    def factor(self, position: int) -> Factor:
        """Return one of the numbers as an object."""
        value = float(self.values[position])
        return Factor(self.role, value, self.address(position), self.quantity)
