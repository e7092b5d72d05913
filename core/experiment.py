"""Describe a whole experiment: the network, its data and how it is trained."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import Any

from core.augmentation.spec import AugmentationSpec
from core.data_description import DataDescription
from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import SpecError
from core.fields import (
    Choice,
    OptionalRealNumber,
    OptionalWholeNumber,
    RealNumber,
    WholeNumber,
    YesOrNo,
    check_fields,
    spec_field,
)
from core.json_text import parse_json_object, refuse_unknown_keys
from core.losses.base import Loss
from core.losses.catalog import LOSSES, make_loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, network_spec_from_dict, network_spec_to_dict
from core.optimizers.base import OptimizerSpec
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.base import ScheduleSpec
from core.schedules.catalog import SCHEDULES
from core.schedules.constant import ConstantSpec
from core.spec_json import kind_from_dict, kind_to_dict, spec_from_dict, spec_to_dict

#: Losses and optimisers are listed where they are made; forms read them from here.
__all__ = [
    "LOSSES",
    "MNIST",
    "OPTIMIZERS",
    "SCHEDULES",
    "Experiment",
    "experiment_from_json",
    "experiment_to_json",
]

MNIST = "mnist"
#: Of experiment files: since the second one `data` may be an object.
VERSION = 2


@dataclass(frozen=True, slots=True)
class Experiment:
    """Everything that decides what a run computes: same experiment, same bits.

    Attributes
    ----------
    network : NetworkSpec
    optimizer : OptimizerSpec
    name : str
        Preset or title; decides nothing.
    data : str or DataDescription
        ``"mnist"`` or another name of `core.catalogue`, or the path of data that
        `core.datasets` reads; with choices how it is read, a description.
    loss : str
    label_smoothing : float
        Of the cross-entropy; other losses have no use for it.
    batch_size : int or None
        Images per step; None is full-batch gradient descent.
    epochs : int
        How often every training image is seen.  With full batch, an epoch is one step.
    validation_share : float
        Part of the training images held back to judge on.
    validate_every : int or None
        Steps between two validations; None is once an epoch.
    seed : int
    schedule : ScheduleSpec
        What becomes of the optimiser's learning rate during the run.
    clip_norm : float or None
        The largest length of all gradients together; None leaves them alone.
    early_stopping : EarlyStoppingSpec or None
        When to end before the last epoch; None is never.
    keep_best : bool
        Whether the weights with the best validation are put back at the end.
    augmentation : AugmentationSpec
        How training images are changed at random.
    """

    network: NetworkSpec
    optimizer: OptimizerSpec
    name: str = "experiment"
    data: str | DataDescription = MNIST
    loss: str = spec_field(
        Choice("Loss", "The number that training makes smaller.", tuple(LOSSES)),
        default=CategoricalCrossEntropy.KIND,
    )
    label_smoothing: float = spec_field(
        RealNumber(
            "Label smoothing",
            "Share of certainty spread over all classes: even right answers cost more than 0.",
            0.0, 0.9,
        ),
        default=0.0,
    )  # fmt: skip
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
        RealNumber(
            "Validation",
            "Share of the images held back for validation, drawn at random from all classes.",
            0.0,
            0.9,
        ),
        default=0.1,
    )
    validate_every: int | None = spec_field(
        OptionalWholeNumber(
            "Validate every", "Steps from one validation to the next.", 1, 1_000_000,
            none_label="epoch",
        ),
        default=None,
    )  # fmt: skip
    seed: int = spec_field(
        WholeNumber("Seed", "Same seed, same numbers: bit for bit.", 0, 2**32 - 1), default=7
    )
    schedule: ScheduleSpec = ConstantSpec()
    clip_norm: float | None = spec_field(
        OptionalRealNumber(
            "Clip gradients", "Shortens all gradients together to at most this length.",
            0.0, 1e9, above=True, none_label="off",
        ),
        default=None,
    )  # fmt: skip
    early_stopping: EarlyStoppingSpec | None = None
    keep_best: bool = spec_field(
        YesOrNo(
            "Keep the best",
            "At the end, puts the weights with the best validation back: the highest accuracy, "
            "among equals the lowest loss, whichever of them early stopping watches.",
        ),
        default=False,
    )
    augmentation: AugmentationSpec = AugmentationSpec()

    def __post_init__(self) -> None:
        if isinstance(self.data, DataDescription):
            object.__setattr__(self, "data", self.data.simplest)
        for name in ("name", "data"):
            text = getattr(self, name)
            if isinstance(text, DataDescription):
                continue
            if not isinstance(text, str) or not text or len(text) > 4096 or "\0" in text:
                raise SpecError(f"experiment: {name} must be a text, received {text!r:.60}")
        check_fields(self, "experiment")

    def make_loss(self) -> Loss:
        """Return the loss as it is set here."""
        return make_loss(self.loss, label_smoothing=self.label_smoothing)

    def replace(self, **changes: Any) -> Experiment:  # noqa: ANN401
        """Return a copy with some fields changed."""
        return replace(self, **changes)


def experiment_to_json(experiment: Experiment) -> str:
    """Return `experiment` as JSON text that `experiment_from_json` understands.

    Without choices about its data it is of version 1, which older programs read too.
    """
    data: dict[str, Any] = {
        field.name: getattr(experiment, field.name) for field in fields(experiment)
    }
    version = 1
    if isinstance(experiment.data, DataDescription):
        version, data["data"] = VERSION, experiment.data.to_plain()
    data["network"] = network_spec_to_dict(experiment.network)
    data["optimizer"] = kind_to_dict(experiment.optimizer)
    data["schedule"] = kind_to_dict(experiment.schedule)
    if experiment.early_stopping is not None:
        data["early_stopping"] = spec_to_dict(experiment.early_stopping)
    data["augmentation"] = spec_to_dict(experiment.augmentation)
    return json.dumps({"glassbox_experiment": version, **data}, indent=2)


def experiment_from_json(text: str) -> Experiment:
    """Read an experiment from JSON text; what a file of an older version lacks is off.

    Raises
    ------
    SpecError
        If the text is not an experiment this version understands.
    """
    data = parse_json_object(text, "experiment")
    version = data.pop("glassbox_experiment", None)
    if type(version) is not int or not 1 <= version <= VERSION:
        raise SpecError(
            f"experiment: expected a Glassbox experiment (glassbox_experiment: 1 or "
            f"{VERSION}), received version {version!r:.60}"
        )
    refuse_unknown_keys(data, {field.name for field in fields(Experiment)}, "experiment")
    if version > 1 and "data" in data:
        data["data"] = DataDescription.from_plain(data["data"]).simplest
    for key in ("network", "optimizer"):
        if not isinstance(data.get(key), dict):
            raise SpecError(f"experiment: {key} must be an object")
    data["network"] = network_spec_from_dict(data["network"])
    data["optimizer"] = kind_from_dict(OPTIMIZERS, data["optimizer"], "optimizer")
    if "schedule" in data:
        data["schedule"] = kind_from_dict(SCHEDULES, data["schedule"], "schedule")
    if data.get("early_stopping") is not None:
        data["early_stopping"] = spec_from_dict(
            EarlyStoppingSpec, data["early_stopping"], EarlyStoppingSpec.KIND
        )
    if "augmentation" in data:
        data["augmentation"] = spec_from_dict(
            AugmentationSpec, data["augmentation"], AugmentationSpec.KIND
        )
    return Experiment(**data)
