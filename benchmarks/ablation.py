"""Measure how long the ablation matrix takes, and what a change by hand costs.

Prints, for each preset with untrained weights,

- seconds to silence every filter or unit of each layer and judge 10,000 test images each time
  (goal: 6 s for seed-cnn, on the thread that makes it in the window);
- milliseconds from a change to the new moment of one sample;
- seconds to compare the loss of the 10,000 test images before and after, in float64;
- seconds for the curve of accuracy against the share of pruned weights.

Usage: ``python benchmarks/ablation.py [--presets seed-cnn seed-mlp lenet-5] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from core.datasets.dataset import LabelledImages
    from core.experiment import Experiment
    from core.training.snapshot import Snapshot
    from core.what_if.edits import Edits

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"seed-cnn": 6.0}


def median_seconds(rounds: int, work: Callable[[], object]) -> float:
    """Return the median time of some calls."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def measure(preset: str, rounds: int) -> None:
    """Print how long the matrices of one preset take, and what its changes cost."""
    import numpy as np

    from core.datasets.loading import load_dataset
    from core.network_spec import build_network
    from core.presets import PRESETS
    from core.random_streams import random_stream
    from core.training.objective import Objective
    from core.training.snapshot import take_snapshot
    from core.what_if.ablation import ablation_matrix
    from core.what_if.edits import Edits
    from core.what_if.silence import Silence
    from core.what_if.units import all_units

    experiment = PRESETS[preset]
    spec, test = experiment.network, load_dataset(experiment.data).test
    if test is None:
        raise SystemExit("this data set has no test images")
    rows = np.arange(len(test))
    network = build_network(spec, rng=random_stream(experiment.seed, "init"))
    snapshot = take_snapshot(network, step=0, epoch=0)
    objective = Objective(network, experiment.make_loss())
    goal = f", goal {GOALS[preset]:.1f}" if preset in GOALS else ""
    total = 0.0
    every = all_units(spec.outline())
    for units in every:
        seconds = median_seconds(
            rounds, partial(ablation_matrix, objective, spec, units, test, rows, 10)
        )
        total += seconds
        print(f"{preset}: {units.title}, {units.count} {units.noun}s: {seconds:.2f} s")
    print(f"{preset}: ablation matrices of all layers: {total:.2f} s{goal}")
    edits = Edits((Silence(every[0].layer, (0,)),))
    measure_changes(experiment, snapshot, test, edits, rounds)


def measure_changes(
    experiment: Experiment, snapshot: Snapshot, test: LabelledImages, edits: Edits, rounds: int
) -> None:
    """Print what a change costs: to be shown, to have its loss compared; and the curve."""
    import numpy as np

    from core.datasets.batch import cut_batch
    from core.datasets.sample import Part, Sample
    from core.inspection.moment import moment_of
    from core.inspection.network_copy import NetworkCopy
    from core.what_if.loss_change import LossProbe
    from core.what_if.pruning import pruning_curve

    preset, rows = experiment.name, np.arange(len(test))
    sample = Sample(Part.TEST, 0, test.images[0], int(test.labels[0]))
    copy = NetworkCopy()

    def look() -> object:
        return moment_of(
            experiment, snapshot, sample, copy, initial=snapshot.values, run_id="", edits=edits
        )

    look()
    print(f"{preset}: a changed moment: {1000 * median_seconds(20, look):.1f} ms")
    probe = LossProbe(experiment, snapshot, edits)

    def cut(start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
        part, shape = rows[start:stop], experiment.network.input_shape
        x = cut_batch(test.images, part, shape, batch_innermost=False)
        return x, test.labels[part].astype(np.int64)

    seconds = median_seconds(rounds, lambda: probe.change(cut, len(rows)))
    print(f"{preset}: loss of {len(rows):,} images, foretold and real: {seconds:.2f} s")
    seconds = median_seconds(rounds, lambda: pruning_curve(experiment, snapshot, test, rows))
    print(f"{preset}: pruning curve: {seconds:.2f} s")


def main() -> None:
    """Measure the presets that are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--presets", nargs="+", default=["seed-cnn", "seed-mlp", "lenet-5"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from core.blas_threads import limit_blas_threads

    limit_blas_threads()
    for preset in options.presets:
        measure(preset, options.rounds)


if __name__ == "__main__":
    main()
