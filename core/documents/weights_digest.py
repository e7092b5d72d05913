"""Tell the weights of two runs apart, or prove them equal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.formats.run_file import state_shapes
from core.network_spec import NetworkSpec


def weights_digest(network: NetworkSpec, values: Mapping[str, NDArray[Any]]) -> str:
    """Return the SHA-256 of all weights, the same whichever container they were read from.

    Parameters
    ----------
    network : NetworkSpec
    values : mapping of str to ndarray
        Parameters (taken as float32) and state of the layers (as float64) by path.
    """
    state = state_shapes(network)
    digest = hashlib.sha256()
    for path in sorted(values):
        array = np.ascontiguousarray(values[path], "<f8" if path in state else "<f4")
        digest.update(f"{path}\n{array.shape}\n".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()
