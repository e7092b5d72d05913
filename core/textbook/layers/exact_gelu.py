"""Exact GELU: a smooth gate; a number times the share of the bell curve that lies below it.

    y = x · Φ(x),    Φ(x) = (1 + erf u)/2,    u = x/√2

    erf u = 2/√π · e^(-u²) · Σ_n 2ⁿ u^(2n + 1) / (1 · 3 · … · (2n + 1))

All terms of the sum have the sign of u, so that no digits are lost.  By the product rule:

    dy/dx = Φ(x) + x · φ(x),    φ(x) = e^(-x²/2) / √(2π)

Source: Hendrycks & Gimpel (2016), "Gaussian Error Linear Units", arXiv:1606.08415, section 2;
Abramowitz & Stegun (1964), "Handbook of Mathematical Functions", 7.1.6.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named

ROOT_OF_PI = float(np.sqrt(np.pi))
ROOT_OF_2 = float(np.sqrt(2))
#: At 6 the error function is 1 to sixteen digits; there the sum has 150 terms that count.
FAR = 6.0
TERMS = 150


def forward(x: Array) -> Array:
    """Return y, in the shape of x."""
    return x * _share_below(x)


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx."""
    density = np.exp(-(x**2) / 2) / (ROOT_OF_2 * ROOT_OF_PI)
    return grad_y * (_share_below(x) + x * density), {}


def _share_below(x: Array) -> Array:
    """Return Φ(x)."""
    u = np.clip(x / ROOT_OF_2, -FAR, FAR).astype(np.float64)
    term = total = u
    for odd in range(3, 3 + 2 * TERMS, 2):
        term = term * 2 * u**2 / odd
        total = total + term
    share: Array = (1 + 2 / ROOT_OF_PI * np.exp(-(u**2)) * total) / 2
    return share.astype(x.dtype)
