"""Rows of numbers as points of a plane, neighbours beside each other: t-SNE."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np

from core.arrays import FloatArray
from core.errors import LoadError

PERPLEXITY = 30.0
SEED = 0
#: Rounds in which neighbours are drawn together first, and of the rest.
GATHERING, SETTLING = 150, 250
#: Rounds from a layout before: what has changed moves, what has not stays.
MOVING = 100
#: Rounds between two looks at whether it is still wanted.
PART = 10
EXAGGERATION = 12.0
MISSING = (
    "t-SNE needs a package that is not installed: python -m pip install openTSNE (it is also "
    "in the extra “maps”); PCA works without it."
)

#: Called with the share that is done and the layout so far; raises `Cancelled` to end.
Advance = Callable[[float, FloatArray], object]


def opentsne() -> ModuleType:
    """Return the package that does it, which takes a second the first time.

    Raises
    ------
    LoadError
        If it is not installed.
    """
    try:
        import openTSNE
    except ImportError as error:
        raise LoadError(MISSING) from error
    return openTSNE  # type: ignore[no-any-return]


def neighbour_layout(
    x: FloatArray, first: FloatArray, advance: Advance, *, goes_on: bool
) -> FloatArray:
    """Return a layout by t-SNE: the same rows from the same `first` give the same one.

    Parameters
    ----------
    x : ndarray of float64, shape (N, D)
        At least 4 rows; D is best some 50 principal axes.
    first : ndarray of float64, shape (N, 2)
        Where the points are at the start.
    advance : callable
        Called with the layout so far, which must not be written to.
    goes_on : bool
        Whether `first` is a layout of the same rows at another step of a run: then points move
        from where they are.  Else it is made small, and neighbours are gathered first.

    Raises
    ------
    LoadError
        If the package is not installed.

    References
    ----------
    .. [1] van der Maaten & Hinton (2008), "Visualizing Data using t-SNE", JMLR 9.
    .. [2] Poličar et al. (2024), "openTSNE: A Modular Python Library for t-SNE Dimensionality
       Reduction and Embedding", Journal of Statistical Software 109.
    """
    package = opentsne()
    from openTSNE.affinity import PerplexityBasedNN

    near = PerplexityBasedNN(
        x,
        perplexity=min(PERPLEXITY, (len(x) - 1) / 3),
        method="exact",
        n_jobs=1,
        random_state=SEED,
    )
    advance(0.0, first)
    embedding = package.TSNEEmbedding(
        first.copy() if goes_on else _small(first),
        near,
        negative_gradient_method="bh",  # the other one holds Python's lock for longer
        n_jobs=1,
        random_state=SEED,
    )
    settling = {"exaggeration": 1.0, "momentum": 0.8}
    if goes_on:
        rounds = [settling] * (MOVING // PART)
    else:
        gathering = {"exaggeration": EXAGGERATION, "momentum": 0.5}
        rounds = [gathering] * (GATHERING // PART) + [settling] * (SETTLING // PART)
    for done, options in enumerate(rounds, start=1):
        embedding.optimize(PART, inplace=True, **options)
        layout = np.array(embedding, np.float64)
        advance(done / len(rounds), layout)
    return layout


def _small(first: FloatArray) -> FloatArray:
    """Return the same layout, so small that all points feel each other."""
    size = float(first[:, 0].std())
    if not size:  # all rows are the same: any start will do
        return np.random.default_rng(SEED).normal(0, 1e-4, first.shape)
    return np.ascontiguousarray(first / size * 1e-4)
