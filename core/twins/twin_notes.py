"""What is noted of a pair of runs, step by step: of the lead and one of its twins."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from core.curves.growing_table import GrowingTable
from core.twins.answers import Disagreement

NOTHING_YET = -1
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TwinCurves:
    """How two runs went, side by side; read-only.

    Attributes
    ----------
    steps : ndarray of int, shape (n,)
        Rising; not every step need be among them.
    first, second : ndarray of float, shape (n,)
        Loss of the batch, before the step; NaN at step 0.
    distance_steps : ndarray of int, shape (m,)
        Where the weights were compared: rising, as a rule the same as `steps`.
    distances : ndarray of float, shape (layers, m)
        Of the weights of each comparable layer, after the step.
    """

    steps: IntArray
    first: FloatArray
    second: FloatArray
    distance_steps: IntArray
    distances: FloatArray

    @property
    def whole(self) -> FloatArray:
        """Distance of all comparable weights, shape (m,); NaN if there are none."""
        if not len(self.distances):
            return np.full(len(self.distance_steps), np.nan)
        whole: FloatArray = np.sqrt(np.square(self.distances).sum(axis=0))
        return whole


@dataclass(frozen=True, slots=True)
class TwinStanding:
    """How two runs stood after a step.

    Attributes
    ----------
    step : int
    losses : tuple of float
        Of the batch, before the step: of the lead and of the twin.
    distance : float
        Of all comparable weights, after the last step up to then that they were compared at;
        NaN if there is none.
    """

    step: int
    losses: tuple[float, float]
    distance: float


class TwinNotes:
    """Losses, distances, and what both say of the watched image; asked from any thread.

    Parameters
    ----------
    layers : tuple of int
        Whose weights are compared.

    Attributes
    ----------
    endings : tuple of str
        Why the lead, and why the twin takes no further step; empty while it does.
    """

    def __init__(self, layers: tuple[int, ...]) -> None:
        self.layers = layers
        self._lock = Lock()
        self._losses = GrowingTable(
            {"step": np.int64, "first": np.float64, "second": np.float64}
        )
        self._distances = GrowingTable(
            {"step": np.int64, **{f"layer {layer}": np.float64 for layer in layers}}
        )
        self._image: ByteArray | None = None
        self._watched_since: int | None = None
        self._last = NOTHING_YET
        self._found: Disagreement | None = None
        self.endings = "", ""

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
            self._losses.extend([(step, *losses)])
            self._distances.extend([(step, *distances)])
            self._last = step

    def note_past(self, losses: Iterable[Row], distances: Iterable[Row]) -> None:
        """Write down what is known of steps that were taken before there were notes.

        Parameters
        ----------
        losses : iterable of (step, loss of the first, loss of the second)
        distances : iterable of (step, distance of each layer)
            Not of every step.
        """
        with self._lock:
            self._losses.extend(losses)
            self._distances.extend(distances)
            ends = [int(one["step"][-1]) for one in (self._losses, self._distances) if len(one)]
            self._last = max(ends, default=self._last)

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
            turned._losses.extend((step, b, a) for step, a, b in self._losses.rows())
            turned._distances.extend(self._distances.rows())
            turned._last, turned._image = self._last, self._image
            turned._watched_since = self._watched_since
            turned.endings = self.endings[1], self.endings[0]
            if found is not None:
                turned._found = Disagreement(found.step, found.second, found.first)
            return turned

    def standing(self, step: int | None = None) -> TwinStanding | None:
        """Return how both stood at a step, or at the last one noted before it.

        Parameters
        ----------
        step : int, optional
            The last one of all, if it is not given.

        Returns
        -------
        TwinStanding or None
            None before the first step noted.
        """
        with self._lock:
            losses, distances = self._losses, self._distances
            found = [losses.at(step, name) for name in ("step", "first", "second")]
            apart = [distances.at(step, f"layer {layer}") for layer in self.layers]
        known = [one for one in found if one is not None]
        if len(known) < len(found):
            return None
        parts = [one for one in apart if one is not None]
        whole = math.hypot(*parts) if parts else math.nan
        return TwinStanding(int(known[0]), (known[1], known[2]), whole)

    def curves(self, points: int | None = None) -> TwinCurves:
        """Return everything noted so far; later steps do not change it.

        Parameters
        ----------
        points : int, optional
            How many there may be.  Of more steps, stretches of equal length become one point
            each: the mean of their losses, and the distance after the last of them.
        """
        with self._lock:
            losses, distances = self._losses, self._distances
            begins, ends = _stretches(len(losses), points)
            _, compared = _stretches(len(distances), points)
            rows = [distances[f"layer {layer}"][compared] for layer in self.layers]
            return TwinCurves(
                losses["step"][ends],
                _means(losses["first"], begins),
                _means(losses["second"], begins),
                distances["step"][compared],
                np.stack(rows) if rows else np.zeros((0, len(compared))),
            )


def _stretches(count: int, points: int | None) -> tuple[IntArray, IntArray]:
    """Return where each of `points` stretches of so many rows begins, and its last row."""
    if points is None or count <= points:
        return np.arange(count), np.arange(count)
    ends = np.unique(np.linspace(0, count - 1, points).astype(int))
    return np.concatenate(([0], ends[:-1] + 1)), ends


def _means(values: FloatArray, begins: IntArray) -> FloatArray:
    """Return the mean of each stretch; NaN where one is."""
    if len(begins) in (0, len(values)):
        return values.copy()
    means: FloatArray = np.add.reduceat(values, begins) / np.diff(
        np.append(begins, len(values))
    )
    return means
