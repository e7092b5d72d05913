"""Measure how well a preset does on the test digits, for several seeds, and how long it takes.

Each seed is trained by ``main.py train``, as anybody would, in a process of its own and with
all threads.  Prints test and validation accuracy and seconds of each, then median and lowest
accuracy and the longest time.

Usage: ``python benchmarks/accuracy.py [--preset mnist-best | --experiment FILE]
[--seeds 1 2 3 7] [-- --epochs 14 ...]``; what stands behind ``--`` goes to ``train``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

MAIN = Path(__file__).resolve().parent.parent / "main.py"


class Trained(NamedTuple):
    """What came of a seed; accuracies from 0 to 1."""

    test: float
    validation: float
    seconds: float


def trained(options: Sequence[str], seed: int) -> Trained:
    """Train with one seed; the seconds are those of the whole command.

    Raises
    ------
    RuntimeError
        If the command fails, or there are no test images.
    """
    command = [sys.executable, str(MAIN), "train", *options, f"--seed={seed}", "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"accuracy: seed {seed}: {done.stderr.strip()[-300:]}")
    report = json.loads(done.stdout.splitlines()[-1])
    if report["test_accuracy"] is None:
        raise RuntimeError("accuracy: expected data with test images, received none")
    return Trained(report["test_accuracy"], report["validation_accuracy"] or 0.0, seconds)


def main() -> None:
    """Train every seed and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--preset", default="mnist-best")
    what.add_argument("--experiment", metavar="FILE")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 7])
    parser.add_argument("more", nargs="*", metavar="OPTION", help="of train, behind --")
    given = parser.parse_args()
    options = [f"--preset={given.preset}", *given.more]
    if given.experiment is not None:
        options[0] = f"--experiment={given.experiment}"
    print(" ".join(["train", *options]))
    found = []
    for seed in given.seeds:
        found.append(run := trained(options, seed))
        print(
            f"seed {seed}: test {run.test:.2%}, validation {run.validation:.2%}, "
            f"{run.seconds:.0f} s",
            flush=True,
        )
    tests = [run.test for run in found]
    print(
        f"test accuracy: median {statistics.median(tests):.2%}, lowest {min(tests):.2%}; "
        f"longest {max(run.seconds for run in found):.0f} s"
    )


if __name__ == "__main__":
    main()
