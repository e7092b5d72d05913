"""Layers that drop numbers at random in training."""

from __future__ import annotations

from abc import abstractmethod

from core.arrays import BoolArray, FloatArray
from core.layers.base import Layer


class DroppingLayer(Layer):
    """A layer that makes numbers 0 by masks, which it draws one after the other.

    Mask number k is the same whenever it is drawn, so a run is restored, and a batch is
    worked off in any order, by setting `draws`.

    Attributes
    ----------
    draws : int
        How many masks were drawn so far: the number of the next one.
    """

    draws: int

    @property
    @abstractmethod
    def mask(self) -> BoolArray:
        """Which numbers of the latest training pass were kept, in the shape of `x`.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """

    @abstractmethod
    def trace_dropping(self, x: FloatArray, place: tuple[int, ...]) -> FloatArray:
        """Return what training would make of `x` with a mask of its own, ready for `backward`.

        For views that follow one sample: looking never changes a run.

        Parameters
        ----------
        x : ndarray
        place : tuple of int
            Names the sample: each has another mask.
        """
