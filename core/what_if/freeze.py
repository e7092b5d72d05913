"""Filters, units or layers that training leaves as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import SpecError
from core.network_spec import LayerOutline, NetworkSpec
from core.what_if.edit import Edit, Values
from core.what_if.naming import layer_words, outline_of


@dataclass(frozen=True, slots=True)
class Freeze(Edit):
    """Have training leave weights as they are: seen only in a branch that trains on.

    Attributes
    ----------
    layer : int
        Index of a layer with weights.
    units : tuple of int
        Of its filters or units; empty for the whole layer.
    """

    layer: int
    units: tuple[int, ...] = ()

    def apply(self, network: NetworkSpec, values: Values) -> NetworkSpec:
        spec = outline_of(network.outline(), self.layer).spec
        if not spec.can_freeze:
            raise SpecError("This layer has no weights to freeze: choose another layer.")
        if self.units:
            more = tuple((self.layer, unit) for unit in self.units)
            changed = replace(network, frozen_units=(*network.frozen_units, *more))
        else:
            layers = list(network.layers)
            layers[self.layer] = replace(spec, frozen=True)  # type: ignore[call-arg]
            changed = replace(network, layers=tuple(layers))
        changed.outline()  # refuses what is not there
        return changed

    def words(self, outlines: Sequence[LayerOutline]) -> str:
        return f"{layer_words(outlines, self.layer, self.units)} frozen"
