"""How a batch is cut into shards, and whether several threads work on them."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

import numpy as np

from core.arrays import Shape
from core.errors import SpecError
from core.network import Network

#: Images per shard.  Part of what a run computes: another size gives other rounding.
DENSE_SHARD = 512
CONV_SHARD = 64
HEAVY_CONV_SHARD = 32

#: Multiplications per image from which a network of maps counts as heavy: its columns then
#: leave the cache at 64 images, and its operations are long enough for threads.
HEAVY_IMAGE = 250_000
#: Multiplications per shard below which threads do not pay: its operations then take some
#: 10 µs each, and two threads mostly wait for Python's lock.  Measured on two processors:
#: 4 million (seed-cnn) lose, 13 (lenet-5) gain 1.2×, 52 (seed-mlp) 1.9×, 84 (Conv 32 →
#: Conv 64) 1.6×.
THREADED_SHARD = 10_000_000

#: Into so many shards at most is a batch cut whose samples are coupled: each keeps all its
#: numbers, and gradients of its own, until the way back.
MOST_COUPLED_SHARDS = 16

MAX_THREADS = 4
THREADS_VARIABLE = "GLASSBOX_THREADS"


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """How a batch is worked off.

    Attributes
    ----------
    size : int
        Images per shard.  Part of what a run computes.
    threads : int
        How many shards are worked on at once.  Decides nothing but the time it takes.
    is_coupled : bool
        Whether a layer needs statistics of the whole batch.
    work : int
        Products that one image costs forward.
    """

    size: int
    threads: int
    is_coupled: bool = False
    work: int = 0

    def shard_size(self, batch_size: int) -> int:
        """Return how many images of such a batch are worked on together."""
        if not self.is_coupled:
            return self.size
        return max(self.size, -(-batch_size // MOST_COUPLED_SHARDS))


def plan_shards(network: Network, input_shape: Shape, threads: int | None = None) -> ShardPlan:
    """Return how to train `network`.

    Parameters
    ----------
    network : Network
    input_shape : tuple
        Of one sample.
    threads : int, optional
        At most so many; by default what `allowed_threads` says.
    """
    work = multiplications(network, input_shape)
    if not prefers_batch_innermost(network):
        size = DENSE_SHARD
    else:
        size = HEAVY_CONV_SHARD if work >= HEAVY_IMAGE else CONV_SHARD
    is_coupled = any(layer.couples_samples for layer in network.layers)
    if work * size < THREADED_SHARD:
        threads = 1
    elif threads is None:
        threads = allowed_threads()
    return ShardPlan(size, threads, is_coupled, work)


def allowed_threads() -> int:
    """Return how many threads may compute: the environment's word, or the free processors.

    Raises
    ------
    SpecError
        If the environment holds something else than a whole number from 1.
    """
    text = os.environ.get(THREADS_VARIABLE)
    if text is None:
        return min(_free_processors(), MAX_THREADS)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise SpecError(
            f"{THREADS_VARIABLE}: expected a whole number from 1, received {text!r:.60}"
        )
    return min(int(text), 64)


def multiplications(network: Network, input_shape: Shape) -> int:
    """Return how many products one image costs forward, counting weights times positions."""
    x = np.zeros((1, *input_shape), np.float32)
    total = 0
    for layer in network.layers:
        x = layer.forward(x, training=False)
        positions = math.prod(x.shape[1:-1])
        total += positions * sum(p.value.size for p in layer.parameters.values())
    return total


def prefers_batch_innermost(network: Network) -> bool:
    """Return whether `network` works on maps, which it keeps with the batch innermost."""
    return any(layer.LIKES_BATCH_INNERMOST for layer in network.layers)


def _free_processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # Linux: what this process may use
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
