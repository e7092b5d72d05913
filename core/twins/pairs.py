"""The pairs that come with the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from core.experiment import Experiment
from core.fields import field_rules
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.spec import LayerSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.momentum import MomentumSpec
from core.optimizers.sgd import SGDSpec
from core.presets import LENET_5, SEED_CNN
from core.twins.twin_pair import TwinPair

#: The field of a layer that says how its weights are drawn.
_FIRST = "initializer"


def _named(experiment: Experiment, name: str, **changes: object) -> Experiment:
    return experiment.replace(name=name, **changes)


def _with_layers(experiment: Experiment, layers: tuple[LayerSpec, ...]) -> Experiment:
    return experiment.replace(network=replace(experiment.network, layers=layers))


def _with_zeros(experiment: Experiment) -> Experiment:
    """Return the same network, every weight of which begins at 0."""
    return _with_layers(experiment, tuple(map(_from_zeros, experiment.network.layers)))


def _from_zeros(layer: LayerSpec) -> LayerSpec:
    return replace(layer, **{name: "zeros" for name in field_rules(layer) if name == _FIRST})


def _with_sigmoid(experiment: Experiment) -> Experiment:
    layers = experiment.network.layers
    return _with_layers(
        experiment,
        tuple(SigmoidSpec() if isinstance(one, ReLUSpec) else one for one in layers),
    )


_LENET = LENET_5.replace(optimizer=SGDSpec(0.05))

#: By id, in the order a menu shows them.
PAIRS: Mapping[str, TwinPair] = MappingProxyType(
    {
        pair.id: pair
        for pair in (
            TwinPair(
                "learning_rate",
                "Learning rate 0.1 or 0.3",
                "The larger step makes the loss of B jump at first; then it lies below that of "
                "A, while their weights go on drifting apart.",
                _named(SEED_CNN, "rate-0.1"),
                _named(SEED_CNN, "rate-0.3", optimizer=SGDSpec(0.3)),
            ),
            TwinPair(
                "momentum",
                "Without or with momentum",
                "Both begin alike; then B rolls on where directions agree, and passes A after "
                "some ten steps.",
                _named(SEED_CNN, "plain-sgd", optimizer=SGDSpec(0.02)),
                _named(SEED_CNN, "with-momentum", optimizer=MomentumSpec(0.02)),
            ),
            TwinPair(
                "activation",
                "ReLU or sigmoid",
                "Sigmoids pass on a quarter of the gradient at most: through four of them the "
                "first layer of B hardly moves, and its loss stays where it began.",
                _named(_LENET, "relu"),
                _named(_with_sigmoid(_LENET), "sigmoid"),
            ),
            TwinPair(
                "first_weights",
                "He's first weights or zeros",
                "From zeros all filters of B get the same gradient, here none at all: only the "
                "biases of the last layer learn, and every image is said to be the same class.",
                _named(SEED_CNN, "he"),
                _named(_with_zeros(SEED_CNN), "zeros"),
            ),
            TwinPair(
                "optimizer",
                "SGD or Adam",
                "Adam gives every weight a step of its own size: weights of B that rarely get "
                "a gradient, such as those at the border, move as far as all others.",
                _named(SEED_CNN, "sgd"),
                _named(SEED_CNN, "adam", optimizer=AdamSpec()),
            ),
        )
    }
)
