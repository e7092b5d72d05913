"""The accounts of a hyperbolic tangent."""

from __future__ import annotations

import math
from types import ModuleType
from typing import ClassVar

from core.layers import tanh
from core.layers.spec import LayerSpec
from core.ledger.account import Formula
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_VALUE = Formula("y = tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)", r"y = \tanh x")
_SLOPE = Formula("dy/dx = 1 − y²", r"(1 - y^2)")


class TanhEntries(ActivationEntries):
    r"""A number squeezed into −1 to 1.

    .. math:: y = \tanh x, \qquad \frac{dy}{dx} = 1 - y^2
    """

    KIND: ClassVar[str] = "tanh"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (tanh,)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=math.tanh(x),
            slope=1 - y * y,
            slope_scale=1.0,
        )
