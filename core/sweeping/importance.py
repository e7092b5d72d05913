"""Which settings matter, by PED-ANOVA as Optuna computes it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

from core.sweeping.setting_values import Choices
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.trial_row import TrialRow

#: What it is called on screen.
METHOD = "PED-ANOVA"
#: With fewer finished trials it says nothing.
FEWEST_TRIALS = 5


def importances(spec: SweepSpec, rows: Sequence[TrialRow]) -> dict[str, float]:
    """Return how much each setting decides whether a trial is among the best tenth.

    Parameters
    ----------
    spec : SweepSpec
    rows : sequence of TrialRow
        Those that are finished count.

    Returns
    -------
    dict of str to float
        From 0; they sum to 1, the largest first.  Empty with fewer than `FEWEST_TRIALS`
        finished trials, or where all are equally good.

    Notes
    -----
    Watanabe, Bansal and Hutter, *PED-ANOVA*, IJCAI 2023, https://arxiv.org/abs/2304.10255.
    """
    finished = [row for row in rows if row.value is not None and math.isfinite(row.value)]
    if len(finished) < FEWEST_TRIALS or len({row.value for row in finished}) < 2:
        return {}
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    larger = spec.objective.is_larger_better
    study = optuna.create_study(direction="maximize" if larger else "minimize")
    distributions = {one.name: _distribution(one.values) for one in spec.space}
    for row in finished:
        study.add_trial(
            optuna.trial.create_trial(
                params={name: _stored(spec, name, row) for name in row.settings},
                distributions={name: distributions[name] for name in row.settings},
                value=row.value,
            )
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a setting that was tried with one value only
        found = optuna.importance.get_param_importances(
            study, evaluator=optuna.importance.PedAnovaImportanceEvaluator()
        )
    total = sum(found.values())
    if not total > 0:
        return {}
    return {name: share / total for name, share in found.items()}


def _stored(spec: SweepSpec, name: str, row: TrialRow) -> Any:  # noqa: ANN401
    values = next(one.values for one in spec.space if one.name == name)
    if isinstance(values, Choices):
        return values.names()[values.values.index(row.settings[name])]
    return row.settings[name]


def _distribution(values: Any) -> Any:  # noqa: ANN401
    from optuna.distributions import (
        CategoricalDistribution,
        FloatDistribution,
        IntDistribution,
    )

    if isinstance(values, Choices):
        return CategoricalDistribution(values.names())
    step = None if values.is_log else values.step
    if values.is_whole:
        return IntDistribution(values.low, values.last, log=values.is_log, step=step or 1)
    return FloatDistribution(values.low, values.last, log=values.is_log, step=step)
