"""Where the time of a Glassbox training step goes, and what the machine could reach."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.peers.tasks import LEARNING_RATE, Task, data_of, experiment_of
from core.datasets.batch import cut_batch
from core.losses.catalog import make_loss
from core.network_spec import build_network
from core.training.objective import Objective
from core.training.shard_plan import plan_shards, prefers_batch_innermost

PEAK_SIDE = 768


def layer_shares(task: Task, seconds: float) -> list[tuple[str, float]]:
    """Return (part, microseconds per image) of one shard, in the order the parts run."""
    spec = experiment_of(task)
    network = build_network(spec.network, rng=np.random.default_rng(7))
    objective = Objective(network, make_loss(spec.loss))
    optimizer = spec.optimizer.build(network.named_parameters())
    optimizer.learning_rate = LEARNING_RATE
    data = data_of(task).train
    count = plan_shards(network, spec.network.input_shape).shard_size(task.batch)
    count = min(task.batch, count)
    rows = np.random.default_rng(7).permutation(len(data))[:count]
    innermost = prefers_batch_innermost(network)
    labels = data.labels[rows].astype(np.int64)

    def cut() -> np.ndarray:
        return cut_batch(data.images, rows, spec.network.input_shape, batch_innermost=innermost)

    parts: list[tuple[str, Callable[[], object]]] = [("cut the batch", cut)]
    x = cut()
    for layer in objective.body:
        parts.append(
            (f"{layer.KIND} forward", lambda f=layer.forward, x=x: f(x, training=True))
        )
        x = layer.forward(x, training=True)
    loss = objective.loss.value_and_gradient_of_logits
    parts.append(("loss", lambda scores=x: loss(scores, labels)))
    gradient = loss(x, labels)[1]
    trainable = [index for index, layer in enumerate(objective.body) if layer.parameters]
    for index in range(len(objective.body) - 1, trainable[0] - 1, -1):
        layer = objective.body[index]
        half = layer.backward if index > trainable[0] else layer.parameter_gradients
        parts.append((f"{layer.KIND} backward", lambda f=half, g=gradient: f(g)))
        if index > trainable[0]:
            gradient = layer.input_gradient(gradient).copy(order="K")
    parts.append(("update", optimizer.step))
    return [(name, _median(call, seconds / len(parts)) / count * 1e6) for name, call in parts]


def peak_gflops(seconds: float) -> float:
    """Return what one thread of this machine reaches in a large float32 matrix product."""
    a, b = np.random.default_rng(0).random((2, PEAK_SIDE, PEAK_SIDE), np.float32)
    out = np.empty_like(a)
    fastest = min(_times(lambda: np.matmul(a, b, out=out), seconds))
    return 2 * PEAK_SIDE**3 / fastest / 1e9


def _median(call: Callable[[], object], seconds: float) -> float:
    return float(np.median(_times(call, seconds)))


def _times(call: Callable[[], object], seconds: float) -> list[float]:
    call()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times
