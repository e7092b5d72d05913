"""Arrays by name as the bytes of an .npz file that NumPy alone can open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from core.formats.npy_array import npy_bytes

#: Zip members carry a time; a fixed one makes equal weights equal files.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def npz_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as ``numpy.load`` reads them, without pickle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _NO_TIME), npy_bytes(array))
    return buffer.getvalue()
