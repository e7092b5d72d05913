"""Names for every single number of a network."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import Shape

#: `ValueAddress.layer` of the network's input.
INPUT_LAYER = -1


@dataclass(frozen=True, slots=True)
class ValueAddress:
    """One number that flows through the network: a pixel of a map, a neuron, a probability.

    Attributes
    ----------
    layer : int
        Index of the layer whose *output* holds the number; -1 is the input.
    index : tuple of int
        Its place in that output of one sample: ``(row, column, channel)`` or ``(unit,)``.
    """

    layer: int
    index: Shape


@dataclass(frozen=True, slots=True)
class ParameterAddress:
    """One number that a layer keeps: a weight, a bias, a running mean.

    Attributes
    ----------
    path : str
        As in a snapshot, e.g. ``"0.conv2d.weight"``.
    index : tuple of int
        Its place in that array.
    """

    path: str
    index: Shape

    @property
    def layer(self) -> int:
        """Index of the layer that keeps it."""
        return int(self.path.split(".", 1)[0])

    @property
    def name(self) -> str:
        """Name inside the layer, e.g. ``"weight"``."""
        return self.path.rsplit(".", 1)[1]


@dataclass(frozen=True, slots=True)
class LossAddress:
    """The loss of the sample, where all blame begins."""


Address = ValueAddress | ParameterAddress | LossAddress
