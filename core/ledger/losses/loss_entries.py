"""What the ledger needs to know about a loss."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import ModuleType
from typing import ClassVar

import numpy as np

from core.ledger.account import Account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.column import Column


class LossEntries(ABC):
    """Writes the accounts of one kind of loss, for one sample.

    Class attributes
    ----------------
    KIND : str
    DONE_BY : tuple of module
        Our own files that do the work; in them the lines are marked.
    """

    KIND: ClassVar[str]
    DONE_BY: ClassVar[tuple[ModuleType, ...]]

    @abstractmethod
    def made(self, books: Books, label: int) -> Account:
        """Return how the loss was made."""

    @abstractmethod
    def blamed(self, books: Books, label: int, unit: int) -> Account:
        """Return what output `unit` of the last layer is blamed for."""

    @abstractmethod
    def fused(self, books: Books, label: int, unit: int) -> Account:
        """Return what input `unit` of the last layer is blamed for, if the loss takes it over.

        Never asked of a loss that takes no layer over.
        """

    def made_in_book(self, books: Books, label: int) -> BookCall | None:
        """Return how the textbook makes the loss."""
        function = "value_of_logits" if books.is_fused else "value"
        return self._in_book(books, label, function, ())

    def blamed_in_book(
        self, books: Books, label: int, unit: int, *, of_scores: bool
    ) -> BookCall | None:
        """Return how the textbook blames output `unit` of the last layer, or its input."""
        function = "gradient_of_logits" if of_scores else "gradient"
        return self._in_book(books, label, function, (0, unit))

    def _in_book(
        self, books: Books, label: int, function: str, at: tuple[int, ...]
    ) -> BookCall | None:
        numbers = vars(books.loss) | {
            "predicted": books.output(books.last)[None],  # (1, K)
            "logits": books.output(books.last - 1)[None],
            "target": np.array([label]),
        }
        # what is taken for the logarithm of 0 depends on the type
        is_single = "logits" not in function and numbers["predicted"].dtype == np.float32
        return BookCall.of(self.KIND, function, numbers, at=at, is_single=is_single)


def outputs(books: Books) -> Column:
    """Return the network's outputs."""
    places = np.arange(books.outlines[-1].output_shape[0])[:, None]
    return books.value_column("output", "p", books.last, places)


def output(books: Books, unit: int) -> Column:
    """Return one of the network's outputs."""
    return books.value_column("output", "p", books.last, np.array([[unit]]))


def smallest_probability(books: Books) -> float:
    """Return what smaller probabilities are taken as: the smallest normal number."""
    return float(np.finfo(books.output(books.last).dtype).tiny)
