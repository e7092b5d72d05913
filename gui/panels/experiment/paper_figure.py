"""A recipe, as a figure."""

from __future__ import annotations

from core.arrays import shape_text
from core.data_description import DataDescription
from core.errors import CoreError
from core.experiment import Experiment
from core.figures.figure import Figure, FigurePart
from core.figures.text_table import TextTable
from core.index_words import index_words
from core.losses.catalog import LOSSES


def recipe_figure(experiment: Experiment) -> Figure:
    """Return the layers, with their sizes where they fit together, and all settings."""
    # what only copies need is not loaded with the window
    from core.documents.recipe_differences import experiment_settings

    parts: list[FigurePart] = []
    try:
        outlines = experiment.network.outline()
    except CoreError:  # a draft that does not fit together has no sizes
        kinds = tuple((layer.TITLE,) for layer in experiment.network.layers)
        parts.append(TextTable("Layers", ("layer",), kinds))
    else:
        rows = tuple(
            (
                index_words(one.position),
                one.spec.TITLE,
                shape_text(one.output_shape),
                one.parameter_count,
            )
            for one in outlines
        )
        parts.append(TextTable("Layers", ("layer", "kind", "output", "parameters"), rows))
    settings = [("Data", DataDescription.of(experiment.data).source)]
    settings += [
        (title, LOSSES[experiment.loss].TITLE if key == "loss" else text)
        for key, (title, text) in experiment_settings(experiment).items()
        if key != "network"
    ]
    parts.append(TextTable("Settings", ("setting", "value"), tuple(settings)))
    return Figure(experiment.name or "Experiment", tuple(parts))
