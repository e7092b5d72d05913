"""The recipe of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from core.experiment import experiment_to_json
from core.exporting.exporter import Exporter
from core.exporting.trained_model import TrainedModel


class JsonExporter(Exporter):
    """The experiment as JSON, as ``train --experiment`` and the window open it."""

    NAME: ClassVar[str] = "json"
    SUFFIX: ClassVar[str] = ".json"
    TITLE: ClassVar[str] = "Recipe"
    EXPLAINS: ClassVar[str] = (
        "What decides the run, without its weights: to train it again elsewhere."
    )
    HAS_WEIGHTS: ClassVar[bool] = False

    def files(self, model: TrainedModel, out: Path) -> Mapping[Path, bytes]:
        return {out: f"{experiment_to_json(model.experiment)}\n".encode()}
