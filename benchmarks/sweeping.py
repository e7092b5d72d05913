"""Measure what a sweep costs besides the training of its trials.

Prints tables for README.md: trials per minute of 1 and 2 local workers; seconds of the
coordinator's and of everyone's time per trial after the first ones; what share of the time
workers of 10-s trials train; memory per worker; and at how many trials a second the
coordinator is busy all the time, with stubbed training of one second on as many in-process
workers as are asked for.

Usage: ``python benchmarks/sweeping.py [--trials 12] [--only local,overhead,busy,many]
[--simulated 10000] [--places 64] [--minutes 2.5]``
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from core.commands.json_line import json_line
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.sweeping.dask_cluster import local_pool
from core.sweeping.dask_pool import DaskPool
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import SweepListener
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.sweep_session import SweepSession
from core.sweeping.sweep_spec import SweepSpec
from tests.support.stub_pool import small_dataset
from tests.support.stub_worker import StubWorker, wait_instead
from tests.support.sweep_files import small_sweep

PARTS = ("local", "overhead", "busy", "many")
#: Trials before these count: processes start, data is read, tables are laid out.
WARM_UP = 2
#: What a trial may cost besides its training, in seconds, and how busy workers are to be.
MOST_OVERHEAD, LEAST_SHARE = 0.3, 0.9


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--trials", type=int, default=12)
    parser.add_argument("--simulated", type=int, default=10_000)
    parser.add_argument("--places", type=int, default=64)
    parser.add_argument("--minutes", type=float, default=2.5, help="of many, for each sampler")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if "local" in wanted:
        local(options.trials)
    if "overhead" in wanted:
        overhead()
    if "busy" in wanted:
        busy()
    if "many" in wanted:
        many(options.simulated, options.places, options.minutes)


def seed_cnn_sweep() -> SweepSpec:
    """Return a sweep of one-epoch runs of seed-cnn."""
    space = {
        "optimizer.learning_rate": {"low": 0.02, "high": 0.5, "log": True},
        "layers.0.filters": {"low": 4, "high": 12},
    }
    return sweep_from_json(
        json.dumps({"experiment": "seed-cnn", "space": space, "epochs": 1, "pruner": "none"})
    )


def local(trials: int) -> None:
    """Print trials per minute and memory of 1 and 2 local workers."""
    spec, dataset = seed_cnn_sweep(), load_dataset("mnist")
    print("| local workers | trials/min | MB per worker |\n| --- | --- | --- |")
    for workers in (1, 2):
        ends: list[float] = []
        memory: list[float] = []

        def ended(_: object, ends: list[float] = ends, memory: list[float] = memory) -> None:
            ends.append(time.monotonic())
            memory[:] = [
                one.memory_info().rss / 2**20
                for one in psutil.Process().children(recursive=True)
                if "spawn_main" in " ".join(one.cmdline())
            ]

        run(spec, dataset, local_pool(workers), trials, SweepListener(trial_finished=ended))
        counted = len(ends) - 1 - WARM_UP
        rate = 60 * counted / (ends[-1] - ends[WARM_UP])
        print(f"| {workers} | {rate:.1f} | {max(memory):.0f} |", flush=True)


def overhead() -> None:
    """Print what a trial of nearly no training takes, with one worker after the other."""
    spec = small_sweep("/nowhere.npz", sampler="tpe", epochs=1, pruner="median")
    ends: list[float] = []
    listener = SweepListener(trial_finished=lambda _: ends.append(time.monotonic()))
    processor = time.process_time()
    run(spec, small_dataset(), local_pool(1), 24, listener)
    processor = time.process_time() - processor
    seconds = (ends[-1] - ends[3]) / (len(ends) - 4)
    print(
        f"overhead per trial: {seconds:.3f} s (goal: at most {MOST_OVERHEAD} s), of the "
        f"coordinator {processor / 24:.3f} s of processor time",
        flush=True,
    )


def busy() -> None:
    """Print which share of their time workers of 10-s trials train."""
    began: list[float] = []
    ended: list[float] = []
    listener = SweepListener(
        trial_started=lambda _: began.append(time.monotonic()),
        trial_finished=lambda _: ended.append(time.monotonic()),
    )
    with stub_pool(2, 10.0) as pool:
        run(small_sweep(pruner="none"), small_dataset(), pool, 8, listener)
    share = 8 * 10.0 / 2 / (ended[-1] - began[0])
    print(
        f"utilisation with trials of 10 s: {share:.1%} (goal: at least {LEAST_SHARE:.0%})",
        flush=True,
    )


def many(trials: int, places: int, minutes: float) -> None:
    """Print how many stubbed trials of one second the coordinator gets through."""
    for sampler in ("random", "tpe"):
        with stub_pool(places, 1.0) as pool:
            ends: list[float] = []
            listener = SweepListener(
                trial_finished=lambda _, ends=ends: ends.append(time.monotonic())
            )
            began, processor = time.monotonic(), time.process_time()
            spec = small_sweep(pruner="none", sampler=sampler, minutes=minutes)
            run(spec, small_dataset(), pool, trials, listener)
            seconds = time.monotonic() - began
        first = min(places, len(ends) // 4)  # these wait for all to begin
        row = {
            "sampler": sampler, "places": places, "trials": len(ends), "seconds": seconds,
            "per_second": (len(ends) - first) / (ends[-1] - ends[first - 1]),
            "last_per_second": len(ends[-200:]) / max(ends[-1] - ends[-200:][0], 1e-9),
            "processor_ms_per_trial": 1e3 * (time.process_time() - processor) / len(ends),
            "megabytes": psutil.Process().memory_info().rss / 2**20,
        }  # fmt: skip
        print(json_line(row), flush=True)


@contextmanager
def stub_pool(places: int, seconds: float) -> Iterator[DaskPool]:
    """Yield in-process workers of Dask whose training is to wait."""
    from distributed import Client, LocalCluster

    StubWorker.seconds = seconds
    cluster = LocalCluster(
        n_workers=max(places // 64, 1), threads_per_worker=min(places, 64), processes=False,
        dashboard_address=None,
    )  # fmt: skip
    try:
        yield DaskPool(lambda: Client(cluster, set_as_default=False), wait_instead)
    finally:
        cluster.close()


def run(
    spec: SweepSpec, dataset: Dataset, pool: DaskPool, trials: int, listener: SweepListener
) -> None:
    """Run a sweep in a folder that is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        SweepSession(spec, SweepFolder(folder), dataset, pool, trials, listener).run()


if __name__ == "__main__":
    main()
