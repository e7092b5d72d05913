"""Weights and recipe as one .npz file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import numpy as np

from core.experiment import experiment_to_json
from core.exporting.exporter import Exporter
from core.exporting.trained_model import TrainedModel
from core.exporting.weights_file import npz_bytes


class NpzExporter(Exporter):
    """Every array by its path, and ``experiment``, the recipe as JSON text.

    ``numpy.load(file)["0.conv2d.weight"]`` has the shape (rows, columns, input channels,
    filters), a dense weight (inputs, units); ``str(file["experiment"])`` is the recipe, and
    ``class_names`` (JSON), ``data_licence``, ``data_citation`` and their like say what is known
    of the data.
    """

    NAME: ClassVar[str] = "npz"
    SUFFIX: ClassVar[str] = ".npz"
    TITLE: ClassVar[str] = "Weights for NumPy"
    EXPLAINS: ClassVar[str] = "All weights by name, and the recipe; numpy.load opens it."

    def files(self, model: TrainedModel, out: Path) -> Mapping[Path, bytes]:
        recipe = np.array(experiment_to_json(model.experiment))
        notes = {name: np.array(text) for name, text in model.data_notes.items()}
        return {out: npz_bytes({**model.values, "experiment": recipe, **notes})}
