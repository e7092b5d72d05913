"""All maps over one image at once, so that they can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.errors import SpecError
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore, Target
from core.explanation.integrated_gradients import missed_share
from core.explanation.method import ExplanationMethod
from core.inspection.magnitude import largest_magnitude

#: Images that a method may ask about where all of them are waited for.
MOST_LOOKS = 5_000
TOO_MANY_LOOKS = (
    "{title} would ask the network about {looks:,} images, too many to wait for here: the "
    "command explain does it."
)
NOT_FINITE = (
    "The scores of this network are not finite numbers, so there is nothing to explain: go "
    "back to an earlier step."
)


@dataclass(frozen=True, slots=True, eq=False)
class ExplainedMap:
    """What one method says of an image.

    Attributes
    ----------
    method : ExplanationMethod
    values : ndarray of float64, shape (H, W), or None
        Read-only; channels are added up.  None if the method needs what the network lacks.
    missing : str
        Why there is no map; else empty.
    steps : int
        Parts of the sum that stands for an integral; 0 without one.
    """

    method: ExplanationMethod
    values: FloatArray | None
    missing: str = ""
    steps: int = 0

    @property
    def limit(self) -> float:
        """The largest number, whatever its sign; 0 without a map."""
        return 0.0 if self.values is None else largest_magnitude(self.values)

    @property
    def total(self) -> float:
        """What all pixels add up to; 0 without a map."""
        return 0.0 if self.values is None else float(self.values.sum())


@dataclass(frozen=True, slots=True, eq=False)
class ExplainedImage:
    """What all methods say of an image.

    Attributes
    ----------
    target : Target
        The score, or difference of scores, that is explained.
    maps : tuple of ExplainedMap
        In the order of the catalogue.
    score : float
        Of the image.
    blank : float
        The score of an image without ink.
    """

    target: Target
    maps: tuple[ExplainedMap, ...]
    score: float
    blank: float

    @property
    def delta(self) -> float:
        """How much the ink changed the score."""
        return self.score - self.blank

    @property
    def limit(self) -> float:
        """The largest number of all maps, whatever its sign."""
        return max(one.limit for one in self.maps)

    def missed(self, one: ExplainedMap) -> float:
        """Return by which share of `delta` a map's sum misses it; infinity if that is 0."""
        return missed_share(one.total, self.delta)


def explain_image(
    score: ClassScore, target: Target, x: FloatArray, check: Callable[[], object]
) -> ExplainedImage:
    """Make the maps of all methods over one image.

    Parameters
    ----------
    score : ClassScore
        Of `target`.
    target : Target
    x : ndarray of shape (H, W, C)
        0 is no ink, 1 full ink.
    check : callable
        Called between two parts; raises `Cancelled` to end.

    Raises
    ------
    SpecError
        If the scores or a map are not finite.
    """
    with np.errstate(all="ignore"):  # what is not finite is refused in words
        full, blank = score.values(np.stack([x, np.zeros_like(x)])).tolist()
        if not np.isfinite([full, blank]).all():
            raise SpecError(NOT_FINITE)
        maps = []
        for method in EXPLANATION_METHODS.values():
            check()
            maps.append(_map_of(method, score, x, check))
    return ExplainedImage(target, tuple(maps), full, blank)


def _map_of(
    method: ExplanationMethod, score: ClassScore, x: FloatArray, check: Callable[[], object]
) -> ExplainedMap:
    if (looks := method.looks(x.shape)) > MOST_LOOKS:
        why = TOO_MANY_LOOKS.format(title=method.TITLE, looks=looks)
        return ExplainedMap(method, None, why)
    try:
        values, steps = method.explain_in_steps(score, x, lambda _share: check())
    except SpecError as error:
        text = str(error)
        return ExplainedMap(method, None, text[:1].upper() + text[1:].rstrip(".") + ".")
    plane = values.sum(axis=2) if values.ndim == 3 else values
    if not np.isfinite(plane).all():
        raise SpecError(NOT_FINITE)
    plane = np.ascontiguousarray(plane, np.float64)
    plane.flags.writeable = False
    return ExplainedMap(method, plane, steps=steps)
