"""What a run is called until someone calls it something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.documents.labels import MAX_NAME
from core.documents.recipe_differences import experiment_settings
from core.errors import SpecError
from core.experiment import MNIST, Experiment
from core.layers.catalog import STANDARDISER
from core.network_spec import NetworkSpec
from core.presets import PRESETS

if TYPE_CHECKING:  # SQLite need not be loaded to name a run
    from core.documents.recipe import Recipe

#: Between the parts of a name.
DOT = " · "
#: More settings than these are counted only.
MOST_NAMED = 3
#: Of these the value says enough: ``Adam``, ``full batch``.
WITHOUT_TITLE = ("optimizer", "batch_size=full batch")
#: Said by the first part of a name, or no setting of its own.
NOT_NAMED = ("network", "data", "data_digest")
#: The name of an experiment that has got none.
NAMELESS = "experiment"


def recipe_title(recipe: Recipe) -> str:
    """Return what the run of `recipe` is called at first."""
    step = None if recipe.parent is None else recipe.parent.step
    return run_title(recipe.experiment, recipe.data_name, step)


def run_title(experiment: Experiment, data_name: str, step: int | None = None) -> str:
    """Return what a run is and what differs: ``seed-cnn · learning rate 0.5 · from step 120``.

    A network of one's own is named by its widths, ``MLP 64-32 · MNIST``; settings are named
    where they differ from those of the preset that the experiment was made from.

    Parameters
    ----------
    experiment : Experiment
    data_name : str
    step : int, optional
        Where a branch begins.

    Returns
    -------
    str
        At most `MAX_NAME` characters.
    """
    preset = PRESETS.get(experiment.name)
    is_preset = preset is not None and _plain(preset.network) == _plain(experiment.network)
    is_named = preset is None and experiment.name != NAMELESS
    parts = [experiment.name if is_preset or is_named else network_title(experiment.network)]
    if not is_named and not (is_preset and experiment.data == MNIST):
        parts.append(data_name)
    if preset is not None:
        parts += _changes(experiment, preset)
    if step is not None:
        parts.append(f"from step {step:,}")
    text = DOT.join(part.strip() for part in parts if part.strip())
    return text[:MAX_NAME].strip() or "run"


def branch_title(name: str, step: int) -> str:
    """Return what a branch at `step` of a run called `name` is called."""
    end = f"{DOT}from step {step:,}"
    return name.partition(f"{DOT}from step ")[0][: MAX_NAME - len(end)] + end


def network_title(network: NetworkSpec) -> str:
    """Return a network in a word and the widths of its hidden layers: ``CNN 8-16-64``."""
    try:
        outlines = network.outline()
    except SpecError:  # one that does not fit yet
        outlines = ()
    wide = [one for one in outlines if one.spec.SLIDES_FILTERS or one.spec.SUMS_ALL_INPUTS]
    if not wide:
        return "Network"
    widths = "-".join(str(one.output_shape[-1]) for one in wide[:-1])
    if any(one.spec.SLIDES_FILTERS for one in wide):
        return f"CNN {widths or wide[-1].output_shape[-1]}"
    return f"MLP {widths}" if widths else "One layer"


def _changes(experiment: Experiment, preset: Experiment) -> list[str]:
    """Return the settings in which an experiment is not as its preset, in a few words."""
    found, usual = experiment_settings(experiment), experiment_settings(preset)
    texts = [
        setting_text(key, found[key])
        for key in found
        if key in usual and key not in NOT_NAMED and found[key] != usual[key]
    ]
    layers = experiment.network.layers
    if layers[:1] == (STANDARDISER,):  # is frozen, but nothing that could learn
        layers = layers[1:]
        texts.append("standardised")
    frozen = sum(layer.is_frozen for layer in layers)
    if frozen:
        texts.append(f"{frozen} layer{'s' * (frozen != 1)} frozen")
    if frozen_units := len(experiment.network.frozen_units):
        texts.append(f"{frozen_units} unit{'s' * (frozen_units != 1)} frozen")
    if silenced := len(experiment.network.silenced):
        texts.append(f"{silenced} unit{'s' * (silenced != 1)} silenced")
    if experiment.network.keeps_zeros:
        texts.append("pruned")
    more = len(texts) - MOST_NAMED
    return texts if more <= 1 else [*texts[:MOST_NAMED], f"{more} more changes"]


def setting_text(key: str, setting: tuple[str, str]) -> str:
    """Return a setting in a few words: ``learning rate 0.5``."""
    title, text = setting
    says_enough = key in WITHOUT_TITLE or f"{key}={text}" in WITHOUT_TITLE
    return text if says_enough else f"{title[:1].lower()}{title[1:]} {text}"


def _plain(network: NetworkSpec) -> NetworkSpec:
    """Return a network of which nothing is frozen, silenced or pruned.

    That makes it no other network.
    """
    thawed: dict[str, Any] = {"frozen": False}
    layers = (replace(one, **thawed) if one.is_frozen else one for one in network.layers)
    return replace(
        network, layers=tuple(layers), silenced=(), frozen_units=(), keeps_zeros=False
    )
