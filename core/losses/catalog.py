"""The losses an experiment can name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.losses.base import Loss
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.mean_squared_error import MeanSquaredError

#: Closed on purpose: nothing is imported by name.
LOSSES: Mapping[str, type[Loss]] = MappingProxyType(
    {
        loss.KIND: loss
        for loss in (CategoricalCrossEntropy, BinaryCrossEntropy, MeanSquaredError)
    }
)


def make_loss(kind: str, *, label_smoothing: float = 0.0) -> Loss:
    """Return a loss; `label_smoothing` is the business of cross-entropy alone."""
    if kind == CategoricalCrossEntropy.KIND:
        return CategoricalCrossEntropy(label_smoothing)
    return LOSSES[kind]()
