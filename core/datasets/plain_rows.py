"""Turn rows of plain whole numbers into bytes, many at once."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray

_ZERO, _TEN, _NEWLINE = ord("0"), 10, ord("\n")


def plain_rows(text: bytes, separator: str, rows: int, columns: int) -> ByteArray | None:
    """Return a table of whole numbers from 0 to 255; None if it holds anything else.

    A number is read where it ends: v = d₀ + 10 d₁ + 100 d₂ over the digits before, which is
    done for every byte of the text at once, and kept where a digit is followed by none.

    Parameters
    ----------
    text : bytes
        Every row ends in a line feed; only the last one need not.
    separator : str
        Between two numbers, one sign of ASCII that is no digit.
    rows, columns : int
        Expected.

    Returns
    -------
    ndarray of uint8, shape (rows, columns), or None
    """
    if not rows or not separator.isascii():
        return None
    if not text.endswith(b"\n"):
        text += b"\n"
    signs = np.frombuffer(text, np.uint8)
    digits = signs - np.uint8(_ZERO)  # other signs wrap round to more than 9
    is_digit = digits <= _TEN - 1
    is_other = ~is_digit
    is_end = is_digit[:-1] & is_other[1:]
    others = signs[is_other]
    if len(others) != rows * columns or np.count_nonzero(is_end) != rows * columns:
        return None  # no more and no fewer cells, and none of them empty
    if (is_end[3:] & is_digit[2:-2] & is_digit[1:-3] & is_digit[:-4]).any():
        return None  # four digits
    table = others.reshape(rows, columns)
    if not ((table[:, -1] == _NEWLINE).all() and (table[:, :-1] == ord(separator)).all()):
        return None
    digits *= is_digit
    low, high = digits[:-1].copy(), np.zeros(len(is_end), np.uint8)
    low[1:] += digits[:-2] * np.uint8(_TEN)
    np.multiply(digits[:-3], is_digit[1:-2], out=high[2:])
    low, high = low[is_end], high[is_end]
    if high.max() > 2 or low[high == 2].max(initial=0) > 55:
        return None
    values: ByteArray = low + high * np.uint8(_TEN * _TEN)
    return values.reshape(rows, columns)
