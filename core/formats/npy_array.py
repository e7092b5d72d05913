"""An array as the bytes of an .npy file."""

from __future__ import annotations

import io

import numpy as np

from core.arrays import ByteArray, FloatArray


def npy_bytes(values: FloatArray | ByteArray) -> bytes:
    """Return an array as NumPy's own format holds it."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, values, allow_pickle=False)
    return buffer.getvalue()
