"""Weights as images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.arrays import FloatArray, Shape
from core.network_spec import LayerOutline

#: Up to so many inputs a unit's weights are a row of its matrix; a longer row is a column.
MAX_ROW_OF_INPUTS = 512


@dataclass(frozen=True, slots=True)
class FilterBank:
    """The weights of one layer, seen as one small image per output and input channel.

    Attributes
    ----------
    layer : LayerOutline
    shape : tuple (rows, columns, input channels, outputs)
        A matrix is a single image: its rows are the units, or else its columns.
    is_matrix : bool
        Whether these are the weights of a dense layer that reads no map.
    """

    layer: LayerOutline
    shape: Shape
    is_matrix: bool = False

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

    @property
    def units(self) -> int:
        """How many filters or units there are."""
        return self.layer.output_shape[-1]

    @property
    def units_are_rows(self) -> bool:
        """Whether a unit of a matrix is one of its rows; of any other weights, no."""
        inputs = self.layer.input_shape[0]
        return self.is_matrix and inputs <= MAX_ROW_OF_INPUTS

    def fold(self, weight: FloatArray) -> FloatArray:
        """Return an array of the weight's shape as images of `shape`, without copying."""
        return (weight.T if self.units_are_rows else weight).reshape(self.shape)

    def unit_of(self, row: int, column: int, output: int) -> int:
        """Return the filter or unit that a number of `fold` belongs to."""
        if not self.is_matrix:
            return output
        return row if self.units_are_rows else column

    def line_of(self, unit: int) -> tuple[int | None, int | None]:
        """Return the row or the column of a matrix that holds a unit's weights."""
        if not self.is_matrix:
            return None, None
        return (unit, None) if self.units_are_rows else (None, unit)

    def index_of(self, row: int, column: int, channel: int, output: int) -> Shape:
        """Return where a number of `fold` stands in the weight itself."""
        if self.is_matrix:
            return (column, row) if self.units_are_rows else (row, column)
        if not self.is_folded:
            return row, column, channel, output
        columns, channels = self.shape[1:3]
        return (row * columns + column) * channels + channel, output

    def place_of(self, index: Shape) -> Shape:
        """Return where a number of the weight stands in `fold`."""
        if self.is_matrix:
            row, column = index[::-1] if self.units_are_rows else index
            return row, column, 0, 0
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


def weight_banks(layers: Sequence[LayerOutline]) -> tuple[FilterBank, ...]:
    """Return every layer with weights: those of `filter_banks`, and the others as matrices."""
    images = {bank.layer.position: bank for bank in filter_banks(layers)}
    banks = []
    for layer in layers:
        if layer.position in images:
            banks.append(images[layer.position])
        elif layer.spec.SUMS_ALL_INPUTS and len(layer.input_shape) == 1:
            inputs, units = layer.input_shape[0], layer.output_shape[0]
            sides = (units, inputs) if inputs <= MAX_ROW_OF_INPUTS else (inputs, units)
            banks.append(FilterBank(layer, (*sides, 1, 1), is_matrix=True))
    return tuple(banks)


def weight_path(layer: LayerOutline) -> str:
    """Return the path of a layer's weight among a network's parameters."""
    return f"{layer.position}.{layer.spec.KIND}.weight"
