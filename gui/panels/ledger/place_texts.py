"""What the ledger says of where its numbers are from."""

from __future__ import annotations

from core.datasets.sample import Part, Sample
from core.index_words import index_words
from core.inspection.moment import Moment


def place_texts(moment: Moment) -> tuple[str, str]:
    """Return sample and step, ``test 1,264 “7” · step 3,412``, and why they are not exact."""
    sample = moment.sample
    label = "" if sample.label is None else f" “{sample.name_of(sample.label)}”"
    if moment.is_target_supposed and moment.target is not None:
        label = f", taken for {sample.name_of(moment.target)}"
    return (
        f"{_image_words(sample)}{label} · {moment.step_text}",
        moment.inexact,
    )


def _image_words(sample: Sample) -> str:
    """Return which image it is; of drawings there is one at a time."""
    if sample.part is Part.DRAWING:
        return sample.part.value
    part = "my digit" if sample.part is Part.OWN else sample.part.value
    return f"{part} {index_words(sample.index)}"
