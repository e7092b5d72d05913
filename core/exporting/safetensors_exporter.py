"""Weights as safetensors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import numpy as np

from core.experiment import experiment_to_json
from core.exporting.exporter import Exporter
from core.exporting.trained_model import TrainedModel

_LAYOUT = (
    "conv2d weight: (rows, columns, inputs, filters), for PyTorch transpose(3, 2, 0, 1); dense "
    "weight: (inputs, units), for PyTorch transpose(1, 0); flatten: row by row, channels "
    "innermost; pixels are divided by 255"
)
_ALIGNED = 8


class SafetensorsExporter(Exporter):
    """Every array by its path, in the order of axes that the ``.npz`` file has too.

    The metadata hold ``experiment``, the recipe as JSON text, and ``layout``, which says how
    other programs order the axes; ``data_licence``, ``data_citation`` and their like whose the
    images are, if that is known.

    Notes
    -----
    A file is the length of its header (uint64), the header (JSON: type, shape and place of
    every array; blanks make its length a multiple of 8), and the numbers, all little-endian.

    References
    ----------
    .. [1] Hugging Face, "Safetensors", section "Format",
       https://github.com/huggingface/safetensors.
    """

    NAME: ClassVar[str] = "safetensors"
    SUFFIX: ClassVar[str] = ".safetensors"
    TITLE: ClassVar[str] = "Safetensors"
    EXPLAINS: ClassVar[str] = (
        "All weights by name, and the recipe; read by PyTorch, JAX and many others."
    )

    def files(self, model: TrainedModel, out: Path) -> Mapping[Path, bytes]:
        about = {
            "experiment": experiment_to_json(model.experiment),
            "layout": _LAYOUT,
            **model.data_notes,
        }
        header: dict[str, object] = {"__metadata__": about}
        parts: list[bytes] = []
        place = 0
        for path, value in model.values.items():
            numbers = np.ascontiguousarray(value, "<f4").tobytes()
            header[path] = {
                "dtype": "F32",
                "shape": list(value.shape),
                "data_offsets": [place, place + len(numbers)],
            }
            parts.append(numbers)
            place += len(numbers)
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % _ALIGNED)
        return {out: len(text).to_bytes(8, "little") + text + b"".join(parts)}
