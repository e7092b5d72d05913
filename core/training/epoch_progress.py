"""How far an epoch has come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray
from core.errors import OrderError


@dataclass(frozen=True, slots=True)
class GeneratorState:
    """Everything that decides what a PCG64 generator draws next.

    Attributes
    ----------
    state, increment : int
        Of 128 bits each; the increment is odd.
    has_half : bool
        Whether half of a 64-bit draw is left over for the next 32-bit draw.
    half : int
        That half, of 32 bits.
    """

    state: int
    increment: int
    has_half: bool
    half: int

    @classmethod
    def of(cls, rng: np.random.Generator) -> GeneratorState:
        """Return the state of `rng`.

        Raises
        ------
        OrderError
            If `rng` draws by another method than PCG64, as no session of ours does.
        """
        found = rng.bit_generator.state
        if found["bit_generator"] != "PCG64":
            raise OrderError(f"expected a PCG64 generator, received {found['bit_generator']}")
        numbers = found["state"]
        return cls(
            numbers["state"], numbers["inc"], bool(found["has_uint32"]), found["uinteger"]
        )

    def put_into(self, rng: np.random.Generator) -> None:
        """Let `rng` go on drawing from this state."""
        rng.bit_generator.state = {
            "bit_generator": "PCG64",
            "state": {"state": self.state, "inc": self.increment},
            "has_uint32": int(self.has_half),
            "uinteger": self.half,
        }


@dataclass(frozen=True, slots=True)
class EpochState:
    """What an `EpochProgress` needs to go on.

    Attributes
    ----------
    number : int
        Of the epoch, from 1; 0 before the first.
    cursor : int
        Images seen in it.
    loss_sum : float
        Of those images.
    right_sum : int
        How many of them were judged right.
    generator : GeneratorState
        Before it drew the order of this epoch: so the order need not be kept.
    """

    number: int
    cursor: int
    loss_sum: float
    right_sum: int
    generator: GeneratorState


class EpochProgress:
    """Deals out images in a new random order each epoch, and sums up how they were judged.

    Parameters
    ----------
    rows : ndarray of int
        Which images there are.
    rng : numpy.random.Generator
        Draws the orders.

    Attributes
    ----------
    number : int
        Of the current epoch, from 1; 0 before the first.
    cursor : int
        Images dealt out in it.
    """

    def __init__(self, rows: IntArray, rng: np.random.Generator) -> None:
        self.number = 0
        self.cursor = 0
        self._rows = rows
        self._rng = rng
        self._order = rows[:0]
        self._loss_sum = 0.0
        self._right_sum = 0
        self._generator = GeneratorState.of(rng)

    @property
    def is_over(self) -> bool:
        """Whether every image was dealt out, or the first epoch has not begun."""
        return self.cursor >= len(self._order)

    @property
    def left(self) -> int:
        """How many images this epoch has still to deal out."""
        return len(self._order) - self.cursor

    @property
    def loss(self) -> float:
        """Mean over the images dealt out so far."""
        return self._loss_sum / self.cursor

    @property
    def accuracy(self) -> float:
        """Mean over the images dealt out so far, from 0 to 1."""
        return self._right_sum / self.cursor

    def begin_next(self) -> None:
        """Begin an epoch."""
        self._generator = GeneratorState.of(self._rng)
        self.number += 1
        self._order = self._rng.permutation(self._rows)
        self.cursor = 0
        self._loss_sum, self._right_sum = 0.0, 0

    def next_rows(self, count: int) -> IntArray:
        """Return the rows of the next batch: `count`, or what is left of the epoch."""
        return self._order[self.cursor : self.cursor + count]

    def judged(self, count: int, loss: float, right: int) -> None:
        """Note that the next `count` images were used: their mean loss, how many were right."""
        self.cursor += count
        self._loss_sum += loss * count
        self._right_sum += right

    def state(self) -> EpochState:
        """Return what is needed to go on."""
        return EpochState(
            number=self.number,
            cursor=self.cursor,
            loss_sum=float(self._loss_sum),
            right_sum=int(self._right_sum),
            generator=self._generator,
        )

    def load_state(self, state: EpochState) -> None:
        """Go on exactly where another one, dealing out the same images, stood.

        Raises
        ------
        OrderError
            If that one has dealt out more images than there are.
        """
        if state.cursor > (len(self._rows) if state.number else 0):
            raise OrderError(
                f"EpochProgress: expected at most {len(self._rows):,} images in an epoch, "
                f"received {state.cursor:,}"
            )
        state.generator.put_into(self._rng)
        self._generator = state.generator
        self._order = self._rng.permutation(self._rows) if state.number else self._rows[:0]
        self.number, self.cursor = state.number, state.cursor
        self._loss_sum, self._right_sum = state.loss_sum, state.right_sum
