"""The textbook as an oracle: its pages, run beside the engine with the same settings."""

from __future__ import annotations

import inspect
from dataclasses import fields

import numpy as np

from core.errors import ShapeError
from core.fields import (
    Choice,
    PaddingChoice,
    PairOfWholeNumbers,
    RealNumber,
    WholeNumber,
    YesOrNo,
    field_rules,
)
from core.layers.catalog import LAYER_KINDS
from core.network import NamedParameter
from core.parameter import Parameter
from core.textbook.catalog import OPTIMIZER_PAGES
from core.textbook.layers import windows

#: How far engine and book may be apart, as a share of the length of all numbers together.
TOLERANCE = 1e-12


def settings_of(spec):
    """Return the fields of a spec by name."""
    return {declared.name: getattr(spec, declared.name) for declared in fields(spec)}


def run(function, *arguments, **available):
    """Call a page's function with those of the `available` values it has a name for."""
    names = inspect.signature(function).parameters
    return function(*arguments, **{n: v for n, v in available.items() if n in names})


def layer_step(page, spec, x, grad, parameters, **given):
    """Return what a page makes of a training step, by name: y, x (its gradient) and others.

    Parameters
    ----------
    page : module
    spec : LayerSpec
    x, grad : ndarray
        The input, and d(loss)/d(output).
    parameters : dict of str to ndarray
    **given
        What the step depends on besides, such as ``mask`` or ``running``.
    """
    available = settings_of(spec) | parameters | given
    grad_x, gradients = run(page.backward, grad, x, **available)
    return {"y": run(page.forward, x, **available), "x": grad_x} | gradients


def window_positions(size, window, stride, padding):
    """Return (H_out, W_out): how many windows fit on a map, 0 or less if none does."""
    added = windows.cells_added(padding, size, window, stride)
    return windows.positions(windows.pad(np.zeros((1, *size, 1)), added, 0), window, stride)


def history(spec, first, gradients, rates):
    """Return the latest step of a single weight, worked from its whole history.

    Parameters
    ----------
    spec : OptimizerSpec
    first : float
        The weight at step 0.
    gradients, rates : sequence of float
        Of all steps from the first on.

    Returns
    -------
    dict of str to float or dict
        ``value`` and ``change``; what is remembered ``before`` and ``now``, by name.
    """
    page = OPTIMIZER_PAGES[spec.KIND]
    optimizer = spec.build([NamedParameter("0.dense.weight", Parameter(np.array([first])))])
    value, kept = first, dict.fromkeys(optimizer.KEEPS, 0.0)
    for step, (gradient, rate) in enumerate(zip(gradients, rates, strict=True), 1):
        old, before = value, kept
        available = settings_of(spec) | kept | {"learning_rate": rate, "step_count": step}
        value, new = run(page.step, value, gradient, **available)
        kept = kept | new
    return {"value": value, "change": value - old, "before": before, "now": kept}


def assert_equal_to_rounding(got, expected, says=""):
    """Raise unless all arrays have the same names, shapes, types and (nearly) numbers."""
    assert set(got) == set(expected), says
    for name, want in expected.items():
        found, want = np.asarray(got[name]), np.asarray(want)
        assert found.shape == want.shape, f"{says}: {name}"
        assert found.dtype == want.dtype, f"{says}: {name}"
        scale = np.abs(want).max() or 1.0  # squares of the largest numbers would overflow
        distance = np.linalg.norm((found - want) / scale)
        assert distance <= TOLERANCE * np.linalg.norm(want / scale), f"{says}: {name}"


def draw_settings(kind, rng, **fixed):
    """Return a spec class's instance with every field drawn at random from what it accepts."""
    drawn = {name: _draw(rule, rng) for name, rule in field_rules(kind).items()}
    return kind(**(drawn | fixed))


def draw_layer(kind, rng, **fixed):
    """Return a spec and the shape of a sample it accepts."""
    while True:
        shape = tuple(int(side) for side in rng.integers(1, 9, rng.choice([1, 3])))
        spec = draw_settings(LAYER_KINDS[kind], rng, **fixed)
        try:
            spec.output_shape(shape)
        except ShapeError:
            continue
        return spec, shape


def draw_numbers(shape, rng):
    """Return numbers: often coarse ones with many ties and zeros, at times large ones."""
    numbers = rng.standard_normal(shape) * rng.choice([1, 1, 1, 500])
    return np.round(numbers) if rng.random() < 0.5 else numbers


def _draw(rule, rng):
    match rule:
        case PaddingChoice():
            edges = tuple((int(a), int(b)) for a, b in rng.integers(0, 3, (2, 2)))
            return ("valid", "same", edges)[rng.integers(3)]
        case PairOfWholeNumbers():
            return tuple(int(side) for side in rng.integers(1, 5, 2))
        case WholeNumber():
            return int(rng.integers(rule.at_least, min(rule.at_most, rule.at_least + 4) + 1))
        case RealNumber():
            reach = min(rule.at_most - rule.at_least, 1.0)
            return float(rule.at_least + reach * rng.uniform(0.02, 0.98))
        case Choice():
            return str(rng.choice(rule.options))
        case YesOrNo():
            return bool(rng.random() < 0.5)
    raise NotImplementedError(rule)
