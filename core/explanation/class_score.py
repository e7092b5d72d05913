"""The score of a class, and how the input moves it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, Shape, shape_text
from core.errors import ShapeError, SpecError
from core.layers.base import Layer
from core.layers.spec import LayerSpec
from core.losses.base import Loss
from core.network import Network
from core.network_spec import NetworkSpec

#: Images that go through the network at once: enough to be fast, few enough for any memory.
SHARD = 64


@dataclass(frozen=True, slots=True)
class Target:
    """What is explained: the score of a class, or how far it is ahead of another.

    Attributes
    ----------
    index : int
        Of the class.
    against : int or None
        Index of the other class: then the explained number is the difference of the scores.
    """

    index: int
    against: int | None = None


class ClassScore:
    r"""The score of a class as a function of the input image.

    A score is what the last layer with weights says, before a softmax or sigmoid makes a
    probability of it (the *logit*): probabilities of all classes move each other, scores do
    not.

    .. math:: s(x) = z_{c}(x) \quad\text{or}\quad z_{c}(x) - z_{c'}(x)

    Parameters
    ----------
    network : Network
        Its caches are overwritten: hand over a copy that is not trained.
    spec : NetworkSpec
        What `network` was built from.
    loss : Loss
        What it was trained with: tells whether the last layer makes probabilities.
    target : Target
    image_shape : tuple (H, W, C), optional
        Of the images, where the network reads flat samples.

    Raises
    ------
    SpecError
        If there is no such class, or the two classes are the same.
    ShapeError
        If such images do not fit the network.
    """

    def __init__(
        self,
        network: Network,
        spec: NetworkSpec,
        loss: Loss,
        target: Target,
        *,
        image_shape: Shape | None = None,
    ) -> None:
        last = spec.layers[-1]
        makes_probabilities = last.GIVES_PROBABILITIES or last.KIND in loss.LAST_LAYERS
        count = len(spec.layers) - int(makes_probabilities and len(spec.layers) > 1)
        self.specs: Sequence[LayerSpec] = spec.layers[:count]
        self.layers: Sequence[Layer] = network.layers[:count]
        self.classes = math.prod(spec.outline()[count - 1].output_shape)
        self.image_shape = spec.input_shape if image_shape is None else image_shape
        self._input_shape = spec.input_shape
        if len(self.image_shape) != 3 or math.prod(self.image_shape) != math.prod(
            spec.input_shape
        ):
            raise ShapeError(
                f"The network reads samples of {shape_text(spec.input_shape)}, which are not "
                f"images of {shape_text(self.image_shape)}."
            )
        self._weights = _of_each_class(target, self.classes)

    def of_all(self, x: FloatArray) -> FloatArray:
        """Return the score of every class for each image.

        Parameters
        ----------
        x : ndarray of shape (N, H, W, C)

        Returns
        -------
        ndarray of float64, shape (N, classes)
        """
        found = np.empty((len(x), self.classes))
        for start in range(0, len(x), SHARD):
            part = self._as_input(x[start : start + SHARD])
            for layer in self.layers:
                part = layer.forward(part, training=False)
            found[start : start + len(part)] = part
        return found

    def values(self, x: FloatArray) -> FloatArray:
        """Return the explained score of each image.

        Parameters
        ----------
        x : ndarray of shape (N, H, W, C)

        Returns
        -------
        ndarray of float64, shape (N,)
        """
        return self.of_all(x) @ self._weights

    def gradients(self, x: FloatArray, *, is_guided: bool = False) -> FloatArray:
        """Return d(score)/d(image) of each image.

        Parameters
        ----------
        x : ndarray of shape (N, H, W, C)
        is_guided : bool
            Whether a gate passes back only what speaks for the class, as guided
            backpropagation wants it: that is no derivative any more.

        Returns
        -------
        ndarray of float64, shape (N, H, W, C)
        """
        found = np.empty(x.shape)
        for start in range(0, len(x), SHARD):
            part = self._as_input(x[start : start + SHARD])
            self._trace(part)
            gradient = self._back_to(0, len(part), part.dtype, is_guided=is_guided)
            found[start : start + len(part)] = gradient.reshape(-1, *self.image_shape)
        return found

    def at(self, layer: int, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what a layer gives for one image, and d(score)/d(that).

        Parameters
        ----------
        layer : int
        x : ndarray of shape (H, W, C)

        Returns
        -------
        tuple of two ndarray of float64, in the shape of the layer's output
        """
        values = self._trace(self._as_input(x[None]), upto=layer)
        gradient = self._back_to(layer + 1, 1, values.dtype)
        return values[0].astype(np.float64), gradient[0].astype(np.float64)

    def _as_input(self, x: FloatArray) -> FloatArray:
        dtype = next(p.value.dtype for one in self.layers for p in one.parameters.values())
        return np.ascontiguousarray(x.reshape(-1, *self._input_shape), dtype)

    def _trace(self, x: FloatArray, upto: int = -1) -> FloatArray:
        """Run forward, ready to go back; return a copy of what layer `upto` gives."""
        kept = x
        for index, layer in enumerate(self.layers):
            x = layer.trace(x)
            if index == upto:
                kept = x.copy()
        return kept

    def _back_to(
        self, layer: int, count: int, dtype: np.dtype, *, is_guided: bool = False
    ) -> FloatArray:
        """Return d(score)/d(input of `layer`) after `_trace`."""
        gradient = np.tile(self._weights.astype(dtype), (count, 1))
        for index in range(len(self.layers) - 1, layer - 1, -1):
            if is_guided and self.specs[index].IS_GATE:
                gradient = np.maximum(gradient, 0)
            gradient = self.layers[index].input_gradient(gradient)
        return gradient


def _of_each_class(target: Target, classes: int) -> FloatArray:
    """Return with which weight every class's score counts."""
    for index in (target.index, target.against):
        if index is not None and not 0 <= index < classes:
            raise SpecError(
                f"expected a class from 0 to {classes - 1}, received {index}: the network has "
                f"{classes} scores"
            )
    if target.index == target.against:
        raise SpecError("the two classes that are compared are the same")
    weights = np.zeros(classes)
    weights[target.index] = 1
    if target.against is not None:
        weights[target.against] = -1
    return weights
