"""What a preset is called, and what it is made of."""

from __future__ import annotations

from core.experiment import Experiment
from core.presets import PRESETS


def preset_name(experiment: Experiment) -> str:
    """Return which preset an experiment is, whatever its data and its name; else ``custom``."""
    for name, preset in PRESETS.items():
        if preset.replace(data=experiment.data, name=experiment.name) == experiment:
            return name
    return "custom"


def preset_tip(preset: Experiment) -> str:
    """Return the layers of a preset in a line."""
    return " → ".join(layer.TITLE for layer in preset.network.layers)
