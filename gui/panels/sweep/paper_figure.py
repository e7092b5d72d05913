"""The trials as a figure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from core.figures.figure import Curve, CurveLook, Figure, Plot
from core.sweeping.trial_row import TrialState
from gui.panels.sweep.axis import TrialAxis
from gui.panels.sweep.trials import SweepTrials


def sweep_figure(trials: SweepTrials | None, axis: TrialAxis | None) -> Figure | None:
    """Return the learning curves of all trials, and the best so far; None without any."""
    if trials is None or axis is None or not trials.rows:
        return None
    curves = []
    for row in trials.rows:
        points = trials.curve(row.number)
        if points:
            is_whole = row.state is TrialState.FINISHED
            curves.append(
                Curve(
                    row.name,
                    np.array([point.epochs for point in points]),
                    np.array([point.value for point in points]),
                    CurveLook.TRAIN if is_whole else CurveLook.OTHER,
                    row.state.value,
                )
            )
    best = trials.best_so_far()
    last = max(row.number for row in trials.rows)
    numbers = [number for number, _ in best]
    so_far = Curve(  # a stair: it stays what it is until a trial is better
        "best so far",
        np.array([at for pair in pairwise([*numbers, last]) for at in pair], dtype=float),
        np.repeat([value for _, value in best], 2),
    )
    is_share = trials.spec.objective.is_larger_better
    parts = []
    if curves:
        parts.append(
            Plot("Learning curves", "epoch", axis.title, tuple(curves), is_share=is_share)
        )
    if best:
        parts.append(Plot("Best so far", "trial", axis.title, (so_far,), is_share=is_share))
    return Figure("Sweep", tuple(parts)) if parts else None
