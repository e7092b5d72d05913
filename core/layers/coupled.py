"""Layers whose samples depend on each other in training, worked off in parts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Generator, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from core.arrays import FloatArray
from core.layers.base import Layer

Result = TypeVar("Result")


class Share(NamedTuple):
    """What one part of a batch adds to a statistic of the whole batch.

    Attributes
    ----------
    numbers : int
        How many there are in a channel of this part.
    statistics : ndarray of shape (2, C)
    """

    numbers: int
    statistics: FloatArray


#: Work on one part of a batch.  It yields the part's share of a statistic, and is sent the
#: shares of all parts, in the order of the parts; every part yields as often as the others.
Walk = Generator[Share, Sequence[Share], Result]


class CoupledLayer(Layer):
    """A layer that in training needs statistics of the whole batch.

    A batch may still be cut into parts, each of which has a copy of the layer to itself: the
    parts go through `forward_part` and `backward_part` side by side and exchange their shares
    there.  The result is that of the whole batch, whatever the parts and up to rounding.

    A copy fills its parameters' gradients with the part's share; their sum over the parts is
    the batch's.
    """

    COUPLES_SAMPLES: ClassVar[bool] = True

    @abstractmethod
    def forward_part(self, x: FloatArray) -> Walk[FloatArray]:
        """Do what ``forward(x, training=True)`` does, for one part of a batch."""

    @abstractmethod
    def backward_part(self, grad_output: FloatArray) -> Walk[FloatArray]:
        """Do what ``backward(grad_output)`` does, for one part of a batch."""

    def backward(self, grad_output: FloatArray) -> FloatArray:
        return alone(self.backward_part(grad_output))


def alone(walk: Walk[Result]) -> Result:
    """Walk to the end with a part that is the whole batch."""
    try:
        share = next(walk)
        while True:
            shares = (share,)
            share = walk.send(shares)
    except StopIteration as ended:
        result: Result = ended.value
        return result
