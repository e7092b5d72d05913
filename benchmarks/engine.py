"""Time the engine against other libraries, and show where its time goes.

Every candidate trains in a process of its own and waits there between its turns; all get the
same digits in the same batches, and PyTorch its best of 1 and 2 threads and of channels_last.
Turns are interleaved; figures are medians over the rounds.

Prints which BLAS computes with which kernel, and warns where the environment caps one;
images per second and ratios, with and without a busy processor; peak memory; the share
of each layer; what of the machine's matrix-product peak is reached; how the cost grows with
batch, filters and hidden units; what threads bring; what augmentation costs.

Usage: ``python benchmarks/engine.py [--quick] [--rounds 5] [--seconds 0.5] [--compiled]
[--only peers,layers,scaling,threads,augmentation] [--task "lenet-5"]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np  # noqa: E402

from benchmarks.peers.blas_kernels import capping, library_lines  # noqa: E402
from benchmarks.peers.candidates import candidates_for  # noqa: E402
from benchmarks.peers.contest import Runner, contest  # noqa: E402
from benchmarks.peers.layer_shares import layer_shares, peak_gflops  # noqa: E402
from benchmarks.peers.tasks import FULL_BATCH, Task, network_of  # noqa: E402
from core.network_spec import build_network  # noqa: E402
from core.training.shard_plan import multiplications  # noqa: E402

#: Task and the ratio to PyTorch that is wanted.
PEER_TASKS = (
    (Task("seed-cnn", 32), 3.3),
    (Task("seed-cnn", 64), 3.3),
    (Task("seed-cnn", 128), 2.7),
    (Task("seed-mlp", FULL_BATCH), 2.2),
    (Task("seed-mlp", 64), 1.8),
    (Task("lenet-5", 64), 1.8),
    (Task("conv32-conv64", 64), 1.4),
    (Task("mnist-best", 64), 1.5),
)
BUSY_TASK, BUSY_GOAL = Task("seed-cnn", 32), 10.0
SECTIONS = ("peers", "layers", "scaling", "threads", "augmentation")


def main() -> None:
    """Run the chosen sections."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="3 short rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.5, help="length of a turn")
    parser.add_argument("--compiled", action="store_true", help="torch.compile as well")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, by comma")
    parser.add_argument("--task", default="", help="only peers' tasks with this in the title")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 3, 0.15
    chosen = options.only.split(",")
    if unknown := set(chosen) - set(SECTIONS):
        parser.error(f"unknown sections {sorted(unknown)}; there are {', '.join(SECTIONS)}")
    show_libraries()
    for section in SECTIONS:
        if section in chosen:
            globals()[f"show_{section}"](options)


def show_libraries() -> None:
    """Print which BLAS computes, with which kernel, and what holds it back."""
    print("matrix products by")
    for line in library_lines():
        print(f"  {line}")
    for name in capping(os.environ):
        print(
            f"WARNING: {name}={os.environ[name]} is set: NumPy may be slower than it could be."
        )


def show_peers(options: argparse.Namespace) -> None:
    """Print Glassbox beside every other library found."""
    for task, goal in PEER_TASKS:
        if options.task in task.title:
            show_contest(task, goal, options)
    if options.task not in BUSY_TASK.title:
        return
    with one_busy_processor():
        show_contest(BUSY_TASK, BUSY_GOAL, options, note=", one processor busy")


def show_contest(
    task: Task, goal: float, options: argparse.Namespace, *, note: str = ""
) -> None:
    """Print one table of candidates."""
    calls = candidates_for(task, with_compiled=options.compiled)
    entries = [(title, call, task) for call, title in calls.items()]
    runners = contest(entries, rounds=options.rounds, seconds=options.seconds)
    own, *others = runners
    print(f"\n{task.title}{note}")
    print(f"  {'':38}{'images/s':>10}{'lowest':>10}{'highest':>10}{'µs/image':>10}{'MB':>7}")
    for runner in runners:
        if runner.trouble:
            print(f"  {runner.title:38}{runner.trouble[:70]}")
            continue
        print(
            f"  {runner.title:38}{runner.median:10,.0f}{min(runner.speeds):10,.0f}"
            f"{max(runner.speeds):10,.0f}{1e6 / runner.median:10.2f}"
            f"{runner.peak_megabytes:7.0f}"
        )
    for library in ("PyTorch", "scikit-learn"):
        rivals = [r for r in others if r.title.startswith(library) and not r.trouble]
        if rivals:
            best = max(rivals, key=lambda runner: runner.median)
            wanted = f", wanted {goal:.1f}" if library == "PyTorch" else ""
            print(f"  ratio to {best.title}: {ratio(own, best):.2f}{wanted}")


