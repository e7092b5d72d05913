"""What every number on the way to two class scores adds to their difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.layers.base import Layer
from core.layers.dropping import DroppingLayer
from core.ledger.books import Books
from core.ledger.score_difference import check_comparable


@dataclass(frozen=True, slots=True, eq=False)
class ScoreParts:
    r"""The difference of two scores, shared out at every stage of the network.

    A number x of a stage gets its value times the slope of the difference there, d being the
    score of the first class minus that of the second:

    .. math:: a_i = x_i \cdot \frac{\partial d}{\partial x_i}

    with the gates of this sample as they are.  What a layer adds of its own is
    :math:`\sum_j \frac{\partial d}{\partial y_j} (y_j - (J x)_j)`: its biases, and where a
    curve bends, what its slope does not explain.  The parts of a stage and what all later
    layers add make the difference, whatever the layers are.

    Attributes
    ----------
    first, second : int
        The classes: parts above 0 speak for the first one.
    parts : tuple of ndarray
        ``parts[0]`` of the input, ``parts[i + 1]`` of the output of layer ``i``, up to what
        the layer of the scores reads; in the shapes of ``Trace.values``, float64.
    added : tuple of float
        What each layer, up to that of the scores, adds of its own.
    difference : float
        Score of the first minus score of the second, as they are stored.

    References
    ----------
    .. [1] Shrikumar et al. (2016), "Not Just a Black Box: Learning Important Features Through
       Propagating Activation Differences", section 2: gradient × input.
    .. [2] Srinivas, Fleuret (2019), "Full-Gradient Representation for Neural Network
       Visualization", proposition 1: with the biases it is complete.
    """

    first: int
    second: int
    parts: tuple[FloatArray, ...]
    added: tuple[float, ...]
    difference: float

    def total(self, stage: int = 0) -> float:
        """Return what the parts of a stage and all later layers come to: the difference."""
        return float(self.parts[stage].sum()) + sum(self.added[stage:])


def score_parts(
    books: Books,
    layers: Sequence[Layer],
    first: int,
    second: int,
    *,
    dropping: tuple[int, ...] | None = None,
) -> ScoreParts:
    """Return what every number adds to the difference of two scores.

    Every layer is given what is stored before it, so that gates and winners are those of the
    trace, and judges as in use.

    Parameters
    ----------
    books : Books
    layers : sequence of Layer
        In float64, with the values of `books`; what they remember is overwritten.
    first, second : int
    dropping : tuple of int, optional
        Let dropout drop as in training: names the sample, as for `trace_sample`.

    Raises
    ------
    LedgerError
        If no dense layer makes the scores, or there are no two such classes.
    """
    last = check_comparable(books.outlines, first, second).position
    scores = books.output(last).astype(np.float64)
    slope = np.zeros((1, len(scores)))
    slope[0, first], slope[0, second] = 1.0, -1.0
    parts: list[FloatArray] = []
    added: list[float] = []
    with np.errstate(all="ignore"):  # a diverged network stays readable
        for position in range(last, -1, -1):
            layer, x = layers[position], books.output(position - 1).astype(np.float64)[None]
            if dropping is not None and isinstance(layer, DroppingLayer):
                y = layer.trace_dropping(x, dropping)
            else:
                y = layer.trace(x)
            made = float((slope * y).sum())
            slope = layer.input_gradient(slope).astype(np.float64)
            part = (x * slope)[0]
            part.flags.writeable = False
            parts.insert(0, part)
            added.insert(0, made - float(part.sum()))
    return ScoreParts(
        first, second, tuple(parts), tuple(added), float(scores[first] - scores[second])
    )
