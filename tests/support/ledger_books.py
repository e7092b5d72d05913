"""Books of small networks whose numbers are chosen by hand, for tests of the ledger."""

from __future__ import annotations

import numpy as np

from core.ledger.books import Books
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import load_values, take_snapshot


def books_of(input_shape, layers, x, *, label=0, arrays=None):
    """Return books of a network; `arrays` by path, all others are drawn."""
    spec = NetworkSpec(input_shape, tuple(layers))
    network = build_network(spec, rng=np.random.default_rng(3))
    values = dict(take_snapshot(network, step=0, epoch=0).values)
    for path, array in (arrays or {}).items():
        values[path] = np.array(array, np.float32).reshape(values[path].shape)
    load_values(network, values)
    loss = CategoricalCrossEntropy()
    x = np.array(x, np.float32).reshape(input_shape)
    trace = trace_sample(network, loss, x, label)
    snapshot = take_snapshot(network, step=0, epoch=0)
    return Books(spec.outline(), trace, snapshot.values, label, loss)
