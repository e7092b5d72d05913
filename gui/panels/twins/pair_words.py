"""What is said of a pair of runs."""

from __future__ import annotations

from collections.abc import Mapping

from core.datasets.sample import Sample
from core.experiment import Experiment
from core.number_text import loss_text, size_words
from core.twins.answers import Disagreement
from core.twins.twin_notes import TwinCurves

NO_PAIR = (
    "Two runs that learn from the same batches, step by step: what a single change does.\n\n"
    "Choose a pair above, then Train this pair."
)
NOT_BEGUN = "Both stand at step 0: press Start, and they learn from the same batches."
NO_SAMPLE = "Choose a sample that fits, to see when they first disagree about it."


def disagreement_headline(found: Disagreement, sample: Sample) -> str:
    """Return when they first disagreed about a sample, and what each said."""
    first, second = sample.name_of(found.first), sample.name_of(found.second)
    when = f"at step {found.step:,}" if found.step else "from the start"
    return f"They first disagree about this sample {when}: A says {first}, B says {second}"


def agreement_headline(last: int) -> str:
    """Return that there was no disagreement in all steps."""
    return f"They agree about this sample in all steps up to step {last:,}"


def looking_headline(at: int | None, last: int) -> str:
    """Return how far the steps were looked at."""
    seen = 0 if at is None else at
    return f"Looking for their first disagreement: step {seen:,} of {last:,} …"


def distance_sentence(curves: TwinCurves) -> str:
    """Return how the two stand now; empty before the first step."""
    if len(curves.steps) < 2:
        return ""
    whole = float(curves.whole[-1])
    a, b = float(curves.first[-1]), float(curves.second[-1])
    return (
        f"Step {int(curves.steps[-1]):,}: loss A {loss_text(a)}, B {loss_text(b)} · "
        f"weights {size_words(whole)} apart"
    )


def differing_settings(first: Experiment, second: Experiment) -> tuple[str, str]:
    """Return in words what sets each of two recipes apart."""
    # here, as SQLite is loaded when the first run is read
    from core.documents.recipe_differences import experiment_settings

    ours, theirs = experiment_settings(first), experiment_settings(second)
    keys = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
    return _in_words(keys, ours), _in_words(keys, theirs)


def _in_words(keys: list[str], settings: Mapping[str, tuple[str, str]]) -> str:
    found = [settings[key] for key in keys if key in settings]
    words = " · ".join(f"{title.lower()} {text}" for title, text in found)
    return words or "the same settings"
