"""The layers of a network while they are found."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray, Shape
from core.errors import CoreError, LoadError
from core.layers.batch_norm import BatchNormSpec
from core.layers.flatten import FlattenSpec
from core.layers.spec import LayerSpec
from core.network_spec import MAX_LAYERS, NetworkSpec

#: What a pixel of full ink is stored as.
FULL_INK = 255
#: Numbers that are given in units this far from 0, or that small, are pixels from 0 to 255.
_PIXEL_MEAN, _PIXEL_SLOPE = 2.0, 0.05
_SAME = 1e-7
#: What normalisations multiply by at their end, and what they add then.
_SCALES, _SHIFTS = "gamma", "beta"


class LayerChain:
    """Layers in a row, with their weights; what scales and shifts numbers is made part of them.

    Parameters
    ----------
    input_shape : tuple
        ``(H, W, C)`` or ``(features,)``.
    has_whole_pixels : bool
        Whether the network reads pixels from 0 to 255, whatever it does with them.

    Attributes
    ----------
    shape : tuple
        Of what the last layer gives.
    layers : list of LayerSpec
    values : list of dict
        Parameters and state of each layer by name.
    silenced : list of (int, int)
    remarks : list of str
    """

    def __init__(self, input_shape: Shape, *, has_whole_pixels: bool = False) -> None:
        self.input_shape = self.shape = input_shape
        self.layers: list[LayerSpec] = []
        self.values: list[dict[str, FloatArray]] = []
        self.silenced: list[tuple[int, int]] = []
        self.remarks: list[str] = []
        self._has_whole_pixels = has_whole_pixels
        # what is done to the input before the first layer that can take it over: a x + b
        self._slope: FloatArray | None = np.ones(())
        self._offset: FloatArray = np.zeros(())
        # a row that was laid out with the channels outermost: our number i is theirs order[i]
        self._order: IntArray | None = None

    @property
    def is_in_order(self) -> bool:
        """Whether the numbers stand in the same order in the file's network."""
        return self._order is None

    def add(self, spec: LayerSpec, **values: NDArray[Any]) -> None:
        """Add a layer; weights of rows are given in the order of the file.

        Raises
        ------
        LoadError
            If it does not fit, or its weights do not.
        """
        if len(self.layers) >= MAX_LAYERS:
            raise LoadError(f"expected at most {MAX_LAYERS} layers")
        try:
            parameters = spec.parameter_shapes(self.shape)
            wanted = {**parameters, **spec.state_shapes(self.shape)}
            shape = spec.output_shape(self.shape)
        except CoreError as error:
            raise LoadError(str(error)) from None
        for name, array in values.items():
            if array.shape != wanted[name]:
                raise LoadError(
                    f"{spec.KIND}: expected a {name} of shape {wanted[name]}, received "
                    f"{array.shape}"
                )
        own = {name: self._ordered(spec, name, array) for name, array in values.items()}
        self._let_in(spec, own)
        if spec.SUMS_ALL_INPUTS:
            self._order = None
        self.layers.append(spec)
        self.values.append(
            {
                name: _single(array) if name in parameters else array
                for name, array in own.items()
            }
        )
        self.shape = shape

    def look_at_as(self, input_shape: Shape) -> None:
        """Read the same numbers in another shape; before there is any layer.

        Raises
        ------
        LoadError
            If something was done to each of its numbers before.
        """
        if self._slope is not None and self._slope.ndim + self._offset.ndim:
            raise LoadError("its input is scaled number by number before it is an image")
        self.input_shape = self.shape = input_shape

    def flatten(self, *, has_channels_first: bool) -> None:
        """Add a layer that lays maps out; in the file the channels may be outermost."""
        shape = self.shape
        self.add(FlattenSpec())
        if has_channels_first and min(math.prod(shape[:2]), shape[2]) > 1:
            places = np.arange(math.prod(shape))
            self._order = places.reshape(shape[2], *shape[:2]).transpose(1, 2, 0).reshape(-1)

    def scale(self, slope: NDArray[Any], offset: NDArray[Any]) -> None:
        """Take over that channels are multiplied by `slope`, and `offset` is added.

        Parameters
        ----------
        slope, offset : ndarray of shape () or (channels,)
            In the order of the file.
        """
        if self._order is not None:
            slope, offset = (one[self._order] if one.ndim else one for one in (slope, offset))
        if self._slope is not None:
            self._slope = self._slope * slope
            self._offset = self._offset * slope + offset
            return
        slope, offset = (
            np.broadcast_to(np.asarray(one, np.float64), self.shape[-1:])
            for one in (slope, offset)
        )
        if not offset.any() and np.isin(slope, (0.0, 1.0)).all():
            at = len(self.layers) - 1
            self.silenced += [(at, int(channel)) for channel in np.flatnonzero(slope == 0)]
            return
        last, own = self.layers[-1], self.values[-1]
        if (last.SUMS_ALL_INPUTS or last.SLIDES_FILTERS) and not self._is_silenced:
            own["weight"] = _single(own["weight"] * slope)
            own["bias"] = _single(own["bias"] * slope + offset)
            return
        if _SCALES in own and not self._is_silenced:  # so does a normalisation, at its end
            own[_SCALES] = _single(own[_SCALES] * slope)
            own[_SHIFTS] = _single(own[_SHIFTS] * slope + offset)
            return
        self._add_scaling(slope, offset)

    @property
    def _is_silenced(self) -> bool:
        return any(at == len(self.layers) - 1 for at, _ in self.silenced)

    def network(self) -> NetworkSpec:
        """Return what was found.

        Raises
        ------
        LoadError
            If that is no network.
        """
        if not any(self.values):
            raise LoadError("there is no layer with weights in it")
        if self._order is not None:
            raise LoadError("its last layer lays maps out, channels outermost, for no layer")
        for layer, own in zip(self.layers, self.values, strict=True):
            for name, array in own.items():
                if not np.isfinite(array).all():
                    raise LoadError(f"{layer.KIND}: its {name} is infinite or undefined")
        try:
            network = NetworkSpec(self.input_shape, tuple(self.layers), tuple(self.silenced))
            network.outline()
        except CoreError as error:
            raise LoadError(str(error)) from None
        return network

    def _ordered(self, spec: LayerSpec, name: str, array: NDArray[Any]) -> FloatArray:
        """Return weights whose rows, or numbers, are in our order."""
        is_whole_row = array.ndim == 2 or not spec.SUMS_ALL_INPUTS
        if self._order is not None and is_whole_row:
            array = array[self._order]
        return array

    def _let_in(self, spec: LayerSpec, values: dict[str, NDArray[Any]]) -> None:
        """Have the first layer do what was done to the input before it."""
        if self._slope is None:
            return
        if spec.LAYS_OUT_MAPS and len(self.shape) == 3:
            self._slope, self._offset = (
                one if one.ndim == 0 else np.broadcast_to(one, self.shape).reshape(-1)
                for one in (self._slope, self._offset)
            )
            return
        slope, offset = self._of_full_ink()
        self._slope = None
        if np.abs(slope - 1).max() <= _SAME and np.abs(offset).max() <= _SAME:
            return
        slope, offset = (np.broadcast_to(one, self.shape[-1:]) for one in (slope, offset))
        if not (spec.SUMS_ALL_INPUTS or (spec.SLIDES_FILTERS and _adds_no_cells(spec))):
            self._add_scaling(slope, offset)
            return
        weight = values["weight"]
        cells = weight.reshape(-1, *weight.shape[-2:])  # (places, channels, filters)
        values["bias"] = values["bias"] + offset @ cells.sum(axis=0, dtype=np.float64)
        values["weight"] = weight * slope[:, None]
        self.remarks.append("how it scales the pixels is part of the first layer's weights")

    def _of_full_ink(self) -> tuple[FloatArray, FloatArray]:
        """Return what is done to numbers from 0 to 1."""
        slope, offset = self._slope, self._offset
        if slope is None:
            slope = np.ones(())
        with np.errstate(all="ignore"):
            mean = np.abs(offset / slope)
        if not (np.isfinite(slope).all() and np.isfinite(offset).all() and slope.all()):
            raise LoadError("it multiplies its input by numbers that are 0 or undefined")
        if (
            self._has_whole_pixels
            or np.abs(slope).max() <= _PIXEL_SLOPE
            or mean.max() > _PIXEL_MEAN
        ):
            slope = slope * FULL_INK
        return np.asarray(slope), np.asarray(offset)

    def _add_scaling(self, slope: FloatArray, offset: FloatArray) -> None:
        """Add a normalisation that does nothing else, and stays as it is."""
        spec = BatchNormSpec(frozen=True)
        order, self._order = self._order, None  # these are in ours
        self.add(
            spec,
            gamma=slope,
            beta=offset,
            running_mean=np.zeros(len(slope)),
            running_variance=np.full(len(slope), 1 - spec.epsilon),
        )
        self._order = order
        self.remarks.append("numbers that it scales and shifts pass a frozen BatchNorm")


def _adds_no_cells(spec: LayerSpec) -> bool:
    padding = getattr(spec, "padding", "valid")
    return padding == "valid" or not np.any(padding if not isinstance(padding, str) else 1)


def _single(array: NDArray[Any]) -> FloatArray:
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, np.float32)
