"""What Optuna proposes, in the words of a sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sweeping.setting import Setting
from core.sweeping.setting_values import Choices, Value
from core.sweeping.sweep_spec import Pruner, Sampler, SweepSpec

if TYPE_CHECKING:
    from optuna import Trial
    from optuna.pruners import BasePruner
    from optuna.samplers import BaseSampler

#: A run's curve is looked at so many times for pruning, however often it is judged: each look
#: takes the database some milliseconds.
POINTS = 9
#: No trial is pruned by the median before so many have ended, and in its first points.
MEDIAN_TRIALS, MEDIAN_POINTS = 5, 1
#: The shortest a trial may be with hyperband, and how many times longer the next rung is.
HYPERBAND_POINTS, HYPERBAND_FACTOR = 1, 3


def suggested(trial: Trial, setting: Setting) -> Value:
    """Return Optuna's value for a setting of a trial; the same again when asked again."""
    values: Any = setting.values
    if isinstance(values, Choices):
        return values.named(trial.suggest_categorical(setting.name, values.names()))
    step = None if values.is_log else values.step
    if values.is_whole:
        return trial.suggest_int(
            setting.name, values.low, values.last, step=step or 1, log=values.is_log
        )
    return trial.suggest_float(
        setting.name, values.low, values.last, step=step, log=values.is_log
    )


def sampler_for(spec: SweepSpec, number: int) -> BaseSampler:
    """Return what proposes the settings of one trial.

    Each trial has a seed of its own: a sweep that is gone on with proposes what it would have
    proposed otherwise, as far as the trials before are the same.
    """
    from optuna.samplers import RandomSampler, TPESampler

    seed = (spec.experiment.seed * 1_000_003 + number) % 2**32
    if spec.sampler is Sampler.TPE:
        return TPESampler(seed=seed)
    return RandomSampler(seed=seed)


def pruner_for(spec: SweepSpec) -> BasePruner:
    """Return what looks at the curves."""
    from optuna.pruners import HyperbandPruner, MedianPruner, NopPruner

    if spec.pruner is Pruner.MEDIAN:
        return MedianPruner(n_startup_trials=MEDIAN_TRIALS, n_warmup_steps=MEDIAN_POINTS)
    if spec.pruner is Pruner.HYPERBAND:
        return HyperbandPruner(
            min_resource=HYPERBAND_POINTS,
            max_resource=POINTS,
            reduction_factor=HYPERBAND_FACTOR,
        )
    return NopPruner()
