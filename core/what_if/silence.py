"""Filters or units whose output is always 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.network_spec import LayerOutline, NetworkSpec
from core.what_if.edit import Edit, Values
from core.what_if.units import units_of

#: What is meant, as panels say it.
MEANING = "Silenced: the output after the activation is set to 0 at every place."


@dataclass(frozen=True, slots=True)
class Silence(Edit):
    """Set the output of some filters or units to 0, behind their activation, at every place.

    Their weights stay as they are.

    Attributes
    ----------
    layer : int
        Index of the layer that has their weights.
    units : tuple of int
    """

    layer: int
    units: tuple[int, ...]

    def apply(self, network: NetworkSpec, values: Values) -> NetworkSpec:
        place = units_of(network.outline(), self.layer).place
        more = tuple((place, unit) for unit in self.units)
        changed = replace(network, silenced=(*network.silenced, *more))
        changed.outline()  # refuses what is not there
        return changed

    def words(self, outlines: Sequence[LayerOutline]) -> str:
        return f"{units_of(outlines, self.layer).words(self.units)} silenced"
