"""What is said of runs that are trained together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.datasets.sample import Part, Sample
from core.experiment import Experiment
from core.exploring.parts import PART_WORDS
from core.index_words import index_words
from core.number_text import loss_text, size_words
from core.twins.answers import Disagreement
from core.twins.twin_notes import TwinCurves, TwinNotes, TwinStanding
from gui.state.pair_at_hand import LETTERS, PairAtHand

NO_PAIR = (
    "Two to four runs that learn from the same batches, step by step: what a single change "
    "does.\n\nChoose some above, then train them."
)
NOT_BEGUN = "All stand at step 0: press Start, and they learn from the same batches."
NO_SAMPLE = "Choose a sample that fits, to see when they first disagree about it."
SAME = "the same settings"


def disagreement_headline(found: Disagreement, sample: Sample, letter: str = "B") -> str:
    """Return when they first disagreed about a sample, and what each said."""
    first, second = sample.name_of(found.first), sample.name_of(found.second)
    said = f"A says {first}, {letter} says {second}"
    return f"They first disagree about this sample {_when(found)}: {said}"


def agreement_headline(last: int, *, is_same: bool = False) -> str:
    """Return that there was no disagreement in all steps; `is_same`: nor could there be."""
    if is_same:
        return f"Every weight is the same in all steps up to step {last:,}: they never disagree"
    return f"They agree about this sample in all steps up to step {last:,}"


def looking_headline(at: int | None, last: int) -> str:
    """Return how far the steps were looked at."""
    seen = 0 if at is None else at
    return f"Looking for their first disagreement: step {seen:,} of {last:,}…"


def never_differ(curves: TwinCurves) -> bool:
    """Return whether every weight of both was the same at all steps that were compared."""
    return bool(len(curves.distances)) and not curves.distances.any()


def found_again(name: str) -> str:
    """Return that a run was probably a twin of the shown one before."""
    return (
        f"“{name}” began with the shown run and learned from the same batches: choose it in "
        "the list above to have both go on together."
    )


def own_disagreement(found: Disagreement | None, sample: Sample) -> str:
    """Return for one of several twins when it first disagreed with A."""
    if found is None:
        return "agrees with A so far"
    said = sample.name_of(found.second)
    return f"first disagrees with A {_when(found)}: says {said}"


def _when(found: Disagreement) -> str:
    return f"at step {found.step:,}" if found.step else "from the start"


def ending_text(notes: TwinNotes) -> str:
    """Return that a run of a pair has ended while the other one could go on, or nothing."""
    lead, twin = notes.endings
    if twin and not lead:
        return f"ended at step {notes.last_step:,}: {twin}"
    if lead and not twin:
        return "could go on alone, now that A has ended: show it everywhere, then Resume"
    return ""


def go_text(found: Disagreement) -> str:
    """Return what the button says that goes to a disagreement."""
    return f"Go to step {found.step:,}"


def why_text(found: Disagreement, sample: Sample) -> str:
    """Return what the button says that has A asked about a disagreement."""
    return f"Why {sample.name_of(found.first)} and not {sample.name_of(found.second)}?"


def sample_text(sample: Sample) -> str:
    """Return which image this is, and of what."""
    of = "" if sample.label is None else f", of class {sample.name_of(sample.label)}"
    if sample.part is Part.DRAWING:
        return f"A drawing{of}"
    part = PART_WORDS.get(sample.part, "own")
    return f"{part.capitalize()} image {index_words(sample.index)}{of}"


def none_disputed(part: Part, count: int, step: int) -> str:
    """Return that both say the same of all images."""
    words = PART_WORDS.get(part, "own")
    return f"They agree about all {count:,} {words} images at step {step:,}"


def distance_sentence(pairs: Sequence[PairAtHand], step: int | None = None) -> str:
    """Return how A and its twins stood at a step, else how they stand; empty before the first.

    Parameters
    ----------
    pairs : sequence of PairAtHand
    step : int, optional
    """
    stood = [pair.notes.standing(step) for pair in pairs]
    found = [one for one in stood if one is not None and one.step > 0]
    if not pairs or len(found) < len(pairs):
        return ""
    latest = max(found, key=lambda one: one.step)
    losses = [latest.losses[0], *(one.losses[1] for one in found)]
    said = ", ".join(
        f"{letter} {loss_text(loss)}" for letter, loss in zip(LETTERS, losses, strict=False)
    )
    text = f"Step {latest.step:,}: loss {said}"
    compared = [
        (letter, one)
        for letter, one, pair in zip(LETTERS[1:], found, pairs, strict=False)
        if pair.notes.layers
    ]
    if len(pairs) == 1:
        return f"{text} · weights {_apart(found[0])}" if compared else text
    apart = ", ".join(f"{letter} {size_words(one.distance)}" for letter, one in compared)
    return f"{text} · weights apart from A: {apart}" if apart else text


def _apart(stood: TwinStanding) -> str:
    return f"{size_words(stood.distance)} apart"


def distance_title(pairs: Sequence[PairAtHand]) -> str:
    """Return what the distance is of: all weights, or those of comparable layers."""
    whose = f"Distance of the weights {'of A and B' if len(pairs) == 1 else 'from those of A'}"
    parts = []
    for letter, pair in zip(LETTERS[1:], pairs, strict=False):
        text = _compared(pair)
        if text:
            parts.append(text if len(pairs) == 1 else f"{letter} {text}")
    return f"{whose}, {'; '.join(parts)}" if parts else whose


def _compared(pair: PairAtHand) -> str:
    """Return which layers are compared; nothing if all that have weights are."""
    weighted = {
        layer.position
        for network in (pair.first.network, pair.second.network)
        for layer in network.outline()
        if layer.parameter_count
    }
    layers = pair.notes.layers
    if weighted == set(layers):
        return ""
    if not layers:
        return "in no layer: none has weights of the same shape in both"
    places = ", ".join(index_words(layer) for layer in layers)
    noun = "layer" if len(layers) == 1 else "layers"
    return f"in {noun} {places} only: the others have other shapes"


def differing_settings(recipes: Sequence[Experiment]) -> list[str]:
    """Return in words what sets each of several recipes apart."""
    # here, as SQLite is loaded when the first run is read
    from core.documents.recipe_differences import experiment_settings

    settings = [experiment_settings(one) for one in recipes]
    every = {key: None for one in settings for key in one}
    keys = [key for key in every if len({one.get(key) for one in settings}) > 1]
    return [_in_words(keys, one) for one in settings]


def _in_words(keys: list[str], settings: Mapping[str, tuple[str, str]]) -> str:
    found = [settings[key] for key in keys if key in settings]
    words = " · ".join(f"{title.lower()} {text}" for title, text in found)
    return words or SAME
