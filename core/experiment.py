"""Describe a whole experiment: the network, its data and how it is trained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from core.errors import SpecError
from core.fields import (
    Choice,
    OptionalWholeNumber,
    RealNumber,
    WholeNumber,
    check_fields,
    spec_field,
)
from core.json_text import parse_json_object, refuse_unknown_keys
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, network_spec_from_dict, network_spec_to_dict
from core.optimizers.sgd import SGDSpec

MNIST = "mnist"

#: The only losses and optimisers a file can name.
LOSSES = MappingProxyType({loss.KIND: loss for loss in (CategoricalCrossEntropy,)})
OPTIMIZERS = MappingProxyType({spec.KIND: spec for spec in (SGDSpec,)})

OptimizerSpec = SGDSpec


@dataclass(frozen=True, slots=True)
class Experiment:
    """Everything that decides what a run computes: same experiment, same bits.

    Attributes
    ----------
    network : NetworkSpec
    optimizer : OptimizerSpec
    name : str
        Preset or title; decides nothing.
    data : str
        ``"mnist"``, or the path of a Kaggle digit-recognizer CSV or an IDX file.
    loss : str
    batch_size : int or None
        Images per step; None is full-batch gradient descent.
    epochs : int
        How often every training image is seen.  With full batch, an epoch is one step.
    validation_share : float
        Part of the training images held back to judge on.
    validate_every : int or None
        Steps between two validations; None is once an epoch.
    seed : int
    """

    network: NetworkSpec
    optimizer: OptimizerSpec
    name: str = "experiment"
    data: str = MNIST
    loss: str = spec_field(
        Choice("Loss", "The number that training makes small.", tuple(LOSSES)),
        default=CategoricalCrossEntropy.KIND,
    )
    batch_size: int | None = spec_field(
        OptionalWholeNumber(
            "Batch size", "Images per step.", 1, 1_000_000, none_label="full batch"
        ),
        default=64,
    )
    epochs: int = spec_field(
        WholeNumber("Epochs", "How often every training image is seen.", 1, 1_000_000),
        default=10,
    )
    validation_share: float = spec_field(
        RealNumber("Validation", "Part of the images held back to judge on.", 0.0, 0.9),
        default=0.1,
    )
    validate_every: int | None = spec_field(
        OptionalWholeNumber(
            "Validate every", "Steps between two looks at the images held back.", 1, 1_000_000,
            none_label="each epoch",
        ),
        default=None,
    )  # fmt: skip
    seed: int = spec_field(
        WholeNumber("Seed", "Same seed, same numbers: bit for bit.", 0, 2**32 - 1), default=7
    )

    def __post_init__(self) -> None:
        for name in ("name", "data"):
            text = getattr(self, name)
            if not isinstance(text, str) or not text or len(text) > 4096 or "\0" in text:
                raise SpecError(f"experiment: {name} must be a text, received {text!r:.60}")
        check_fields(self, "experiment")

    def replace(self, **changes: Any) -> Experiment:  # noqa: ANN401
        """Return a copy with some fields changed."""
        return replace(self, **changes)


def experiment_to_json(experiment: Experiment) -> str:
    """Return `experiment` as JSON text that `experiment_from_json` understands."""
    data: dict[str, Any] = {
        field.name: getattr(experiment, field.name) for field in fields(experiment)
    }
    data["network"] = network_spec_to_dict(experiment.network)
    data["optimizer"] = _optimizer_to_dict(experiment.optimizer)
    return json.dumps({"glassbox_experiment": 1, **data}, indent=2)


def experiment_from_json(text: str) -> Experiment:
    """Read an experiment from JSON text.

    Raises
    ------
    SpecError
        If the text is not an experiment this version understands.
    """
    data = parse_json_object(text, "experiment")
    version = data.pop("glassbox_experiment", None)
    if version != 1 or isinstance(version, bool):
        raise SpecError(
            f"experiment: expected a Glassbox experiment (glassbox_experiment: 1), "
            f"received version {version!r:.60}"
        )
    refuse_unknown_keys(data, {field.name for field in fields(Experiment)}, "experiment")
    for key in ("network", "optimizer"):
        if not isinstance(data.get(key), dict):
            raise SpecError(f"experiment: {key} must be an object")
    data["network"] = network_spec_from_dict(data["network"])
    data["optimizer"] = _optimizer_from_dict(data["optimizer"])
    return Experiment(**data)


def _optimizer_to_dict(spec: OptimizerSpec) -> dict[str, Any]:
    return {
        "kind": spec.KIND,
        **{field.name: getattr(spec, field.name) for field in fields(spec)},
    }


def _optimizer_from_dict(data: Mapping[str, Any]) -> OptimizerSpec:
    options = dict(data)
    kind = options.pop("kind", None)
    if not isinstance(kind, str) or kind not in OPTIMIZERS:
        raise SpecError(
            f"optimizer: unknown kind {kind!r:.60}; known: {', '.join(sorted(OPTIMIZERS))}"
        )
    spec = OPTIMIZERS[kind]
    refuse_unknown_keys(options, {field.name for field in fields(spec)}, kind)
    return spec(**options)
