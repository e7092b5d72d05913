"""How numbers are written."""

import math

import pytest

from core.number_text import short_text, signed_text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.1416, 3, "+0.142"),
        (-2, 2, "-2.00"),
        (0.0, 3, "+0.000"),
        (-0.0, 3, "+0.000"),  # zero has no sign of its own
        (0.0001, 3, "+1.0e-04"),
        (-123456.0, 3, "-1.2e+05"),
        (math.inf, 3, "+inf"),
        (-math.inf, 3, "-inf"),
    ],
)
def test_that_signed_numbers_are_short_and_signed(value, digits, text):
    assert signed_text(value, digits) == text


def test_that_nan_is_written_as_such():
    assert "nan" in signed_text(math.nan)
    assert short_text(math.nan) == "nan"
