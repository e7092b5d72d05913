"""What the ledger needs to know about a kind of layer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from numpy.typing import NDArray

from core.anatomy.ledger_error import LedgerError
from core.arrays import FloatArray, Shape
from core.ledger.account import Account
from core.ledger.books import Books
from core.network_spec import LayerOutline

#: What a layer keeps besides its parameters, by name.
State = Mapping[str, NDArray[Any]]
NO_STATE: State = MappingProxyType({})


class LayerEntries(ABC):
    """Writes the accounts of one kind of layer.

    Everything is recomputed here from the stored tensors in float64, independently of the
    layer's own, fast way of doing it.

    Class attributes
    ----------------
    KIND : str
    DONE_BY : tuple of type
        Our own classes that do the work.
    """

    KIND: ClassVar[str]
    DONE_BY: ClassVar[tuple[type, ...]]

    @abstractmethod
    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        """Return how output `index` of the layer was made."""

    @abstractmethod
    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        """Return what *input* `index` of the layer is blamed for, through this layer."""

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
    ) -> FloatArray:
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

        Returns
        -------
        ndarray of float64, shape (N, positions)
            One row per sample; an array of its own.
        """
        raise LedgerError(
            f"{outline.spec.TITLE}: {name} is not trained, so it has no gradient."
        )
