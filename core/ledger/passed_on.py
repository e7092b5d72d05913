"""What an input gives: its products with the weights of the layer that reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.anatomy.addresses import Address, ValueAddress
from core.ledger.books import Books
from core.ledger.catalog import layer_entries
from core.ledger.terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class PassedOn:
    """The products of one number of the sample.

    Attributes
    ----------
    layer : int
        The layer whose weights multiply it.
    reads : ValueAddress
        What that layer reads: the number itself, or its place in the row it is laid out in.
    terms : Terms
        Input, weight and product; the address of a product is that of the output it is part
        of.
    """

    layer: int
    reads: ValueAddress
    terms: Terms

    @property
    def largest(self) -> Address | None:
        """The output that gets the most of it."""
        if not len(self.terms):
            return None
        return self.terms.columns[2].address(int(self.terms.by_size()[0]))


def passed_on(address: Address, books: Books) -> PassedOn | None:
    """Return the products of a number of the sample; None for any other number.

    None too if no layer multiplies it by weights before its neighbours come in.
    """
    if not isinstance(address, ValueAddress) or address.layer >= 0:
        return None
    reads = address
    for outline in books.outlines:
        if outline.spec.LAYS_OUT_MAPS and len(outline.input_shape) == len(reads.index):
            place = np.ravel_multi_index(reads.index, outline.input_shape)
            reads = ValueAddress(outline.position, (int(place),))
            continue
        entries = layer_entries(outline.spec.KIND)
        with np.errstate(all="ignore"):  # a diverged network stays readable
            terms = entries.passed_on(books, outline, reads.index)
        return None if terms is None else PassedOn(outline.position, reads, terms)
    return None
