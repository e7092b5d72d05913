"""What the ledger needs to know about a kind of layer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType, ModuleType
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.anatomy.ledger_error import LedgerError
from core.arrays import FloatArray, Shape
from core.ledger.account import Account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

#: What a layer keeps besides its parameters, by name.
State = Mapping[str, NDArray[Any]]
NO_STATE: State = MappingProxyType({})


class Products(NamedTuple):
    """What a parameter's gradient is the sum of.

    Attributes
    ----------
    values : ndarray of float64, shape (N, positions)
        One row per sample; an array of its own.
    size : float
        Of the numbers that they were made of; rounding is judged against it.
    """

    values: FloatArray
    size: float

    @classmethod
    def of(cls, values: FloatArray) -> Products:
        """Return products of numbers that were given, not subtracted from each other."""
        return cls(values, float(np.abs(values).sum()))


class LayerEntries(ABC):
    """Writes the accounts of one kind of layer.

    Everything is recomputed here from the stored tensors in float64, independently of the
    layer's own, fast way of doing it.

    Class attributes
    ----------------
    KIND : str
    DONE_BY : tuple of module
        Our own files that do the work; in them the lines are marked.
    """

    KIND: ClassVar[str]
    DONE_BY: ClassVar[tuple[ModuleType, ...]]

    @abstractmethod
    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        """Return how output `index` of the layer was made."""

    @abstractmethod
    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        """Return what *input* `index` of the layer is blamed for, through this layer."""

    def passed_on(self, books: Books, outline: LayerOutline, index: Shape) -> Terms | None:
        """Return what *input* `index` adds to every output, weight by weight.

        None for a layer that multiplies by no weights.  The columns are input, weight, and
        the product, whose address is that of the output.
        """
        return None

    def parameter_blamed(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> Account:
        """Return what one of the layer's parameters is blamed for, in this sample."""
        raise LedgerError(
            f"{outline.spec.TITLE}: {name} is not trained, so it has no gradient."
        )

    def parameter_products(
        self,
        outline: LayerOutline,
        name: str,
        index: Shape,
        x: FloatArray,
        delta: FloatArray,
        state: State = NO_STATE,
    ) -> Products:
        """Return the products that a parameter's gradient is the sum of, in training.

        Parameters
        ----------
        outline : LayerOutline
        name : str
        index : tuple of int
            Of the parameter in its array.
        x, delta : ndarray, shape (N, ...)
            What the layer read, and d(loss)/d(its output), in whatever precision.
        state : mapping of str to ndarray
            `Layer.state`, for a layer that goes by it in training too.
        """
        raise LedgerError(
            f"{outline.spec.TITLE}: {name} is not trained, so it has no gradient."
        )

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        """Return how the textbook makes output `index`."""
        return BookCall.of(
            self.KIND, "forward", self.book_numbers(books, outline), at=(0, *index)
        )

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        """Return how the textbook passes the blame back to input `index`."""
        numbers = self.book_numbers(books, outline)
        return BookCall.of(self.KIND, "backward", numbers, at=(0, *index))

    def parameter_blamed_in_book(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> BookCall | None:
        """Return how the textbook computes the gradient of a parameter."""
        numbers = self.book_numbers(books, outline)
        return BookCall.of(self.KIND, "backward", numbers, result=name, at=index)

    def book_numbers(self, books: Books, outline: LayerOutline) -> dict[str, Any]:
        """Return all that a page of the book may ask for: settings and arrays, by name.

        What is asked of a layer in whole is right for every kind; a kind whose numbers need
        only a part of them says so in its own ``…_in_book``, so that fewer are to be read.
        """
        spec = outline.spec
        numbers: dict[str, Any] = {
            declared.name: getattr(spec, declared.name) for declared in fields(spec)
        }
        for name in spec.parameter_shapes(outline.input_shape):
            numbers[name] = books.parameter(outline, name)
        numbers["x"] = books.output(outline.position - 1)[None]  # (1, H, W, C) or (1, features)
        if books.trace.gradients is not None:
            numbers["grad_y"] = books.passed_gradient(outline.position)[None]
        return numbers
