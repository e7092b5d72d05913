"""Steps of one layer that can be compared with each other."""

from __future__ import annotations

import numpy as np


def gradients_of(layer):
    """Return copies of all parameter gradients."""
    return {name: p.gradient.copy() for name, p in layer.parameters.items()}


def state_of(layer):
    """Return copies of the state."""
    return {name: array.copy() for name, array in layer.state.items()}


def put_state(layer, state):
    """Write a state back."""
    for name, array in layer.state.items():
        array[...] = state[name]


class Step:
    """A training step of `layer`, always from the state it has now."""

    def __init__(self, layer):
        self.layer = layer
        self.state = state_of(layer)

    def forward(self, x):
        """Return the output, as the layer hands it out."""
        put_state(self.layer, self.state)
        return self.layer.forward(x, training=True)

    def run(self, x, grad):
        """Return copies of everything that comes out."""
        y = self.forward(x).copy()
        grad_x = self.layer.backward(grad).copy()
        return {"y": y, "x": grad_x} | gradients_of(self.layer) | state_of(self.layer)


def assert_close(got, expected, name=""):
    """Compare two sets of arrays up to rounding."""
    assert set(got) == set(expected)
    for key, want in expected.items():
        np.testing.assert_allclose(got[key], want, 1e-12, 1e-12, err_msg=f"{name} {key}")


def assert_same_bits(got, expected):
    """Compare two sets of arrays exactly."""
    assert set(got) == set(expected)
    for key, want in expected.items():
        np.testing.assert_array_equal(got[key], want, err_msg=key)


def example(case, rng, dtype=np.float64):
    """Return a layer with some past, a batch, and a gradient for its output."""
    layer = case.make_used(rng, dtype)
    x = rng.standard_normal(case.input_shape).astype(dtype)
    y = layer.forward(x, training=False)
    return layer, x, rng.standard_normal(y.shape).astype(dtype)
