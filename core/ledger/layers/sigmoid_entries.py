"""The accounts of a sigmoid."""

from __future__ import annotations

import math
from types import ModuleType
from typing import ClassVar

from core.layers import sigmoid
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_VALUE = Formula("y = 1 / (1 + e⁻ˣ)", r"y = \frac{1}{1 + e^{-x}}")
_SLOPE = Formula("dy/dx = y · (1 − y)", r"y\,(1 - y)")


class SigmoidEntries(ActivationEntries):
    r"""A number squeezed into 0 to 1.

    .. math:: y = \frac{1}{1 + e^{-x}}, \qquad \frac{dy}{dx} = y (1 - y)
    """

    KIND: ClassVar[str] = "sigmoid"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (sigmoid,)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        small = math.exp(-abs(x))  # never overflows
        value = (1.0 if x > 0 else small) / (1 + small)
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=value,
            slope=y * (1 - y),
            lines=(Line("e^(−|x|)", small),),
            slope_scale=y,
        )
