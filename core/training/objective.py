"""A network and its loss, taken together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray, IntArray
from core.layers.base import Layer
from core.layers.chain import Check, backward_through, forward_through, no_check
from core.layers.coupled import Walk, alone
from core.layers.max_pool2d import MaxPool2D
from core.layers.pooled_conv2d import PooledConv2D
from core.layers.relu import ReLU
from core.losses.base import Loss
from core.losses.fused import taking_over
from core.network import Network


class Objective:
    """Compute loss and gradients; a last layer that the loss can take over is done with it.

    Parameters
    ----------
    network : Network
    loss : Loss

    Attributes
    ----------
    is_fused : bool
        Whether the loss takes the last layer over (Softmax before cross-entropy).
    layers : tuple of Layer
        Those of the network, without the last if the loss takes it over.
    body : tuple of Layer
        The same as they run, and in the order they run.
    is_coupled : bool
        Whether a walk meets those of the other parts of its batch.

    Notes
    -----
    A ReLU directly before a max-pool runs after it, on the few values that are left: taking
    a maximum and cutting off at zero commute, and so do their gradients.  A convolution and
    the max-pool that then follows it run as one `PooledConv2D`.  What leaves this class is the
    same; views that show the maps in between use `trace_sample`.
    """

    def __init__(self, network: Network, loss: Loss) -> None:
        self.network = network
        self.loss = loss
        self._fused = taking_over(loss, network.layers[-1].KIND)
        self.is_fused = self._fused is not None
        self.layers = network.layers[:-1] if self.is_fused else network.layers
        self.body = _running_order(self.layers)
        trainable = [index for index, layer in enumerate(self.body) if layer.parameters]
        self._first_trainable = first = trainable[0] if trainable else len(self.body)
        self._passing_back = self.body[:first:-1]
        self._ending = self.body[first : first + 1]
        self.is_coupled = any(layer.couples_samples for layer in self.body)

    def value_and_gradients(self, x: FloatArray, target: IntArray) -> tuple[float, int]:
        """Fill every parameter's gradient; return the mean loss and how many were right.

        d(loss)/d(x) of the first trainable layer is not computed: training needs it nowhere.

        Parameters
        ----------
        x : ndarray of shape (N, H, W, C) or (N, features)
        target : ndarray of int, shape (N,)
        """
        return alone(self.walk(x, target))

    def walk(
        self, x: FloatArray, target: IntArray, share: float = 1.0, check: Check = no_check
    ) -> Walk[tuple[float, int]]:
        """Do the same for one part of a batch, which makes up a `share` of it.

        Loss and gradients are what the part adds to those of the whole batch.  `check` is
        called before each layer, on the way there and back.
        """
        first = self._first_trainable
        if not self.is_coupled:
            return self._walk_alone(x, target, share, check)
        scores = (yield from forward_through(self.body, x, check=check))[-1]
        value, right, gradient = self._judge(scores, target, share)
        gradients = yield from backward_through(self.body[first + 1 :], gradient, check=check)
        for layer in self.body[first : first + 1]:
            check()
            layer.parameter_gradients(gradients[0])
        return value, right

    def _walk_alone(
        self, x: FloatArray, target: IntArray, share: float, check: Check
    ) -> tuple[float, int]:
        """Walk without meeting others: the same, without what the meetings cost."""
        for layer in self.body:
            check()
            x = layer.forward(x, training=True)
        value, right, gradient = self._judge(x, target, share)
        for layer in self._passing_back:
            check()
            gradient = layer.backward(gradient)
        for layer in self._ending:
            check()
            layer.parameter_gradients(gradient)
        return value, right

    def _judge(
        self, scores: FloatArray, target: IntArray, share: float
    ) -> tuple[float, int, FloatArray]:
        """Return what a part adds to the loss, how many are right, and d(loss)/d(scores)."""
        value, gradient = self.value_and_gradient(scores, target)
        right = count_right(scores, target)
        if share != 1.0:
            gradient *= share
        return value * share, right, gradient

    def value(
        self, x: FloatArray, target: IntArray, check: Check = no_check
    ) -> tuple[float, int]:
        """Return the mean loss and how many were right, without training."""
        for layer in self.body:
            check()
            x = layer.forward(x, training=False)
        return self.value_and_gradient(x, target)[0], count_right(x, target)

    def value_and_gradient(
        self, scores: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss and d(loss)/d(scores).

        Parameters
        ----------
        scores : ndarray of shape (N, classes)
            What the last of `layers` puts out.
        target : ndarray of int, shape (N,)
        """
        if self._fused is not None:
            return self._fused.value_and_gradient_of_logits(scores, target)
        return self.loss.value_and_gradient(scores, target)

    def losses(self, scores: FloatArray, target: IntArray) -> FloatArray:
        """Return the loss of each sample alone, shape (N,).

        Parameters
        ----------
        scores : ndarray of shape (N, classes)
            What the last of `layers` puts out.
        target : ndarray of int, shape (N,)
        """
        if self._fused is not None:
            return self._fused.of_each_of_logits(scores, target)
        return self.loss.of_each(scores, target)


def _running_order(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    order = list(layers)
    for index, (layer, after) in enumerate(pairwise(layers)):
        if isinstance(layer, ReLU) and isinstance(after, MaxPool2D):
            order[index : index + 2] = [after, layer]
    joined: list[Layer] = []
    for layer in order:
        pair = PooledConv2D.joining(joined[-1], layer) if joined else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(layer)
    return tuple(joined)


def count_right(scores: FloatArray, target: IntArray) -> int:
    """Return in how many rows the largest score is that of the true class."""
    return int(np.count_nonzero(scores.argmax(axis=1) == target))
