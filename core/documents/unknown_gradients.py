"""States whose gradients were not kept and cannot be computed anew."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from core.formats.run_file import parameter_shapes
from core.network_spec import NetworkSpec
from core.training.session_state import GRADIENTS, SessionState


def with_unknown_gradients(state: SessionState, network: NetworkSpec) -> SessionState:
    """Return a state of `network` with undefined numbers where it has no gradients."""
    if state.has_gradients:
        return state
    arrays = dict(state.arrays)
    for name, shape in parameter_shapes(network).items():
        unknown = np.full(shape, np.nan, np.float32)
        unknown.flags.writeable = False
        arrays[GRADIENTS + name] = unknown
    return replace(state, arrays=MappingProxyType(arrays))
