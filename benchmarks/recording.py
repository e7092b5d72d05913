"""Measure what recording costs: training with and without it, side by side.

Two sessions of the same experiment take turns, one block of steps each; one of them is
recorded as the window does it, into a document on the disk, with the default settings.  Prints
the images per second of both, the cost of recording, and the size of what was kept; then how
long it takes to go back to random steps.

Usage: ``python benchmarks/recording.py [--seconds 20] [--presets seed-cnn lenet-5 ...]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.experiment import Experiment
from core.presets import PRESETS
from core.training.build import session_for
from core.training.session import TrainingSession
from core.training.session_state import capture

#: Seconds of one turn.
TURN = 0.5


def block(session: TrainingSession, recorder: Recorder | None, steps: int) -> float:
    """Take some steps; return how many seconds it took."""
    began = time.perf_counter()
    for _ in range(steps):
        events = list(session.run_step())
        if recorder is not None:
            recorder.record(events)
    return time.perf_counter() - began


def compare(experiment: Experiment, dataset: Dataset, seconds: float, folder: Path) -> None:
    """Train both sessions in turns and print what came out."""
    plain, recorded = session_for(experiment, dataset), session_for(experiment, dataset)
    path = folder / f"{experiment.name}.glassbox"
    document = RunDocument.create(path, Recipe.for_run(experiment, dataset), capture(recorded))
    document.begin_writing()
    recorder = Recorder(recorded, document)
    steps = max(1, round(TURN / (block(plain, None, 20) / 20)))
    block(recorded, recorder, 20)
    times: dict[str, list[float]] = {"plain": [], "recorded": []}
    while sum(times["recorded"]) < seconds:
        times["plain"].append(block(plain, None, steps))
        times["recorded"].append(block(recorded, recorder, steps))
    images = steps * plain.plan.batch_size
    rates = {name: images * len(t) / sum(t) for name, t in times.items()}
    ratios = [a / b - 1 for a, b in zip(times["recorded"], times["plain"], strict=True)]
    low, middle, high = np.percentile(ratios, (10, 50, 90))
    held = recorder.memory
    print(
        f"{experiment.name}: {rates['plain']:,.0f} images/s plain, {rates['recorded']:,.0f} "
        f"recorded: {rates['plain'] / rates['recorded'] - 1:+.1%} in all, "
        f"{middle:+.1%} per turn (10 %: {low:+.1%}, 90 %: {high:+.1%}), "
        f"{len(ratios)} turns of {steps} steps"
    )
    print(
        f"  {recorded.step:,} steps; {len(held.stored_steps()):,} states in memory "
        f"({held.size / 2**20:.0f} MB), {len(document.stored_steps()):,} in the document"
    )
    recorder.close()
    went_back(TimeMachine(experiment, dataset, (held,), judgements=recorder.judgements), plain)
    began = time.perf_counter()
    reopened = RunDocument(path)
    rows = len(reopened.history.batches())
    reopened.history.history()
    opened = time.perf_counter() - began
    print(f"  opened {rows:,} steps, {path.stat().st_size / 2**20:.0f} MB in {opened:.2f} s")
    print("  from the file:", end="")
    went_back(TimeMachine.of_document(reopened, dataset), plain)
    reopened.close()


def went_back(machine: TimeMachine, session: TrainingSession) -> None:
    """Go to random steps and print how long it took."""
    rng = np.random.default_rng(0)
    machine.at(1)
    took = []
    for step in rng.integers(0, session.step, 40).tolist():
        began = time.perf_counter()
        moment = machine.at(step)
        took.append(((time.perf_counter() - began) * 1000, step - moment.from_step))
    milliseconds = [pair[0] for pair in took]
    print(
        f"  random steps: median {statistics.median(milliseconds):.1f} ms, worst "
        f"{max(milliseconds):.1f} ms; median distance to a stored one "
        f"{statistics.median(pair[1] for pair in took):.0f} steps"
    )


def main() -> None:
    """Compare some presets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20.0, help="of recorded training")
    parser.add_argument("--presets", nargs="+", choices=list(PRESETS), default=list(PRESETS))
    options = parser.parse_args()
    dataset = load_dataset("mnist")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.presets:
            experiment = PRESETS[name].replace(epochs=100_000)
            compare(experiment, dataset, options.seconds, Path(folder))


if __name__ == "__main__":
    main()
