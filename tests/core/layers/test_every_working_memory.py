"""What layers say they keep in memory, and what they keep."""

import tracemalloc

import numpy as np
import pytest

from tests.support.layer_cases import LAYER_CASES, different_layouts, reads

#: Large enough that what Python itself takes does not matter.
SAMPLES = ((12, 10, 8), (300,))
FEW, MANY = 64, 192
ON_LARGE = [
    (name, sample)
    for name, case in LAYER_CASES.items()
    for sample in SAMPLES
    if reads(case.spec, sample) and not (name == "flatten" and len(sample) == 1)
]


def innermost(x):
    """Return `x` in the memory order in which maps come to a layer."""
    return next(y for name, y in different_layouts(x) if name == "batch innermost")


def kept(spec, sample, count, rng):
    """Return the bytes that a layer keeps after the way there, and after the way back."""
    layer = spec.build(sample, rng=rng)
    x = rng.standard_normal((count, *sample)).astype(np.float32)
    grad = rng.standard_normal((count, *spec.output_shape(sample))).astype(np.float32)
    if len(sample) == 3:
        x = np.ascontiguousarray(x.transpose(2, 3, 1, 0)).transpose(3, 2, 0, 1)
        grad = innermost(grad) if grad.ndim == 2 else grad
    if grad.ndim == 4:
        grad = np.ascontiguousarray(grad.transpose(2, 3, 1, 0)).transpose(3, 2, 0, 1)
    tracemalloc.start()
    try:
        layer.forward(x, training=True)
        there = tracemalloc.get_traced_memory()[0]
        layer.backward(grad)
        return there, tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("name", "sample"), ON_LARGE)
def test_that_a_layer_keeps_as_much_memory_as_its_spec_says(name, sample, rng):
    spec = LAYER_CASES[name].spec
    kept(spec, sample, FEW, rng)  # what Python and NumPy keep for themselves is kept by now
    few, many = (kept(spec, sample, count, rng) for count in (FEW, MANY))
    there, both = ((b - a) / 4 / (MANY - FEW) for a, b in zip(few, many, strict=True))
    said = spec.working_memory(sample)
    assert there == pytest.approx(said.there, rel=0.15, abs=3)
    assert both == pytest.approx(said.there + said.back, rel=0.15, abs=3)
    fixed = few[1] / 4 - FEW * both
    assert fixed == pytest.approx(said.fixed, rel=0.15, abs=3000)
