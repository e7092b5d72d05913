"""Weights that can be looked at as images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.arrays import FloatArray, Shape
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class FilterBank:
    """The weights of one layer, seen as one small image per output and input channel.

    Attributes
    ----------
    layer : LayerOutline
    shape : tuple (rows, columns, input channels, outputs)
    """

    layer: LayerOutline
    shape: Shape

    @property
    def path(self) -> str:
        """Path of the weight among a network's parameters."""
        return weight_path(self.layer)

    @property
    def bias_path(self) -> str:
        """Path of the bias among a network's parameters."""
        return f"{self.layer.position}.{self.layer.spec.KIND}.bias"

    @property
    def is_folded(self) -> bool:
        """Whether these are the weights of a dense layer, folded back to the map it reads."""
        return self.layer.spec.SUMS_ALL_INPUTS

    def fold(self, weight: FloatArray) -> FloatArray:
        """Return an array of the weight's shape as images of `shape`, without copying."""
        return weight.reshape(self.shape)

    def index_of(self, row: int, column: int, channel: int, output: int) -> Shape:
        """Return where a number of `fold` stands in the weight itself."""
        if not self.is_folded:
            return row, column, channel, output
        columns, channels = self.shape[1:3]
        return (row * columns + column) * channels + channel, output

    def place_of(self, index: Shape) -> Shape:
        """Return where a number of the weight stands in `fold`."""
        if not self.is_folded:
            return index
        columns, channels = self.shape[1:3]
        cell, channel = divmod(index[0], channels)
        return *divmod(cell, columns), channel, index[1]


def filter_banks(layers: Sequence[LayerOutline]) -> tuple[FilterBank, ...]:
    """Return every convolution, and every dense layer that reads a flattened map."""
    banks = []
    for layer in layers:
        if layer.spec.SLIDES_FILTERS:
            banks.append(
                FilterBank(layer, layer.spec.parameter_shapes(layer.input_shape)["weight"])
            )
        elif layer.spec.SUMS_ALL_INPUTS and layer.position > 0:
            before = layers[layer.position - 1]
            if before.spec.LAYS_OUT_MAPS and len(before.input_shape) == 3:
                banks.append(FilterBank(layer, (*before.input_shape, layer.output_shape[0])))
    return tuple(banks)


def weight_path(layer: LayerOutline) -> str:
    """Return the path of a layer's weight among a network's parameters."""
    return f"{layer.position}.{layer.spec.KIND}.weight"
