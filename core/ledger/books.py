"""Everything the ledger is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.anatomy.addresses import (
    INPUT_LAYER,
    Address,
    LossAddress,
    ParameterAddress,
    ValueAddress,
)
from core.anatomy.ledger_error import LedgerError
from core.anatomy.titles import is_class, laid_maps
from core.arrays import FloatArray, IntArray, Shape
from core.index_words import index_words, place_words
from core.ledger.column import Column, Quantity
from core.losses.base import Loss
from core.losses.fused import taking_over
from core.network_spec import LayerOutline
from core.trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """One network at one step, and what it made of one sample.

    Attributes
    ----------
    outlines : tuple of LayerOutline
    trace : Trace
        Values and gradients of the sample at every layer.
    values : mapping of str to ndarray
        Parameters and running statistics by path: ``Snapshot.values``.
    label : int or None
        The sample's true class, if known.
    loss : Loss
    initial : mapping of str to ndarray or None
        The same arrays at step 0, if known.
    before : mapping of str to ndarray or None
        The same arrays before the latest step, if known.
    unedited : mapping of str to ndarray or None
        The same arrays as the run has them, if `values` were changed by hand.
    class_names : tuple of str
        Of the sample's data; empty if they are not known.
    """

    outlines: tuple[LayerOutline, ...]
    trace: Trace
    values: Mapping[str, FloatArray]
    label: int | None
    loss: Loss
    initial: Mapping[str, FloatArray] | None = None
    before: Mapping[str, FloatArray] | None = None
    unedited: Mapping[str, FloatArray] | None = None
    class_names: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """Index of the last layer."""
        return len(self.outlines) - 1

    @property
    def is_fused(self) -> bool:
        """Whether the loss takes the last layer over, as in training."""
        return taking_over(self.loss, self.outlines[-1].spec.KIND) is not None

    def output(self, layer: int) -> FloatArray:
        """Return what a layer put out; -1 is the input."""
        return self.trace.values[layer + 1]

    def gradient(self, layer: int) -> FloatArray:
        """Return d(loss)/d(output of a layer); -1 is the input."""
        if self.trace.gradients is None:
            raise LedgerError("This sample has no label, so there are no gradients.")
        return self.trace.gradients[layer + 1]

    def passed_gradient(self, layer: int) -> FloatArray:
        """Return what of it goes back into the layer: nothing through silenced channels."""
        gradient = self.gradient(layer)
        silenced = self.outlines[layer].silenced if layer >= 0 else ()
        if not silenced:
            return gradient
        passed = gradient.copy()
        passed[..., list(silenced)] = 0
        return passed

    def is_silenced(self, layer: int, index: Shape) -> bool:
        """Return whether a number of a layer's output is set to 0."""
        return layer >= 0 and index[-1] in self.outlines[layer].silenced

    def parameter_path(self, outline: LayerOutline, name: str) -> str:
        """Return the path of an array that a layer keeps."""
        return f"{outline.position}.{outline.spec.KIND}.{name}"

    def parameter(self, outline: LayerOutline, name: str) -> FloatArray:
        """Return an array that a layer keeps."""
        return self.values[self.parameter_path(outline, name)]

    def check(self, address: Address) -> None:
        """Raise unless `address` is part of this network.

        Raises
        ------
        LedgerError
            The text says what to do.
        """
        count = len(self.outlines)
        if not count or len(self.trace.values) != count + 1:
            raise LedgerError(
                "The layers and the traced sample belong to different networks: "
                "wait until the sample has been through the new one."
            )
        if isinstance(address, LossAddress):
            return
        if isinstance(address, ValueAddress):
            inside = -1 <= address.layer < count and _is_inside(
                address.index, self.output(address.layer).shape
            )
            what = f"Number {place_words(address.index)} of {_layer(address.layer)}"
        else:
            array = self.values.get(address.path)
            inside = array is not None and _is_inside(address.index, array.shape)
            what = f"Number {place_words(address.index)} of {address.path}"
        if not inside:
            raise LedgerError(
                f"{what} is not part of this network any more, because the architecture "
                "changed: select another number."
            )

    def noun(self, layer: int) -> str:
        """Return what one number of a layer's output is called: pixel, class or unit."""
        if len(self.output(layer).shape) == 3:
            return "pixel"
        return "class" if is_class(self.outlines, layer) else "unit"

    def laid_from(self, layer: int) -> Shape | None:
        """Return the shape of the maps that stand in a row in a layer's output, if they do."""
        return laid_maps(self.outlines, layer)

    def value_column(
        self, role: str, name: str, layer: int, places: IntArray, fill: float = 0.0
    ) -> Column:
        """Return numbers of a layer's output; rows of -1 in `places` are padding."""
        values = _numbers_at(self.output(layer), places, fill)
        return Column(role, name, values, layer, places, laid_from=self.laid_from(layer))

    def gradient_column(self, layer: int, places: IntArray) -> Column:
        """Return gradients of a layer's output, the deltas of the chain rule."""
        values = _numbers_at(self.passed_gradient(layer), places, 0.0)
        maps = self.laid_from(layer)
        return Column("gradient", "delta", values, layer, places, Quantity.GRADIENT, maps)

    def parameter_column(
        self, role: str, name: str, outline: LayerOutline, array: str, places: IntArray
    ) -> Column:
        """Return numbers of an array that a layer keeps."""
        path = self.parameter_path(outline, array)
        return Column(role, name, _numbers_at(self.values[path], places, 0.0), path, places)

    def parameter_number(
        self, outline: LayerOutline, array: str, index: Shape
    ) -> tuple[float, ParameterAddress]:
        """Return one number that a layer keeps, and its address."""
        address = ParameterAddress(self.parameter_path(outline, array), index)
        return float(self.values[address.path][index]), address


def _numbers_at(tensor: FloatArray, places: IntArray, fill: float) -> FloatArray:
    values: FloatArray = tensor[tuple(places.T)].astype(np.float64)
    is_padding = places[:, 0] < 0
    values[is_padding] = fill
    return values


def _is_inside(index: Shape, shape: Shape) -> bool:
    return len(index) == len(shape) and all(
        0 <= at < length for at, length in zip(index, shape, strict=True)
    )


def _layer(layer: int) -> str:
    return "the input" if layer == INPUT_LAYER else f"layer {index_words(layer)}"
