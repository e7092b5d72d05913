"""Trials that were never trained, for pictures of them."""

import numpy as np

from core.sweeping.sweep_listener import CurvePoint
from core.sweeping.trial_row import TrialRow, TrialState
from gui.panels.sweep.trials import SweepTrials
from tests.support.sweep_files import small_sweep

SPACE = {
    "optimizer": {"choices": ["sgd", "momentum", "adam"]},
    "optimizer.learning_rate": {"low": 0.001, "high": 1, "log": True},
    "layers.0.filters": {"low": 4, "high": 16},
    "batch_size": {"low": 16, "high": 128, "log": True},
}
EPOCHS = 4


def made_up_trials(count=32, seed=3, running=0):
    """Return trials whose accuracy falls with the distance of the rate from 0.13."""
    rng = np.random.default_rng(seed)
    spec = small_sweep(space=SPACE, epochs=EPOCHS)
    rows, points = [], []
    for number in range(count):
        rate = float(10 ** rng.uniform(-3, 0))
        settings = {
            "optimizer": str(rng.choice(SPACE["optimizer"]["choices"])),
            "optimizer.learning_rate": rate,
            "layers.0.filters": int(rng.integers(4, 17)),
            "batch_size": int(2 ** rng.uniform(4, 7)),
        }
        accuracy = 0.97 - 0.05 * abs(np.log10(rate / 0.13)) - 0.01 * rng.random()
        state = TrialState.PRUNED if accuracy < 0.93 else TrialState.FINISHED
        state = TrialState.RUNNING if number >= count - running else state
        is_whole = state is TrialState.FINISHED
        rows.append(
            TrialRow(
                number, state, settings, float(accuracy) if is_whole else None,
                reason="" if is_whole or state is TrialState.RUNNING else "worse than others",
            )
        )  # fmt: skip
        for at in np.arange(0.5, (EPOCHS if is_whole else 1) + 0.1, 0.5):
            value = float(accuracy - 0.12 * np.exp(-2 * at))
            points.append(
                CurvePoint(
                    number, None, "validation", int(at * 100), float(at), 1 - value, value
                )
            )
    trials = SweepTrials(spec, rows)
    trials.add_points(points)
    return trials
