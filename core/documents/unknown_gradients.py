"""States whose gradients were not kept and cannot be computed anew."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from core.training.session_state import GRADIENTS, VALUES, SessionState


def with_unknown_gradients(state: SessionState) -> SessionState:
    """Return a state with undefined numbers in place of the gradients that it has not."""
    if state.has_gradients:
        return state
    unknown = {
        GRADIENTS + name: np.full_like(value, np.nan)
        for name, value in state.group(VALUES).items()
    }
    for array in unknown.values():
        array.flags.writeable = False
    return replace(state, arrays=MappingProxyType({**state.arrays, **unknown}))
