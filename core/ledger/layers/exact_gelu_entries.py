"""The accounts of an exact GELU."""

from __future__ import annotations

import math
from types import ModuleType
from typing import ClassVar

from core.layers import exact_gelu, normal_share
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_VALUE = Formula(
    "y = x · Φ(x),  Φ(x) = ½ · erfc(−x/√2)",
    r"y = x\,\Phi(x),\quad \Phi(x) = \tfrac12 \mathrm{erfc}(-x/\sqrt 2)",
)
_SLOPE = Formula(
    "dy/dx = Φ(x) + x · φ(x),  φ(x) = e^(−x²/2) / √(2π)",
    r"\bigl(\Phi(x) + x\,\tfrac{1}{\sqrt{2\pi}} e^{-x^2/2}\bigr)",
)


class ExactGELUEntries(ActivationEntries):
    r"""A smooth gate.

    .. math::
        y = x\,\Phi(x), \qquad
        \frac{dy}{dx} = \Phi(x) + x\,\tfrac{1}{\sqrt{2\pi}}\,e^{-x^2/2}
    """

    KIND: ClassVar[str] = "exact_gelu"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (exact_gelu, normal_share)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        share = math.erfc(-x * math.sqrt(0.5)) / 2
        density = math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=x * share,
            slope=share + x * density,
            lines=(Line("share below Φ(x)", share), Line("height φ(x)", density)),
            value_scale=abs(x),
            slope_scale=1 + abs(x) * density,
        )
