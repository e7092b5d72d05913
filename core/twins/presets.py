"""The twins that come with the program."""

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
from core.twins.twin_preset import TwinPreset

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
TWIN_PRESETS: Mapping[str, TwinPreset] = MappingProxyType(
    {
        preset.id: preset
        for preset in (
            TwinPreset(
                "learning_rate",
                "Learning rate 0.1 or 0.3",
                "B takes steps three times as long: after some hundred of them its loss lies "
                "below that of A, and their weights go on drifting apart.",
                (
                    _named(SEED_CNN, "rate-0.1"),
                    _named(SEED_CNN, "rate-0.3", optimizer=SGDSpec(0.3)),
                ),
            ),
            TwinPreset(
                "momentum",
                "Without or with momentum",
                "The first step of both is the same; then B rolls on where directions agree: "
                "within ten steps its loss falls below that of A.",
                (
                    _named(SEED_CNN, "plain-sgd", optimizer=SGDSpec(0.02)),
                    _named(SEED_CNN, "with-momentum", optimizer=MomentumSpec(0.02)),
                ),
            ),
            TwinPreset(
                "activation",
                "ReLU or sigmoid",
                "Sigmoids pass on a quarter of the gradient at most: through four of them the "
                "first layer of B hardly moves for hundreds of steps, and its loss stays near "
                "2.3, which is that of guessing.",
                (_named(_LENET, "relu"), _named(_with_sigmoid(_LENET), "sigmoid")),
            ),
            TwinPreset(
                "first_weights",
                "He's first weights or zeros",
                "From zeros all filters of B get the same gradient, here none at all: only the "
                "biases of the last layer learn, and every image is said to be the same class.",
                (_named(SEED_CNN, "he"), _named(_with_zeros(SEED_CNN), "zeros")),
            ),
            TwinPreset(
                "optimizer",
                "SGD or Adam",
                "With its usual rate Adam learns more slowly here for the first hundred steps. "
                "It gives every weight a step of its own size: those that rarely get a "
                "gradient, such as those at the border, move almost as far as the others in B, "
                "and an eighth as far in A.",
                (
                    _named(SEED_CNN, "sgd"),
                    _named(SEED_CNN, "adam", optimizer=AdamSpec()),
                ),
            ),
            TwinPreset(
                "rates",
                "Four learning rates",
                "A learns fastest. B and C learn more slowly, the smaller their step, and D "
                "leaps too far: its loss stays near 2.3, which is that of guessing.",
                tuple(
                    _named(SEED_CNN, f"rate-{rate}", optimizer=SGDSpec(float(rate)))
                    for rate in (0.1, 0.01, 0.001, 2)
                ),
            ),
            TwinPreset(
                "same",
                "The same settings twice",
                "Nothing is left to chance: from one seed both get the same weights, to the "
                "bit, and never disagree.",
                (_named(SEED_CNN, "once"), _named(SEED_CNN, "again")),
            ),
        )
    }
)
