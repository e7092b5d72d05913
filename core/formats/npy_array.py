"""An array as the bytes of an .npy file."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray


def npy_bytes(values: NDArray[Any]) -> bytes:
    """Return an array as NumPy's own format holds it."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, values, allow_pickle=False)
    return buffer.getvalue()
