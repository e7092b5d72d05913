"""The accounts of a GELU."""

from __future__ import annotations

import math
from types import ModuleType
from typing import ClassVar

from core.layers import gelu
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_SCALE = math.sqrt(2 / math.pi)
_CUBIC = 0.044715
_VALUE = Formula(
    "y = ½ · x · (1 + t),  t = tanh(√(2/π) · (x + 0.044715 · x³))",
    r"y = \tfrac12 x (1 + t),\quad t = \tanh\bigl(\sqrt{2/\pi}\,(x + 0.044715\,x^3)\bigr)",
)
_SLOPE = Formula(
    "dy/dx = ½ · (1 + t) + ½ · x · (1 − t²) · √(2/π) · (1 + 3 · 0.044715 · x²)",
    r"\bigl(\tfrac12 (1 + t) + \tfrac12 x (1 - t^2) \sqrt{2/\pi}\,"
    r"(1 + 3 \cdot 0.044715\,x^2)\bigr)",
)


class GELUEntries(ActivationEntries):
    r"""A smooth gate.

    .. math::
        y = \tfrac12 x (1 + t), \qquad t = \tanh u, \qquad
        u = \sqrt{2/\pi}\,(x + 0.044715\,x^3), \qquad
        \frac{dy}{dx} = \tfrac12 (1 + t) + \tfrac12 x (1 - t^2)\,\frac{du}{dx}
    """

    KIND: ClassVar[str] = "gelu"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (gelu,)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        u = _SCALE * (x + _CUBIC * x * x * x)
        t = math.tanh(u)
        rise = _SCALE * (1 + 3 * _CUBIC * x * x)  # du/dx
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=0.5 * x * (1 + t),
            slope=0.5 * (1 + t) + 0.5 * x * (1 - t * t) * rise,
            lines=(Line("u", u), Line("t = tanh u", t), Line("gate ½ · (1 + t)", (1 + t) / 2)),
            value_scale=abs(x),
            slope_scale=1 + abs(x) * rise,
        )
