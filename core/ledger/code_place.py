"""Which of our computations a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Pass(StrEnum):
    """Which of a kind's computations is meant."""

    FORWARD = "forward"
    INPUT_GRADIENT = "input_gradient"
    PARAMETER_GRADIENTS = "parameter_gradients"
    FUSED = "fused"  # a loss together with the last layer
    UPDATE = "update"  # an optimiser's step


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a page's arithmetic is done: for `core.ledger.source_lines.source_lines`."""

    kind: str
    done_in: Pass
