"""In what the recipes of some runs differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.experiment import LOSSES, Experiment
from core.fields import Choice, FieldRule, YesOrNo, field_rules
from core.index_words import index_words
from core.layers.spec import LayerSpec
from core.option_words import option_words

if TYPE_CHECKING:  # SQLite need not be loaded to compare what was read already
    from core.documents.recipe import Recipe

#: What is said of a run that has no such setting.
ABSENT = "–"
#: Settings that people change most often.
FIRST = ("optimizer.learning_rate", "optimizer", "batch_size", "network", "epochs", "seed")
#: Experiments whose settings are known; more than a list of runs shows.
MOST_REMEMBERED = 4096
#: Parts of an experiment with settings of their own, and what one calls them.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "optimizer": "Optimiser",
        "schedule": "Schedule",
        "early_stopping": "Early stopping",
        "augmentation": "Augmentation",
    }
)


@dataclass(frozen=True, slots=True)
class RecipeDifferences:
    """A column for every setting in which some recipes differ, and what each recipe has there.

    Attributes
    ----------
    keys : tuple of str
        Names that stay the same: ``"optimizer.learning_rate"``.
    titles : tuple of str
        What people call them: ``"Learning rate"``.
    values : tuple of tuple of str
        One per recipe: a text per column, `ABSENT` where a recipe has no such setting.
    """

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


def recipe_differences(recipes: Sequence[Recipe]) -> RecipeDifferences:
    """Return in what `recipes` differ; nothing if there are fewer than two of them.

    Where a recipe came from and what it is called does not count.
    """
    settings = [recipe_settings(recipe) for recipe in recipes]
    titles = {key: title for one in settings for key, (title, _) in one.items()}
    columns = {
        key: tuple(one[key][1] if key in one else ABSENT for one in settings) for key in titles
    }
    differing = [key for key in titles if len(set(columns[key])) > 1]
    return RecipeDifferences(
        tuple(differing),
        tuple(titles[key] for key in differing),
        tuple(tuple(columns[key][at] for key in differing) for at in range(len(recipes))),
    )


def recipe_settings(recipe: Recipe) -> dict[str, tuple[str, str]]:
    """Return title and text of every setting, the ones people change most often first."""
    found = experiment_settings(recipe.experiment)
    found["data"] = "Data", recipe.data_name
    if recipe.data_digest:
        found["data_digest"] = "Images", recipe.data_digest[:8]
    return found


def experiment_settings(experiment: Experiment) -> dict[str, tuple[str, str]]:
    """Return title and text of every setting but the data, in the same order."""
    found = _experiment_settings(experiment)
    return {key: found[key] for key in (*FIRST, *found) if key in found}


@lru_cache(maxsize=MOST_REMEMBERED)  # a list of runs asks again whenever one of them is saved
def _experiment_settings(experiment: Experiment) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name, title in PARTS.items():
        part = getattr(experiment, name)
        if hasattr(part, "TITLE"):
            found[name] = title, part.TITLE
        elif name == "early_stopping":
            found[name] = title, "on" if part is not None else "off"
        if part is None:
            continue
        for key, rule in field_rules(part).items():
            own = "" if name == "optimizer" else f"{title}: "
            label = f"{own}{rule.label[:1].lower()}{rule.label[1:]}" if own else rule.label
            found[f"{name}.{key}"] = label, _field_text(part, key, rule)
    for key, rule in field_rules(experiment).items():
        found[key] = rule.label, _text(getattr(experiment, key), experiment, key)
    found["loss"] = found["loss"][0], LOSSES[experiment.loss].TITLE
    found["network"] = "Layers", layers_text(experiment)
    return MappingProxyType(found)


def layers_text(experiment: Experiment) -> str:
    """Return the layers of a network in a few signs: ``Conv2D 8×3×3 · ReLU · Dense 10``."""
    network = experiment.network
    texts = [_layer_text(layer) for layer in network.layers]
    for what, channels in (
        ("silenced", network.silenced),
        ("frozen", network.frozen_units),
    ):
        for at in sorted({layer for layer, _ in channels}):
            units = [index_words(unit) for layer, unit in channels if layer == at]
            more = "\N{NO-BREAK SPACE}…" * (len(units) > 8)
            texts[at] += f" ({', '.join(units[:8])}{more} {what})"
    kept = " · zeros stay" if network.keeps_zeros else ""
    return f"{' · '.join(texts)}{kept}"


def _layer_text(layer: LayerSpec) -> str:
    """Return a layer's name, and what sets it apart from the plainest one of its kind."""
    plain = {field.name: field.default for field in fields(layer)}
    texts = [
        rule.label.lower() if isinstance(rule, YesOrNo) else _field_text(layer, name, rule)
        for name, rule in field_rules(layer).items()
        if getattr(layer, name) != plain[name]
    ]
    return " ".join([layer.TITLE, *texts])


def _field_text(spec: object, name: str, rule: FieldRule) -> str:
    value = getattr(spec, name)
    return option_words(value) if isinstance(rule, Choice) else _text(value)


def _text(value: object, experiment: Experiment | None = None, key: str = "") -> str:
    if value is None and experiment is not None:
        rule = field_rules(experiment)[key]
        return str(getattr(rule, "none_label", "none"))
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        short = f"{value:.6g}"
        return short if float(short) == value else repr(value)  # different numbers look so
    if isinstance(value, int):
        return f"{value:,}" if key != "seed" else str(value)
    if isinstance(value, tuple):
        return "×".join(map(_text, value))
    return ABSENT if value is None else str(value)
