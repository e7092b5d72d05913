"""Filters, units or layers whose weights are drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import SpecError
from core.network_spec import LayerOutline, NetworkSpec
from core.what_if.edit import Edit, Values, own_copy
from core.what_if.naming import layer_words, outline_of


@dataclass(frozen=True, slots=True)
class Redraw(Edit):
    """Draw weights again as the layer's initialiser does; biases begin with 0 again.

    Attributes
    ----------
    layer : int
        Index of a layer with weights.
    units : tuple of int
        Of its filters or units; empty for the whole layer.
    draw : int
        At least 0: every draw is another one, and the same one every time.
    """

    layer: int
    units: tuple[int, ...] = ()
    draw: int = 0

    def apply(self, network: NetworkSpec, values: Values) -> NetworkSpec:
        outline = outline_of(network.outline(), self.layer)
        if not outline.parameter_count:
            raise SpecError("This layer has no weights to draw: choose another layer.")
        if self.units and max(self.units) >= outline.output_shape[-1]:
            raise SpecError("The layer has no such filter or unit any more.")
        rng = np.random.default_rng([self.layer, self.draw])
        fresh = outline.spec.build(outline.input_shape, rng=rng)
        where = (..., list(self.units)) if self.units else ...
        for name, parameter in fresh.parameters.items():
            path = f"{self.layer}.{outline.spec.KIND}.{name}"
            own_copy(values, path)[where] = parameter.value[where]
        return network

    def words(self, outlines: Sequence[LayerOutline]) -> str:
        return f"{layer_words(outlines, self.layer, self.units)} drawn again"
