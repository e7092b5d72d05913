"""The accounts of a ReLU."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

from core.layers import relu
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line
from core.ledger.layers.activation_entries import ActivationEntries, Bend

_VALUE = Formula("y = max(x, 0)", r"y = \max(x, 0)")
_SLOPE = Formula("dy/dx = 1 if x > 0 else 0", r"[x > 0]")


class ReLUEntries(ActivationEntries):
    r"""A gate.

    .. math:: y = \max(x, 0), \qquad \frac{dy}{dx} = [x > 0]
    """

    KIND: ClassVar[str] = "relu"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (relu,)

    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        is_open = x > 0
        note = "x > 0: the gate is open." if is_open else "x ≤ 0: the gate is closed."
        if x == 0:
            note = "x is exactly 0: the gate counts as closed, the slope as 0."
        return Bend(
            formula=_VALUE,
            slope_formula=_SLOPE,
            value=0.0 if x <= 0 else x,  # so that NaN stays NaN
            slope=float(is_open),
            lines=(Line("gate (1 open, 0 closed)", float(is_open)),),
            note=note,
        )