def ratio(one: Runner, other: Runner) -> float:
    """Return how many times faster `one` was, a median over the rounds."""
    return statistics.median(a / b for a, b in zip(one.speeds, other.speeds, strict=True))


def show_layers(options: argparse.Namespace) -> None:
    """Print the share of every layer and of the peak."""
    peak = peak_gflops(4 * options.seconds)
    print(f"\nMatrix products of {peak:.0f} GFLOP/s are the peak of one thread here.")
    for task in (Task("seed-cnn", 32), Task("lenet-5", 64), Task("conv32-conv64", 64)):
        shares = layer_shares(task, 12 * options.seconds)
        total = sum(cost for _, cost in shares)
        arithmetic = training_flops(task) / 1e3 / total
        print(f"\n{task.title}: {total:.1f} µs/image, {arithmetic / peak:.0%} of the peak")
        for name, cost in shares:
            print(f"  {name:28}{cost:8.2f} µs{cost / total:7.0%}")


def training_flops(task: Task) -> float:
    """Return the floating-point operations of a training step, per image, by the formulas."""
    spec = network_of(task)
    network = build_network(spec, rng=np.random.default_rng(0))
    forward = multiplications(network, spec.input_shape)
    first = next(index for index, layer in enumerate(network.layers) if layer.parameters)
    outline = spec.outline()[first]
    positions = int(np.prod(outline.output_shape[:-1]))
    not_needed = positions * outline.parameter_count  # dX of the first layer
    return 2.0 * (3 * forward - not_needed)


def show_scaling(options: argparse.Namespace) -> None:
    """Print how the cost per image and step grows."""
    sweeps = {
        "batch": [Task("seed-cnn", size) for size in (32, 64, 128, 256, 512)],
        "filters": [Task(f"cnn-{size}", 64) for size in (8, 16, 32, 64)],
        "hidden units": [Task(f"mlp-{size}", 64) for size in (64, 128, 256, 512, 1024)],
    }
    for what, tasks in sweeps.items():
        runners = contest(
            [(task.title, "glassbox(task)", task) for task in tasks],
            rounds=options.rounds,
            seconds=options.seconds,
        )
        print(f"\ncost by {what}")
        for runner, task in zip(runners, tasks, strict=True):
            size = task.batch if what == "batch" else int(task.network.rpartition("-")[2])
            per_image = 1e6 / runner.median
            per_step = per_image * task.batch
            print(
                f"  {size:6,} {what:14}{per_step:10,.0f} µs/step{per_image:9.2f} µs/image"
                f"{per_step / size:9.2f} µs per step and {what.removesuffix('s')}"
            )


def show_threads(options: argparse.Namespace) -> None:
    """Print what a second thread brings."""
    print("\nthreads")
    named = ("conv32-conv64", "mnist-best", "lenet-5")
    for name, batch in (("seed-mlp", FULL_BATCH), *((name, 64) for name in named)):
        tasks = [Task(name, batch, threads=threads) for threads in (1, 2)]
        runners = contest(
            [(f"{task.threads}", "glassbox(task)", task) for task in tasks],
            rounds=options.rounds,
            seconds=options.seconds,
        )
        one, two = runners
        print(
            f"  {tasks[0].title:34}{one.median:10,.0f} → {two.median:8,.0f} images/s, "
            f"{ratio(two, one):.2f}×"
        )


def show_augmentation(options: argparse.Namespace) -> None:
    """Print what remains of the speed when images are turned and shifted on the fly."""
    print("\naugmentation: rotate ± 12°, shift ± 2")
    for plain in (Task("seed-cnn", 32), Task("lenet-5", 64), Task("conv32-conv64", 64)):
        tasks = (plain, replace(plain, augment=True))
        runners = contest(
            [(task.title, "glassbox(task)", task) for task in tasks],
            rounds=options.rounds,
            seconds=options.seconds,
        )
        without, with_it = runners
        print(
            f"  {plain.title:34}{without.median:10,.0f} → {with_it.median:8,.0f} images/s, "
            f"{ratio(with_it, without):.0%} kept"
        )


@contextmanager
def one_busy_processor() -> Iterator[None]:
    """Keep one processor busy with something else, as on a desktop."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        busy.kill()
        busy.wait()


if __name__ == "__main__":
    main()
