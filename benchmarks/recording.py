"""Measure what recording costs: training with and without it, side by side.

Two sessions of the same experiment take turns, pairs of the same steps; one of them is recorded
as the window does it, into a document on the disk, with the default settings and a clock that
stands still while the other one trains.  Prints the processor time of recording, of all
threads, as a share of the training's; the size of what was kept; then how long it takes to go
back to random steps.

With ``--kills N`` it instead has ``train --out`` killed at N random moments (kill -9), and
prints how much of the training the file that is left does not have: its steps, and the seconds
they took.

Usage: ``python benchmarks/recording.py [--pairs 15] [--turn 8] [--presets seed-cnn ...]``, or
``... --kills 20 [--presets ...]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
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
from tests.support.reporting_process import REPORT

#: Trains as ever, and says of every step that it was taken.
REPORTING = Path(__file__).resolve().parent.parent / "tests/support/reporting_process.py"


class OwnTime:
    """A clock that goes only while its session trains, and this process computes."""

    def __init__(self) -> None:
        self._passed = 0.0
        self._since: float | None = None

    def __call__(self) -> float:
        """Return the seconds that have passed."""
        running = 0.0 if self._since is None else time.thread_time() - self._since
        return self._passed + running

    def go(self) -> None:
        """Go on."""
        self._since = time.thread_time()

    def stop(self) -> None:
        """Stand still."""
        self._passed, self._since = self(), None


def processor_seconds(
    session: TrainingSession, recorder: Recorder | None, steps: int, clock: OwnTime
) -> float:
    """Take some steps; return how much time of all processors that took."""
    clock.go()
    began = time.process_time()
    for _ in range(steps):
        events = list(session.run_step())
        if recorder is not None:
            recorder.record(events)
    took = time.process_time() - began
    clock.stop()
    return took


def compare(
    experiment: Experiment, dataset: Dataset, pairs: int, turn: float, folder: Path
) -> None:
    """Train both sessions in turns and print what came out."""
    plain, recorded = session_for(experiment, dataset), session_for(experiment, dataset)
    path = folder / f"{experiment.name}.glassbox"
    document = RunDocument.create(path, Recipe.for_run(experiment, dataset), capture(recorded))
    document.begin_writing()
    clock, idle = OwnTime(), OwnTime()
    recorder = Recorder(recorded, document, clock=clock)
    processor_seconds(plain, None, 20, idle)
    began = idle()
    processor_seconds(plain, None, 20, idle)
    steps = max(1, round(turn * 20 / (idle() - began)))
    processor_seconds(recorded, recorder, 40, clock)
    shares, saves = [], 0
    for number in range(pairs):
        saved_before = recorder.saved_step
        if number % 2:
            with_it = processor_seconds(recorded, recorder, steps, clock)
            without = processor_seconds(plain, None, steps, idle)
        else:
            without = processor_seconds(plain, None, steps, idle)
            with_it = processor_seconds(recorded, recorder, steps, clock)
        shares.append(with_it / without - 1)
        saves += recorder.saved_step != saved_before
    held = recorder.memory
    print(
        f"{experiment.name}: recording takes {statistics.median(shares):+.2%} of the "
        f"training's processor time ({min(shares):+.2%} to {max(shares):+.2%}), {pairs} pairs "
        f"of {steps:,} steps; saved in {saves} of them"
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


def lost_by_kill(preset: str, seconds: float, folder: Path) -> tuple[int, int, float]:
    """Kill a run so long after its first step; return its steps, and those that are missing.

    Returns
    -------
    steps, missing : int
        What was taken, and what of it is not in the file.
    seconds : float
        That the missing ones took.
    """
    path, reports = folder / "run.glassbox", folder / "reports"
    for left in folder.iterdir():
        left.unlink()
    command = (REPORTING, reports, "train", "--preset", preset, "--epochs", 10**5)
    process = subprocess.Popen(
        [sys.executable, *map(str, command), "--out", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while process.poll() is None and not (reports.exists() and reports.stat().st_size):
            time.sleep(0.01)
        time.sleep(seconds)
    finally:
        process.kill()
        process.wait()
    content = reports.read_bytes()
    taken = list(REPORT.iter_unpack(content[: len(content) // REPORT.size * REPORT.size]))
    document = RunDocument(path)
    saved = document.latest().step
    document.close()
    missing = [took for step, took in taken if step > saved]
    return taken[-1][0], len(missing), sum(missing)


def print_kills(preset: str, kills: int) -> None:
    """Kill a run at random moments of its first 15 seconds and print what was lost."""
    moments = np.random.default_rng(0).uniform(0, 15, kills).tolist()
    lost = []
    with tempfile.TemporaryDirectory() as folder:
        for number, moment in enumerate(moments):
            steps, missing, seconds = lost_by_kill(preset, moment, Path(folder))
            lost.append((seconds, missing))
            print(
                f"{preset}: kill {number} after {moment:.1f} s and {steps:,} steps: "
                f"{seconds:.2f} s of training missing, {missing:,} steps"
            )
    median, worst = statistics.median(pair[0] for pair in lost), max(lost)
    print(
        f"{preset}: {kills} kills: median {median:.2f} s, "
        f"{statistics.median(pair[1] for pair in lost):,.0f} steps; worst {worst[0]:.2f} s, "
        f"{worst[1]:,} steps"
    )


def main() -> None:
    """Compare some presets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--turn", type=float, default=8.0, help="seconds of one turn")
    parser.add_argument("--kills", type=int, default=0, help="kill so many runs instead")
    parser.add_argument("--presets", nargs="+", choices=list(PRESETS), default=list(PRESETS))
    options = parser.parse_args()
    if options.kills:
        for name in options.presets:
            print_kills(name, options.kills)
        return
    dataset = load_dataset("mnist")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.presets:
            experiment = PRESETS[name].replace(epochs=100_000)
            compare(experiment, dataset, options.pairs, options.turn, Path(folder))


if __name__ == "__main__":
    main()
