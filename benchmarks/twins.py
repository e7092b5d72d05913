"""Measure what training a pair in lock-step costs, against both trained alone.

Prints, for each pair, the steps a second that both take together in turns, those of each
alone, and the share that the pair keeps: the time both take alone, one after the other, over
the time of the pair (goal: 80 %). Each round measures all three, and the median is printed.
What is noted of a pair (distances, and what both say of an image after every step) is in it.

Usage: ``python benchmarks/twins.py [--pairs learning_rate] [--steps 100] [--rounds 5]``
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL = 0.8


def seconds_of(steps: int, take_step: object) -> float:
    """Return how long some steps take."""
    began = time.perf_counter()
    for _ in range(steps):
        take_step()  # type: ignore[operator]
    return time.perf_counter() - began


def measure(name: str, steps: int, rounds: int) -> float:
    """Print the rates of a pair; return the share it keeps."""
    from core.twins.pairs import PAIRS

    from core.datasets.loading import load_dataset
    from core.training.build import session_for
    from core.training.whole_step import take_whole_step
    from core.twins.twin_notes import TwinNotes
    from core.twins.twin_session import TwinSession
    from core.twins.weight_distance import comparable_layers

    pair, dataset = PAIRS[name], load_dataset("mnist")
    recipes = [one.replace(validate_every=None) for one in (pair.first, pair.second)]
    alone = [session_for(one, dataset) for one in recipes]
    notes = TwinNotes(comparable_layers(pair.first.network, pair.second.network))
    notes.watch(dataset.train.images[0])
    twins = TwinSession(*(session_for(one, dataset) for one in recipes), notes)
    shares, rates = [], []
    for at in range(rounds + 1):
        together = seconds_of(steps, twins.take_step)
        each = [seconds_of(steps, lambda one=one: take_whole_step(one)) for one in alone]
        if at:  # the first round warms up
            shares.append(sum(each) / together)
            rates.append((2 * steps / together, *(steps / one for one in each)))
    share = statistics.median(shares)
    pair_rate, first, second = (statistics.median(one) for one in zip(*rates, strict=True))
    print(
        f"{name:14}  pair {pair_rate:8.0f} steps/s   alone A {first:8.0f}, B {second:8.0f}   "
        f"keeps {share:6.1%}"
    )
    return share


def main() -> int:
    """Measure the pairs that are asked for."""
    sys.path.insert(0, str(ROOT))
    from core.blas_threads import limit_blas_threads

    limit_blas_threads()
    from core.twins.pairs import PAIRS

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", nargs="+", choices=[*PAIRS], default=[*PAIRS])
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    shares = [measure(name, options.steps, options.rounds) for name in options.pairs]
    return 0 if min(shares) >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
