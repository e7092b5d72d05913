"""Tensors of every type are read as the package onnx reads them, written in either way."""

from pathlib import Path

import numpy as np
import pytest

from core.importing.tensor_numbers import BFLOAT16, DTYPES, TensorNumbers

pytest.importorskip("onnx", reason="needs the extra “onnx”")

WHOLE = np.array([[0, 1, 3], [7, 100, 101]])
BROKEN = np.array([[0.0, 1.5, -2.25], [0.0078125, -96.0, 3.0]])  # exact in half precision


def written(kind, numbers, *, raw):
    """Return a TensorProto of `numbers`, as bytes or listed one by one."""
    import onnx

    if not raw:
        return onnx.helper.make_tensor("t", kind, numbers.shape, numbers.ravel().tolist())
    if kind == BFLOAT16:
        content = (numbers.astype("<f4").view("<u4") >> 16).astype("<u2")
    else:
        content = numbers.astype(DTYPES[kind])
    return onnx.TensorProto(
        name="t", data_type=kind, dims=numbers.shape, raw_data=content.tobytes()
    )


@pytest.mark.parametrize("kind", DTYPES)
@pytest.mark.parametrize("raw", [True, False], ids=["bytes", "listed"])
def test_that_numbers_of_every_type_are_what_was_written(kind, raw):
    is_broken = kind == BFLOAT16 or DTYPES[kind][1] == "f"
    numbers = BROKEN if is_broken else WHOLE % 2 if kind == 9 else WHOLE
    read = TensorNumbers(Path("model")).read(written(kind, numbers, raw=raw))
    assert read.shape == numbers.shape
    assert read.tolist() == numbers.tolist()
