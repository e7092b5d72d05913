"""What a network does with one sample, forward and backward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from core.arrays import BoolArray, FloatArray, IntArray, frozen_copy
from core.layers.base import Layer
from core.layers.chain import Run, backward_through, forward_through
from core.layers.coupled import alone
from core.layers.dropping import DroppingLayer
from core.layers.picking import PickingLayer
from core.losses.base import Loss
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
        d(loss)/d(``values[i]``), same shapes.  None if the sample has no label and none
        is supposed.
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
    supposes: bool = False,
) -> Trace:
    """Run one sample through `network` as in use, and back.

    Parameters
    ----------
    network : Network
        Its caches and gradients are overwritten: hand over a copy that is not trained.
    loss : Loss
    x : ndarray of shape (H, W, C) or (features,)
    label : int or None
        True class, if known.
    dropping : tuple of int, optional
        Let dropout drop as in training: these numbers name the sample, and the same sample
        meets the same masks until the next mask is drawn in training.
    supposes : bool
        Take what the network says for the true class, if that is not known: loss and
        gradients are then those of the predicted class.
    """
    objective = Objective(network, loss)
    run = _drop_or_trace(dropping)
    outputs = alone(forward_through(network.layers, x[None], run))
    kept = {} if dropping is None else _masks(network)
    forward = Trace(
        values=_without_batch(outputs),
        gradients=None,
        parameter_gradients=MappingProxyType({}),
        winners=_winners(network),
        loss=None,
        kept=MappingProxyType(kept),
    )
    if label is None and supposes:
        label = forward.predicted
    if label is None:
        return forward

    target = np.array([label])
    # the same fused step as in training, so that the numbers are the same
    value, gradient = objective.value_and_gradient(outputs[len(objective.layers)], target)
    gradients = alone(backward_through(objective.layers, gradient))
    if objective.is_fused:
        gradients.append(loss.value_and_gradient(outputs[-1], target)[1])
    return replace(
        forward,
        gradients=_without_batch(gradients),
        parameter_gradients=MappingProxyType(
            {path: frozen_copy(p.gradient) for path, p in network.named_parameters()}
        ),
        loss=value,
    )


def _drop_or_trace(dropping: tuple[int, ...] | None) -> Run:
    def run(layer: Layer, x: FloatArray) -> FloatArray:
        if dropping is not None and isinstance(layer, DroppingLayer):
            return layer.trace_dropping(x, dropping)
        return layer.trace(x)

    return run


def _masks(network: Network) -> Mapping[int, BoolArray]:
    return {
        index: frozen_copy(layer.mask[0])
        for index, layer in enumerate(network.layers)
        if isinstance(layer, DroppingLayer)
    }


def _winners(network: Network) -> Mapping[int, IntArray]:
    return MappingProxyType(
        {
            index: layer.winners()[0]
            for index, layer in enumerate(network.layers)
            if isinstance(layer, PickingLayer)
        }
    )


def _without_batch(arrays: Sequence[FloatArray]) -> tuple[FloatArray, ...]:
    return tuple(frozen_copy(array[0]) for array in arrays)
