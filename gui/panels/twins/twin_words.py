"""What is said of runs that are trained together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.datasets.sample import Sample
from core.experiment import Experiment
from core.index_words import index_words
from core.number_text import loss_text, size_words
from core.twins.answers import Disagreement
from core.twins.twin_notes import TwinCurves, TwinNotes
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
    return f"Looking for their first disagreement: step {seen:,} of {last:,} …"


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


def distance_sentence(curves: Sequence[TwinCurves]) -> str:
    """Return how A and its twins stand now; empty before the first step."""
    if not curves or any(len(one.steps) < 2 for one in curves):
        return ""
    longest = max(curves, key=lambda one: int(one.steps[-1]))
    losses = [longest.first, *(one.second for one in curves)]
    said = ", ".join(
        f"{letter} {loss_text(float(loss[-1]))}"
        for letter, loss in zip(LETTERS, losses, strict=False)
    )
    text = f"Step {int(longest.steps[-1]):,}: loss {said}"
    wholes = [float(one.whole[-1]) if len(one.whole) else float("nan") for one in curves]
    if len(wholes) == 1:
        return text if not len(curves[0].distances) else f"{text} · weights {_apart(wholes[0])}"
    apart = ", ".join(
        f"{letter} {size_words(whole)}"
        for letter, whole, one in zip(LETTERS[1:], wholes, curves, strict=False)
        if len(one.distances)
    )
    return f"{text} · weights apart from A: {apart}" if apart else text


def _apart(whole: float) -> str:
    return f"{size_words(whole)} apart"


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
