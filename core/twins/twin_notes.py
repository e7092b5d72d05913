"""What is noted of a pair of runs, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from core.curves.growing_table import GrowingTable
from core.twins.answers import Disagreement

NO_ANSWER = -1
_COLUMNS = {"step": np.int64, "first": np.float64, "second": np.float64}


@dataclass(frozen=True, slots=True, eq=False)
class TwinCurves:
    """How two runs went, side by side; read-only.

    Attributes
    ----------
    steps : ndarray of int, shape (n,)
        Rising; not every step need be among them.
    first, second : ndarray of float, shape (n,)
        Loss of the batch, before the step; NaN at step 0.
    distances : ndarray of float, shape (layers, n)
        Of the weights of each comparable layer, after the step.
    """

    steps: IntArray
    first: FloatArray
    second: FloatArray
    distances: FloatArray

    @property
    def whole(self) -> FloatArray:
        """Distance of all comparable weights, shape (n,)."""
        whole: FloatArray = np.sqrt(np.square(self.distances).sum(axis=0))
        return whole


class TwinNotes:
    """Losses, distances, and what both say of the watched image; asked from any thread.

    Parameters
    ----------
    layers : tuple of int
        Whose weights are compared.
    """

    def __init__(self, layers: tuple[int, ...]) -> None:
        self.layers = layers
        self._lock = Lock()
        self._table = GrowingTable(
            {**_COLUMNS, **{f"layer {layer}": np.float64 for layer in layers}}
        )
        self._image: ByteArray | None = None
        self._watched_since: int | None = None
        self._last = NO_ANSWER
        self._found: Disagreement | None = None

    @property
    def image(self) -> ByteArray | None:
        """What both are asked about after every step."""
        return self._image

    @property
    def watched_since(self) -> int | None:
        """The first step at which both were asked about the image; None before that."""
        return self._watched_since

    @property
    def last_step(self) -> int:
        """The last one noted; -1 before the first."""
        return self._last

    @property
    def found(self) -> Disagreement | None:
        """The first time they disagreed since `watched_since`."""
        return self._found

    def watch(self, image: ByteArray | None) -> None:
        """Ask about another image from the next step on."""
        with self._lock:
            self._image = image
            self._watched_since = self._found = None

    def note(self, step: int, losses: Sequence[float], distances: Sequence[float]) -> None:
        """Write down a step."""
        with self._lock:
            self._table.extend([(step, *losses, *distances)])
            self._last = step

    def note_answers(self, step: int, image: ByteArray, said: Sequence[int]) -> None:
        """Write down what both say of an image, if it is still the watched one."""
        with self._lock:
            if image is not self._image:
                return
            if self._watched_since is None:
                self._watched_since = step
            if self._found is None and said[0] != said[1]:
                self._found = Disagreement(step, said[0], said[1])

    def turned(self) -> TwinNotes:
        """Return the same of the pair in the other order; nothing is shared with it."""
        with self._lock:
            turned, found = TwinNotes(self.layers), self._found
            rows = self._table.rows()
            turned._table.extend((step, b, a, *rest) for step, a, b, *rest in rows)
            turned._last, turned._image = self._last, self._image
            turned._watched_since = self._watched_since
            if found is not None:
                turned._found = Disagreement(found.step, found.second, found.first)
            return turned

    def curves(self, points: int | None = None) -> TwinCurves:
        """Return everything noted so far; later steps do not change it.

        Parameters
        ----------
        points : int, optional
            How many there may be.  Of more steps, stretches of equal length become one point
            each: the mean of their losses, and the distance after the last of them.
        """
        with self._lock:
            table, count = self._table, len(self._table)
            first, second = table["first"], table["second"]
            ends = np.arange(count)
            if points is not None and count > points:
                ends = np.unique(np.linspace(0, count - 1, points).astype(int))
                begins = np.concatenate(([0], ends[:-1] + 1))
                first, second = (_means(one, begins, count) for one in (first, second))
            rows = [table[f"layer {layer}"][ends] for layer in self.layers]
            empty = np.zeros((0, len(ends)))
            return TwinCurves(
                table["step"][ends], first, second, np.stack(rows) if rows else empty
            )


def _means(values: FloatArray, begins: IntArray, count: int) -> FloatArray:
    """Return the mean of each stretch; NaN where one is."""
    lengths = np.diff(np.append(begins, count))
    means: FloatArray = np.add.reduceat(values, begins) / lengths
    return means
