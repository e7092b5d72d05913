"""What a network does with one sample, forward and backward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core.arrays import BoolArray, FloatArray, IntArray, frozen_copy
from core.layers.dropping import DroppingLayer
from core.layers.picking import PickingLayer
from core.losses.base import Loss
from core.losses.fused import FusedLoss
from core.network import Network
from core.training.objective import Objective


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Every number a network makes of one sample.  All arrays are read-only copies.

    Attributes
    ----------
    values : tuple of ndarray
        ``values[0]`` is the input, ``values[i + 1]`` the output of layer ``i``; shapes
        ``(H, W, C)`` or ``(features,)``, without the batch axis.
    gradients : tuple of ndarray or None
        d(loss)/d(``values[i]``), same shapes.  None if the sample has no label.
    parameter_gradients : mapping of str to ndarray
        d(loss)/d(parameter) of this one sample by path; empty without a label.
    winners : mapping of int to ndarray of int
        For every max-pool layer ``i``: shape (H_out, W_out, C), ``row * W + column`` of the
        input cell that won each window.
    loss : float or None
        Loss of this sample; None without a label.
    kept : mapping of int to ndarray of bool
        For every dropout layer ``i`` that dropped numbers as in training: which it kept, in
        the shape of ``values[i + 1]``.  Empty as in use, where nothing is dropped.
    """

    values: tuple[FloatArray, ...]
    gradients: tuple[FloatArray, ...] | None
    parameter_gradients: Mapping[str, FloatArray]
    winners: Mapping[int, IntArray]
    loss: float | None
    kept: Mapping[int, BoolArray] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def predicted(self) -> int:
        """Index of the largest output."""
        return int(self.values[-1].argmax())


def trace_sample(
    network: Network,
    loss: Loss,
    x: FloatArray,
    label: int | None,
    *,
    dropping: tuple[int, ...] | None = None,
) -> Trace:
    """Run one sample through `network` as in use, and back.

    Parameters
    ----------
    network : Network
        Its caches and gradients are overwritten: hand over a copy that nobody trains.
    loss : Loss
    x : ndarray of shape (H, W, C) or (features,)
    label : int or None
        True class, if known.
    dropping : tuple of int, optional
        Let dropout drop as in training: these numbers name the sample, and the same sample
        meets the same masks until the next mask is drawn in training.
    """
    batch = x[None]
    outputs = [batch]
    kept: dict[int, BoolArray] = {}
    for index, layer in enumerate(network.layers):
        if dropping is not None and isinstance(layer, DroppingLayer):
            outputs.append(layer.trace_dropping(outputs[-1], dropping))
            mask = layer.mask[0].copy()
            mask.flags.writeable = False
            kept[index] = mask
        else:
            outputs.append(layer.trace(outputs[-1]))
    values = tuple(frozen_copy(output[0]) for output in outputs)
    winners = {
        index: layer.winners()[0]
        for index, layer in enumerate(network.layers)
        if isinstance(layer, PickingLayer)
    }
    if label is None:
        return Trace(
            values=values,
            gradients=None,
            parameter_gradients=MappingProxyType({}),
            winners=MappingProxyType(winners),
            loss=None,
            kept=MappingProxyType(kept),
        )

    target = np.array([label])
    value, gradient = loss.value_and_gradient(outputs[-1], target)
    gradients = [gradient]
    layers = list(network.layers)
    if Objective(network, loss).is_fused and isinstance(loss, FusedLoss):
        # the same fused step as in training, so that the numbers are the same
        value, gradient = loss.value_and_gradient_of_logits(outputs[-2], target)
        gradients.append(gradient)
        layers.pop()
    for layer in reversed(layers):
        gradients.append(layer.backward(gradients[-1]))
    return Trace(
        values=values,
        gradients=tuple(frozen_copy(gradient[0]) for gradient in reversed(gradients)),
        parameter_gradients=MappingProxyType(
            {path: frozen_copy(p.gradient) for path, p in network.named_parameters()}
        ),
        winners=MappingProxyType(winners),
        loss=value,
        kept=MappingProxyType(kept),
    )
