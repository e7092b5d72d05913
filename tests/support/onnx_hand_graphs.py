"""Graphs with one part in the middle that is written by hand."""

from __future__ import annotations

import numpy as np

from tests.support.onnx_graphs import graph_bytes

RNG = np.random.default_rng(3)
W = RNG.standard_normal((4, 2, 3, 3)) * 0.4  # (filters, inputs, rows, columns)
HEAD = RNG.standard_normal((64, 3))
BIAS = RNG.standard_normal(3)
#: Ends of a network on maps of 8 × 8 × 4, flattened with the channels outermost.
CONV = ("Conv", ["x", "w"], "c", {"pads": [1, 1, 1, 1]})


def ending(of, rows):
    constants = {"head": RNG.standard_normal((rows, 3)) * 0.2, "bias": BIAS}
    nodes = [("Flatten", [of], "flat", {}), ("MatMul", ["flat", "head"], "m", {}),
             ("Add", ["m", "bias"], "y", {})]  # fmt: skip
    return nodes, constants


def on_maps(*middle, rows=256, size=(8, 8), **constants):
    """Return a graph: a convolution, `middle` from c to d, and a dense end."""
    nodes, ends = ending("d", rows)
    return graph_bytes([CONV, *middle, *nodes], {"w": W, **ends, **constants}, (2, *size))


def on_rows(*middle, **constants):
    """Return a graph on rows of 5: dense, `middle` from c to d, dense."""
    nodes = [("Gemm", ["x", "a", "b"], "c", {"transB": 1}), *middle,
             ("Gemm", ["d", "head"], "y", {"alpha": 0.5})]  # fmt: skip
    given = {"a": RNG.standard_normal((6, 5)), "b": RNG.standard_normal(6),
             "head": RNG.standard_normal((6, 3))}  # fmt: skip
    return graph_bytes(nodes, {**given, **constants}, (5,))


#: Cells that a Pad adds: before rows and columns, and behind them.
AROUND = np.array([0, 0, 1, 1, 0, 0, 1, 1])


def same_channels(name):
    return {f"{name}{at}": RNG.uniform(0.5, 2, 4) for at in range(4)}
