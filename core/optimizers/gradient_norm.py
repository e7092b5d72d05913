"""The length of all gradients together."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from core.network import NamedParameter


def gradient_norm(parameters: Iterable[NamedParameter]) -> float:
    """Return the Euclidean length of all gradients, taken as one vector."""
    return math.sqrt(sum(float(np.vdot(p.gradient, p.gradient)) for _, p in parameters))


def clip_gradients(parameters: Iterable[NamedParameter], limit: float) -> float:
    r"""Shorten all gradients together, so that their direction stays and the norm is `limit`.

    .. math:: g \leftarrow g \cdot \min(1, c / \lVert g \rVert)

    Parameters
    ----------
    parameters : iterable of NamedParameter
        With finite gradients.
    limit : float
        The largest norm c that is left alone.

    Returns
    -------
    float
        What all gradients were multiplied by.

    References
    ----------
    .. [1] Pascanu, Mikolov & Bengio (2013), "On the difficulty of training recurrent neural
       networks", algorithm 1.
    """
    named = tuple(parameters)
    norm = gradient_norm(named)
    if not math.isfinite(norm):  # finite numbers whose squares are too large for float32
        norm = math.sqrt(
            sum(float(np.sum(np.square(p.gradient, dtype=np.float64))) for _, p in named)
        )
    if not norm > limit:
        return 1.0
    factor = limit / norm
    for _, parameter in named:
        parameter.gradient *= factor
    return factor
