"""Whether a map depends on what the network learned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.arrays import BoolArray, FloatArray
from core.errors import SpecError
from core.explanation.class_score import ClassScore, Target
from core.explanation.explained_image import ExplainedImage, explain_image
from core.losses.base import Loss
from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.random_streams import random_stream

#: How often the weights are drawn: one draw says little, as likeness differs by ±0.3 and more.
DRAWS = 8
#: Maps of different digits are alike by less than that, whatever the method.
ALIKE_FROM = 0.2
#: Standard errors of the mean over draws on either side of it.
ERRORS = 2.0


class SanityVerdict(StrEnum):
    """What a map does when the weights are drawn anew."""

    CHANGES = "changes"
    STAYS = "stays alike"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How alike a map stays when weights are drawn anew.

    Attributes
    ----------
    draws : ndarray of shape (draws,)
        −1 is the opposite map, 0 has nothing in common, 1 is the same.
    """

    draws: FloatArray

    @property
    def mean(self) -> float:
        """Over all draws."""
        return float(self.draws.mean())

    @property
    def verdict(self) -> SanityVerdict:
        """Whether the mean lies above what unrelated maps have in common, draws considered."""
        spread = ERRORS * float(self.draws.std(ddof=1)) / np.sqrt(len(self.draws))
        if self.mean - spread > ALIKE_FROM:
            return SanityVerdict.STAYS
        if self.mean + spread < ALIKE_FROM:
            return SanityVerdict.CHANGES
        return SanityVerdict.UNSETTLED


@dataclass(frozen=True, slots=True, eq=False)
class SanityCheck:
    """What became of the maps, by how many layers were drawn anew.

    Attributes
    ----------
    layers : tuple of str
        The layers with weights, the last first; of each all before it are drawn anew, too.
    likeness : mapping of str to tuple of Likeness
        By the method's name, one for each of `layers`; methods without a map are left out.
    redrawn : mapping of str to tuple of ndarray of shape (H, W)
        The maps of the first draw in the same order; read-only.
    """

    layers: tuple[str, ...]
    likeness: Mapping[str, tuple[Likeness, ...]]
    redrawn: Mapping[str, tuple[FloatArray, ...]]


def likeness(first: FloatArray, second: FloatArray, ink: BoolArray) -> float:
    """Return the correlation of two maps where there is ink, signs included.

    Blank background is left out: there most maps are 0 or nearly so with any weights, and
    ranks without signs make all maps alike that way (0.99 for gradient × input).

    Parameters
    ----------
    first, second : ndarray of shape (H, W)
    ink : ndarray of bool, shape (H, W)

    Returns
    -------
    float
        From −1 to 1; 0 if one of them is the same everywhere.
    """
    one, other = first[ink], second[ink]
    if not one.size:
        return 0.0
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size else 0.0


def check_sanity(
    spec: NetworkSpec,
    network: Network,
    loss: Loss,
    target: Target,
    x: FloatArray,
    check: Callable[[], object] = lambda: None,
    *,
    draws: int = DRAWS,
) -> SanityCheck:
    """Draw the weights anew, layer by layer from the last, and compare the maps.

    Parameters
    ----------
    spec : NetworkSpec
    network : Network
        Built from `spec`; left as it is.
    loss : Loss
    target : Target
    x : ndarray of shape (H, W, C)
    check : callable, optional
        Called between two parts; raises `Cancelled` to end.
    draws : int, default 8
        At least 2.

    Raises
    ------
    SpecError
        If the scores or a map are not finite, or the image is blank.

    References
    ----------
    .. [1] Adebayo et al. (2018), "Sanity Checks for Saliency Maps", arXiv:1810.03292.
    """
    ink: BoolArray = np.any(x > 0, axis=2)
    if not ink.any():
        raise SpecError("a blank image has no ink on which maps could be compared")
    learned = {path: one.value.copy() for path, one in network.named_parameters()}
    dtype = next(iter(learned.values())).dtype
    layers = _layers_from_last(list(learned))
    work = build_network(spec, rng=random_stream(0, "init"), dtype=dtype)
    score = ClassScore(work, spec, loss, target, image_shape=x.shape)
    _load(work, learned)
    true = explain_image(score, target, x, check)
    found = np.zeros((len(true.maps), len(layers), draws))
    first: list[ExplainedImage] = []  # of the first draw
    for draw in range(draws):
        fresh = build_network(spec, rng=np.random.default_rng([draw, 1]), dtype=dtype)
        drawn = {path: one.value for path, one in fresh.named_parameters()}
        _load(work, learned)
        for depth, layer in enumerate(layers):
            _load(work, {path: one for path, one in drawn.items() if _layer_of(path) == layer})
            now = explain_image(score, target, x, check)
            found[:, depth, draw] = _likeness_of_all(true, now, ink)
            if not draw:
                first.append(now)
    likenesses = {name: tuple(map(Likeness, found[at])) for name, at in _there(true)}
    return SanityCheck(tuple(layers), likenesses, _by_name(true, first))


def _there(true: ExplainedImage) -> Sequence[tuple[str, int]]:
    """Return name and place of every method that has a map."""
    maps = enumerate(true.maps)
    return [(one.method.NAME, at) for at, one in maps if one.values is not None]


def _by_name(
    true: ExplainedImage, redrawn: Sequence[ExplainedImage]
) -> dict[str, tuple[FloatArray, ...]]:
    """Return the redrawn maps of every method that has a true one."""
    found = {}
    for name, at in _there(true):
        maps = [now.maps[at].values for now in redrawn]
        found[name] = tuple(np.zeros((0, 0)) if now is None else now for now in maps)
    return found


def _likeness_of_all(
    true: ExplainedImage, now: ExplainedImage, ink: BoolArray
) -> Sequence[float]:
    return [
        0.0
        if before.values is None or after.values is None
        else likeness(before.values, after.values, ink)
        for before, after in zip(true.maps, now.maps, strict=True)
    ]


def _layer_of(path: str) -> str:
    return path.rpartition(".")[0]


def _layers_from_last(paths: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_layer_of(path) for path in reversed(paths)))


def _load(network: Network, values: Mapping[str, FloatArray]) -> None:
    for path, one in network.named_parameters():
        if path in values:
            one.value[...] = values[path]
