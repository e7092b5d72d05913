"""What a moment is of, in a line."""

from __future__ import annotations

from core.datasets.sample import Part
from core.index_words import index_words
from core.inspection.moment import Moment


def moment_words(moment: Moment) -> str:
    """Return step and sample: ``step 1,200 · test image 7, which is 4``."""
    sample = moment.sample
    if sample.part is Part.DRAWING:
        return f"{moment.step_text} · a drawing"
    return f"{moment.step_text} · {sample.part.value} image {index_words(sample.index)}"
