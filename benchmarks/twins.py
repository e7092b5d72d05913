"""Measure what training runs in lock-step costs, against all of them trained alone.

Prints, for each preset, what the group keeps: the time all take alone, one after the other,
over the time they take together (goal: 80 %), in processor time and on the wall clock, and the
least and the most that a single round kept.

What runs together and what runs alone is measured in turns, in short rounds one after the
other, each first in every second one: a machine that is slower for a while is slower for both.
What is noted of a group (distances, and what all say of an image after every step) is in it.

Usage: ``python benchmarks/twins.py [--presets learning_rate] [--steps 20] [--rounds 15]``
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL = 0.8


@dataclass(frozen=True)
class Spent:
    """Seconds that some steps took."""

    processor: float
    wall: float


def spent_on(steps: int, *takers: Callable[[], object]) -> Spent:
    """Return what it takes to have each of `takers` take so many steps."""
    wall, processor = time.perf_counter(), time.process_time()
    for take_step in takers:
        for _ in range(steps):
            take_step()
    return Spent(time.process_time() - processor, time.perf_counter() - wall)


def measure(name: str, steps: int, rounds: int) -> float:
    """Print what a preset keeps; return the share in processor time."""
    from core.datasets.loading import load_dataset
    from core.training.build import session_for
    from core.training.whole_step import take_whole_step
    from core.twins.presets import TWIN_PRESETS
    from core.twins.twin_notes import TwinNotes
    from core.twins.twin_session import TwinSession
    from core.twins.weight_distance import comparable_layers

    dataset = load_dataset("mnist")
    recipes = [one.replace(validate_every=None) for one in TWIN_PRESETS[name].recipes]
    alone = [partial(take_whole_step, session_for(one, dataset)) for one in recipes]
    networks = [one.network for one in recipes]
    notes = [TwinNotes(comparable_layers(networks[0], one)) for one in networks[1:]]
    lead, *others = (session_for(one, dataset) for one in recipes)
    twins = TwinSession(lead, others, notes)
    together: list[Spent] = []
    apart: list[Spent] = []
    for at in range(rounds + 1):
        for one in notes:
            one.watch(dataset.train.images[at])  # another one: else it may be answered already
        ways = [(together, (twins.take_step,)), (apart, tuple(alone))]
        for spent, takers in ways if at % 2 else reversed(ways):
            spent.append(spent_on(steps, *takers))
    del together[0], apart[0]  # the first round warms up
    shares = [b.processor / a.processor for a, b in zip(together, apart, strict=True)]
    on_wall = [b.wall / a.wall for a, b in zip(together, apart, strict=True)]
    rates = [
        len(recipes) * steps / statistics.median(one.processor for one in way)
        for way in (together, apart)
    ]
    share = statistics.median(shares)
    print(
        f"{name:14} {len(recipes)} runs   together {rates[0]:6.0f}, alone {rates[1]:6.0f} "
        f"steps a processor second   keeps {share:6.1%} ({min(shares):.0%} to "
        f"{max(shares):.0%})   "
        f"on the wall clock {statistics.median(on_wall):6.1%}",
        flush=True,
    )
    return share


def main() -> int:
    """Measure the presets that are asked for."""
    sys.path.insert(0, str(ROOT))
    from core.blas_threads import limit_blas_threads

    limit_blas_threads()
    from core.twins.presets import TWIN_PRESETS

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--presets", nargs="+", choices=[*TWIN_PRESETS], default=[*TWIN_PRESETS]
    )
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    shares = [measure(name, options.steps, options.rounds) for name in options.presets]
    return 0 if min(shares) >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
