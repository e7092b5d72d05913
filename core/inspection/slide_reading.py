"""One position of a sliding window, product by product."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.arrays import FloatArray, IntArray

#: Largest difference to the stored number, relative to the numbers that were added.
TOLERANCE = 1e-5
_SMALLEST = 1.2e-38  # the smallest normal float32: sizes below are not told apart


@dataclass(frozen=True, slots=True, eq=False)
class SlideReading:
    """What one cell of the result is the sum of.

    Attributes
    ----------
    row, column : int
        Cell of the result.
    top, left : int
        Cell of the operand under the window's first cell.
    operand, kernel : ndarray of float64, shape (K_h, K_w)
        The two factors of every product.
    kinds : ndarray of `CellKind`, shape (K_h, K_w)
        Where one of the factors is no number but a zero that was added.
    others : float
        What the windows over the other maps of the stack add.
    other_count : int
    other_size : float
        Sum of the absolute products behind `others`.
    bias : float or None
    stored : float
        The network's own number.
    """

    row: int
    column: int
    top: int
    left: int
    operand: FloatArray
    kernel: FloatArray
    kinds: IntArray
    others: float
    other_count: int
    other_size: float
    bias: float | None
    stored: float

    @property
    def products(self) -> FloatArray:
        """Operand times kernel, cell by cell."""
        return self.operand * self.kernel

    @property
    def window_sum(self) -> float:
        """Sum of the products."""
        return float(self.products.sum())

    @property
    def total(self) -> float:
        """Everything that is added up to the number."""
        return self.window_sum + self.others + (self.bias or 0.0)

    @property
    def difference(self) -> float:
        """Total minus the stored number."""
        return self.total - self.stored

    @property
    def agrees(self) -> bool:
        """Whether total and stored number are the same but for float32 rounding."""
        size = float(abs(self.products).sum()) + self.other_size + abs(self.bias or 0.0)
        scale = max(size, abs(self.stored), _SMALLEST)
        return math.isfinite(self.difference) and abs(self.difference) <= TOLERANCE * scale
