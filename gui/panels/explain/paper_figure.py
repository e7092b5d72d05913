"""The maps of which pixels speak for a class, as a figure."""

from __future__ import annotations

import numpy as np

from core.explanation.explained_image import ExplainedImage
from core.figures.figure import Figure, MapLook, Maps
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words


def explain_figure(moment: Moment, answer: ExplainedImage) -> Figure:
    """Return the image, and every map there is; each map has its own scale."""
    image = moment.sample.image.astype(np.float32) / 255
    ink = image[..., :3] if image.shape[-1] >= 3 else image[..., 0]
    made = [(one.method.TITLE, one.values) for one in answer.maps if one.values is not None]
    maps = Maps(
        "Which pixels speak for it",
        tuple(title for title, _ in made),
        tuple(values for _, values in made),
        shares_scale=False,
    )
    image_part = Maps("Image", ("",), (ink,), MapLook.INK)
    return Figure("Explain", (image_part, maps), moment_words(moment))
