"""A sweep as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from core.experiment import Experiment, experiment_to_json
from core.sweeping.setting import Setting
from core.sweeping.setting_values import Value
from core.sweeping.varied import Settings, varied
from core.training.standardising import with_standardiser


class Sampler(StrEnum):
    """What decides which settings are tried next."""

    GRID = "grid"
    RANDOM = "random"
    TPE = "tpe"


class Pruner(StrEnum):
    """What decides which trials are ended early, by their curve."""

    NONE = "none"
    MEDIAN = "median"
    HYPERBAND = "hyperband"


class SweepObjective(StrEnum):
    """What makes a trial better than another one."""

    VALIDATION_ACCURACY = "validation_accuracy"
    VALIDATION_LOSS = "validation_loss"
    TRAINING_ACCURACY = "training_accuracy"
    TRAINING_LOSS = "training_loss"

    @property
    def is_larger_better(self) -> bool:
        """Whether the best trial has the largest value."""
        return self.value.endswith("accuracy")

    @property
    def is_of_validation(self) -> bool:
        """Whether it is judged on the images held back."""
        return self.value.startswith("validation")


@dataclass(frozen=True, slots=True)
class SweepSpec:
    """Everything that decides what a sweep tries.

    Attributes
    ----------
    experiment : Experiment
        What is varied; with `epochs` already in it.
    space : tuple of Setting
        Kinds before what depends on them.
    objective : SweepObjective
    sampler : Sampler
    pruner : Pruner
    seeds : tuple of int
        Each trial is trained once with each of them, and judged by their mean.
    epochs : int or None
        How long each run trains, if that is not the experiment's own.
    minutes : float or None
        How long the sweep may begin new trials.
    """

    experiment: Experiment
    space: tuple[Setting, ...]
    objective: SweepObjective = SweepObjective.VALIDATION_ACCURACY
    sampler: Sampler = Sampler.TPE
    pruner: Pruner = Pruner.MEDIAN
    seeds: tuple[int, ...] = ()
    epochs: int | None = None
    minutes: float | None = None

    @property
    def run_seeds(self) -> tuple[int | None, ...]:
        """Seeds of the runs of a trial; None for the one that the experiment has."""
        return self.seeds or (None,)

    @property
    def longest_epochs(self) -> int:
        """The most epochs that any run trains."""
        for setting in self.space:
            if setting.path.part == () and setting.path.field == "epochs":
                return max(int(str(value)) for value in setting.values.samples())
        return self.experiment.epochs

    def run_experiment(self, settings: Settings, seed: int | None) -> Experiment:
        """Return what one run of a trial trains.

        Raises
        ------
        SpecError
            If the settings make no sense together.
        """
        experiment = with_standardiser(varied(self.experiment, self.space, settings))
        return experiment if seed is None else experiment.replace(seed=seed)

    def to_json(self) -> str:
        """Return it as JSON text, the same for the same sweep."""
        return json.dumps(
            {
                "experiment": json.loads(experiment_to_json(self.experiment)),
                "space": {one.name: one.values.to_data() for one in self.space},
                "objective": self.objective.value,
                "sampler": self.sampler.value,
                "pruner": self.pruner.value,
                "seeds": list(self.seeds),
                "epochs": self.epochs,
                "minutes": self.minutes,
            },
            indent=2,
        )

    def differences(self, other: SweepSpec) -> tuple[str, ...]:
        """Return the keys in which two sweeps try other things; time is none of them."""
        mine, others = (_decisive(spec) for spec in (self, other))
        return tuple(key for key in mine if mine[key] != others[key])


def _decisive(spec: SweepSpec) -> Mapping[str, Value]:
    data = json.loads(spec.to_json())
    del data["minutes"]
    return MappingProxyType(data)
