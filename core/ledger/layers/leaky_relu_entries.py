"""The accounts of a leaky ReLU."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

from core.layers import leaky_relu
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_VALUE = Formula("y = x if x > 0 else a · x", r"y = \max(x, a x)")
_SLOPE = Formula(
    "dy/dx = 1 if x > 0 else a", r"\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}"
)


class LeakyReLUEntries(ActivationEntries):
    r"""A gate that leaks.

    .. math:: y = \max(x, a x), \qquad \frac{dy}{dx} = 1 \text{ if } x > 0 \text{ else } a
    """

    KIND: ClassVar[str] = "leaky_relu"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (leaky_relu,)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        leak = spec.negative_slope if isinstance(spec, LeakyReLUSpec) else 0.0
        is_open = x > 0
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=x if is_open else leak * x,
            slope=1.0 if is_open else leak,
            lines=(Line("a, the slope below 0", leak, "a"),),
            note="x > 0: everything passes." if is_open else "x ≤ 0: only a · x leaks out.",
        )
