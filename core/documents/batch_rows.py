"""Every step's numbers in rows of 48 bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.training.events import BatchFinished

#: One row per optimiser step, as `BatchFinished` has it.
BATCH_ROW = np.dtype(
    [
        ("step", "<i8"), ("epoch", "<i4"), ("images", "<i4"), ("loss", "<f8"),
        ("accuracy", "<f8"), ("learning_rate", "<f8"), ("seconds", "<f8"),
    ]
)  # fmt: skip

BatchRows = NDArray[Any]


def rows_of(batches: Iterable[BatchFinished]) -> BatchRows:
    """Return events as rows."""
    return np.array(
        [
            (b.step, b.epoch, b.images, b.loss, b.accuracy, b.learning_rate, b.seconds)
            for b in batches
        ],
        BATCH_ROW,
    )


def batches_of(rows: BatchRows) -> Iterable[BatchFinished]:
    """Return rows as events."""
    columns = (rows[name].tolist() for name in BATCH_ROW.names or ())
    for step, epoch, images, loss, accuracy, rate, seconds in zip(*columns, strict=True):
        yield BatchFinished(step, epoch, loss, accuracy, images, seconds, rate)
