"""One weight, kernel cell or bias set to another number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.anatomy.titles import title_of
from core.arrays import Shape
from core.errors import SpecError
from core.network_spec import LayerOutline, NetworkSpec
from core.number_text import signed_words
from core.what_if.edit import Edit, Values, own_copy

#: The largest size that may be typed: far above any sound weight, far below the end of float32.
LARGEST = 1e6


@dataclass(frozen=True, slots=True)
class SetNumber(Edit):
    """Give one number that a layer has learned another value.

    Attributes
    ----------
    path : str
        Of the array, e.g. ``"0.conv2d.weight"``.
    index : tuple of int
    value : float
        From −1,000,000 to 1,000,000.
    """

    path: str
    index: Shape
    value: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or abs(self.value) > LARGEST:
            raise SpecError(
                f"A weight can be set to a number from −{int(LARGEST):,} to {int(LARGEST):,}, "
                f"received {self.value!r:.40}."
            )

    @property
    def address(self) -> ParameterAddress:
        """Of the number."""
        return ParameterAddress(self.path, self.index)

    def apply(self, network: NetworkSpec, values: Values) -> NetworkSpec:
        array = values.get(self.path)
        shape = () if array is None else array.shape
        is_inside = len(shape) == len(self.index) and all(
            0 <= at < length for at, length in zip(self.index, shape, strict=True)
        )
        if array is None or not is_inside:
            raise SpecError(f"The network has no number {self.index!r:.40} in {self.path:.60}.")
        own_copy(values, self.path)[self.index] = np.float64(self.value)
        return network

    def words(self, outlines: Sequence[LayerOutline]) -> str:
        return f"{title_of(outlines, self.address)} set to {signed_words(self.value)}"

    def replaces(self, before: Edit) -> bool:
        return isinstance(before, SetNumber) and before.address == self.address
