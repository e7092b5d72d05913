"""The smallest weights set to 0."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.errors import SpecError
from core.network_spec import LayerOutline, NetworkSpec
from core.number_text import percent_text
from core.weight_paths import weight_paths
from core.what_if.edit import Edit, Values, own_copy


@dataclass(frozen=True, slots=True)
class Prune(Edit):
    """Set the smallest weights of all filters and units to 0, by their size; biases stay.

    Attributes
    ----------
    share : float
        Of the weights, from 0 to 1; rounded down to a whole number of them.
    keeps_zeros : bool
        Whether weights that are 0 stay 0 in a branch that trains the network further;
        otherwise they learn like all others.
    """

    share: float
    keeps_zeros: bool = True

    def __post_init__(self) -> None:
        if not (math.isfinite(self.share) and 0 <= self.share <= 1):
            raise SpecError(f"A share must be from 0 to 1, received {self.share!r:.40}.")

    def apply(self, network: NetworkSpec, values: Values) -> NetworkSpec:
        paths = weight_paths(network.outline())
        if not paths:
            raise SpecError("The network has no weights to prune.")
        sizes = np.concatenate([np.abs(values[path]).ravel() for path in paths])
        # the first of equal ones, so that it is always the same; what is no number goes last
        smallest = np.argsort(sizes, kind="stable")[: int(self.share * len(sizes) + 1e-9)]
        starts = np.cumsum([0, *(values[path].size for path in paths)])
        for path, start, stop in zip(paths, starts[:-1], starts[1:], strict=True):
            inside = smallest[(smallest >= start) & (smallest < stop)] - start
            if len(inside):
                own_copy(values, path).reshape(-1)[inside] = 0
        return replace(network, keeps_zeros=self.keeps_zeros)

    def words(self, outlines: Sequence[LayerOutline]) -> str:
        later = "and kept at 0" if self.keeps_zeros else "free to learn again"
        return f"the smallest {percent_text(self.share, 0)} of the weights set to 0, {later}"

    def replaces(self, before: Edit) -> bool:
        return isinstance(before, Prune)
