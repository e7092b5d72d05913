"""How far what was exported is from our own network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from core.arrays import ByteArray
from core.exporting.export_error import ExportError
from core.exporting.exporter import Exporter
from core.exporting.trained_model import TrainedModel

#: How many images are asked about.
IMAGES = 256
#: A larger difference is worth a remark.
EXPECTED = 1e-5


def parity(
    exporter: Exporter, model: TrainedModel, files: Mapping[Path, bytes], images: ByteArray
) -> float | None:
    """Return the largest difference of any output, None if the files cannot be run here.

    Parameters
    ----------
    exporter : Exporter
    model : TrainedModel
    files : mapping of Path to bytes
        What the exporter made of it.
    images : ndarray of uint8, shape (N, H, W, C)

    Raises
    ------
    ExportError
        If the files should run, but do not, or give something else than one row an image.
    """
    theirs = exporter.says(model, files, images)
    if theirs is None:
        return None
    ours = model.says(images)
    if theirs.shape != ours.shape:
        raise ExportError(
            f"{exporter.TITLE}: expected outputs of shape {ours.shape}, received {theirs.shape}"
        )
    return float(np.abs(theirs.astype(np.float64) - ours).max(initial=0))
