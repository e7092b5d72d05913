"""The accounts of an ELU."""

from __future__ import annotations

import math
from types import ModuleType
from typing import ClassVar

from core.layers import elu
from core.layers.elu import ELUSpec
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_VALUE = Formula(
    "y = x if x > 0 else α · (eˣ − 1)",
    r"y = \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}",
)
_SLOPE = Formula(
    "dy/dx = 1 if x > 0 else y + α",
    r"\begin{cases} 1 & x > 0 \\ y + \alpha & x \le 0 \end{cases}",
)


class ELUEntries(ActivationEntries):
    r"""A gate with a soft floor.

    .. math::
        y = \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}, \qquad
        \frac{dy}{dx} = \begin{cases} 1 & x > 0 \\ y + \alpha & x \le 0 \end{cases}
    """

    KIND: ClassVar[str] = "elu"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (elu,)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        alpha = spec.alpha if isinstance(spec, ELUSpec) else 1.0
        is_open = x > 0
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=x if is_open else alpha * math.expm1(x),
            slope=1.0 if is_open else y + alpha,
            lines=(Line("α, the depth of the floor", alpha, "alpha"),),
            slope_scale=alpha,
            note="x > 0: everything passes." if is_open else "x ≤ 0: bent towards −α.",
        )
