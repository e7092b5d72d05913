"""Layers that were found in a file, among those of a recipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import numpy as np

from core.arrays import FloatArray
from core.errors import LoadError
from core.experiment import Experiment
from core.importing.imported_model import ImportedModel
from core.importing.layer_chain import LayerChain
from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.losses.mean_squared_error import MeanSquaredError
from core.network_spec import LayerOutline, NetworkSpec, build_network
from core.number_words import counted
from core.optimizers.adam import AdamSpec
from core.random_streams import random_stream
from core.training.snapshot import named_arrays

#: Settings that training alone goes by, or that `LayerSpec.window` says.
_NOT_SEEN = frozenset({"initializer", "l2", "frozen", "padding", "momentum"})
#: Of a name, as it is shown.
_NAME_LETTERS = 60


def with_recipe(chain: LayerChain, experiment: Experiment) -> ImportedModel:
    """Return the network of a recipe, with the weights that were found.

    What leaves no trace in use is taken from the recipe: dropout, first weights, penalties.

    Raises
    ------
    LoadError
        If the layers are not those of the recipe; the text says which is the first.
    """
    network = chain.network()
    theirs, ours = _traced(network), _traced(experiment.network)
    for one, other in zip(theirs, ours, strict=False):
        if not _is_same(one, other):
            raise LoadError(
                f"its layer {one.position} ({one.spec.KIND}) is not layer {other.position} "
                f"({other.spec.KIND}) of the experiment"
            )
    if len(theirs) != len(ours):
        raise LoadError(
            f"it has {counted(len(theirs), 'layer')}, and the experiment has {len(ours)}"
        )
    if network.input_shape != experiment.network.input_shape:
        raise LoadError("the experiment has inputs of another shape")
    places = [one.position for one in ours]
    found = {
        f"{places[at]}.{outline.spec.KIND}.{name}": array
        for at, outline in enumerate(theirs)
        for name, array in chain.values[outline.position].items()
    }
    return ImportedModel(experiment, completed(experiment.network, found), tuple(chain.remarks))


def without_recipe(chain: LayerChain, name: str) -> ImportedModel:
    """Return what was found as a new experiment called `name`.

    Scores at the end are followed by a softmax: what is said of classes are probabilities.

    Raises
    ------
    LoadError
        If it is no network.
    """
    remarks = list(chain.remarks)
    if len(chain.shape) == 3 and chain.shape[:2] == (1, 1):  # maps of a single cell
        chain.flatten(has_channels_first=False)
    if _ends_in_scores(chain):
        chain.add(
            next(kind for kind in LAYER_KINDS.values() if kind.GIVES_PROBABILITIES).first()
        )
        remarks.append("a Softmax follows its scores, so that it gives probabilities")
    network = chain.network()
    loss = next(
        (kind for kind, one in LOSSES.items() if network.layers[-1].KIND in one.LAST_LAYERS),
        MeanSquaredError.KIND,
    )
    found = {
        f"{at}.{layer.KIND}.{name}": array
        for at, layer in enumerate(network.layers)
        for name, array in chain.values[at].items()
    }
    experiment = Experiment(
        network, AdamSpec(), name=name[:_NAME_LETTERS] or "imported", loss=loss
    )
    return ImportedModel(experiment, completed(network, found), tuple(remarks))


def _ends_in_scores(chain: LayerChain) -> bool:
    """Return whether what is given last is one number for each class, of any size."""
    if len(chain.shape) != 1 or chain.shape[0] < 2:
        return False
    for spec, own in zip(reversed(chain.layers), reversed(chain.values), strict=True):
        is_weighing = spec.SUMS_ALL_INPUTS or spec.SLIDES_FILTERS
        if spec.DROPS_NUMBERS or spec.LAYS_OUT_MAPS or (own and not is_weighing):
            continue  # what is dropped, laid out or normalised was meant as it is
        is_activation = spec.KEEPS_PLACES and not spec.PASSES_GRADIENT_WHOLE
        return not (is_activation or spec.GIVES_PROBABILITIES)
    return False


def _traced(network: NetworkSpec) -> list[LayerOutline]:
    return [
        outline
        for outline in network.outline()
        if not outline.spec.DROPS_NUMBERS
        and not (outline.spec.LAYS_OUT_MAPS and len(outline.input_shape) == 1)
    ]


def _is_same(one: LayerOutline, other: LayerOutline) -> bool:
    if type(one.spec) is not type(other.spec) or one.silenced != other.silenced:
        return False
    if (one.input_shape, one.output_shape) != (other.input_shape, other.output_shape):
        return False
    if one.spec.window(one.input_shape) != other.spec.window(other.input_shape):
        return False
    return _settings(one) == _settings(other)


def _settings(outline: LayerOutline) -> Sequence[Any]:
    """Return settings that decide what a layer does, as single precision has them."""
    values = [
        getattr(outline.spec, one.name)
        for one in fields(outline.spec)
        if one.name not in _NOT_SEEN
    ]
    return [np.float32(value) if isinstance(value, float) else value for value in values]


def completed(
    network: NetworkSpec, found: Mapping[str, FloatArray]
) -> Mapping[str, FloatArray]:
    """Return an array for everything the network has; what is not found counts, and is new."""
    arrays = dict(named_arrays(build_network(network, rng=random_stream(0, "init"))))
    return MappingProxyType({path: found.get(path, array) for path, array in arrays.items()})
