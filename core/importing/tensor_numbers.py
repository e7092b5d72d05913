"""The numbers of a tensor in an ONNX file, or in a file beside it."""

from __future__ import annotations

import math
import stat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name, short_value
from core.number_words import counted

#: Types of numbers by ONNX's number for them.
DTYPES = {
    1: "<f4", 2: "|u1", 3: "|i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<i8", 9: "|u1", 10: "<f2",
    11: "<f8", 12: "<u4", 13: "<u8", 16: "<u2",
}  # fmt: skip
#: The upper half of a number of single precision.
BFLOAT16 = 16
#: Of all tensors of a file together.
MOST_NUMBERS = 64_000_000
_MOST_AXES = 8
_ELSEWHERE = 1  # TensorProto.EXTERNAL


class TensorNumbers:
    """Reads tensors one after the other, as long as there are not too many numbers.

    Weights may lie in files beside the model, as PyTorch writes them: such a file is named
    without a folder, is an ordinary file and no link.

    Parameters
    ----------
    path : Path
        The model.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = MOST_NUMBERS

    def read(self, tensor: Any) -> NDArray[Any]:  # noqa: ANN401  # of the package onnx
        """Return what a TensorProto holds.

        Raises
        ------
        LoadError
            If its type, size or place is not acceptable; without the name of the model.
        """
        name, dims = short_value(tensor.name), tuple(tensor.dims)
        dtype = DTYPES.get(tensor.data_type)
        if dtype is None:
            raise LoadError(f"{name} holds no numbers of a type that Glassbox reads")
        if len(dims) > _MOST_AXES or any(side < 0 for side in dims):
            raise LoadError(f"{name} has no possible shape")
        count = math.prod(dims)
        self._left -= count
        if self._left < 0:
            raise LoadError(f"there are more than {MOST_NUMBERS:,} numbers")
        if tensor.data_location == _ELSEWHERE or tensor.external_data:
            content = self._beside(tensor, count * np.dtype(dtype).itemsize, name)
        elif tensor.HasField("raw_data"):
            content = tensor.raw_data
        else:
            return _in_full(_listed(tensor, dtype, dims, name), tensor.data_type)
        if len(content) != count * np.dtype(dtype).itemsize:
            raise LoadError(f"{name} has {len(content):,} bytes, but its shape is {dims}")
        return _in_full(np.frombuffer(content, dtype).reshape(dims), tensor.data_type)

    def _beside(self, tensor: Any, length: int, name: str) -> bytes:  # noqa: ANN401
        about = {entry.key: entry.value for entry in tensor.external_data}
        location = about.get("location", "")
        if not location or location in (".", "..") or set(location) & set("/\\:\0"):
            raise LoadError(
                f"{name} is said to lie in {short_value(location)}: weights are read from a "
                "file beside the model only"
            )
        path = self._path.with_name(location)
        try:
            is_plain = stat.S_ISREG(path.lstat().st_mode)
        except OSError:
            raise LoadError(
                f"its weights are in {short_name(path)}, which is missing"
            ) from None
        if not is_plain:
            raise LoadError(f"its weights are in {short_name(path)}, which is no ordinary file")
        offset, said = _count(about, "offset", 0), _count(about, "length", length)
        with open_for_reading(path) as (file, size):
            if said != length or offset > size - length:
                raise LoadError(f"{name} does not fit into {short_name(path)}")
            file.seek(offset)
            return file.read(length)


def _in_full(array: NDArray[Any], kind: int) -> NDArray[Any]:
    """Return numbers of half the precision as numbers of single precision: the same ones."""
    if kind == BFLOAT16:
        return (array.astype("<u4") << 16).view("<f4")
    return array.astype("<f4") if array.dtype == np.float16 else array


def _count(about: dict[str, str], key: str, usual: int) -> int:
    text = about.get(key, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else usual


def _listed(
    tensor: Any,  # noqa: ANN401
    dtype: str,
    dims: tuple[int, ...],
    name: str,
) -> NDArray[Any]:
    """Return numbers that are listed one by one; half-precision ones as whole numbers."""
    fields = {
        "<f4": tensor.float_data, "<f8": tensor.double_data, "<i8": tensor.int64_data,
        "<u4": tensor.uint64_data, "<u8": tensor.uint64_data,
    }  # fmt: skip
    listed = fields.get(dtype, tensor.int32_data)
    if len(listed) != math.prod(dims):
        raise LoadError(f"{name} has {counted(len(listed), 'number')}, but its shape is {dims}")
    if dtype == "<f2":
        return (np.array(listed, np.int64) & 0xFFFF).astype("<u2").view("<f2").reshape(dims)
    # what does not fit into the type is cut off, as C does it
    whole = np.array(listed, np.dtype(dtype) if dtype in fields else np.int64)
    return whole.astype(dtype).reshape(dims)
