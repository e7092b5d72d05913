"""Probabilities as percentages."""

import pytest

from core.number_text import probability_text


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (1.0, "100 %"),
        (0.99999994, "> 99 %"),
        (0.995, "> 99 %"),
        (0.9949, "99 %"),
        (0.345, "35 %"),
        (0.0996, "10 %"),
        (0.0994, "9.9 %"),
        (0.001, "0.1 %"),
        (0.00099, "< 0.1 %"),
        (1e-45, "< 0.1 %"),
        (0.0, "0 %"),
        (float("nan"), "nan"),
    ],
)
def test_that_a_percentage_claims_neither_certainty_nor_impossibility(probability, text):
    assert probability_text(probability) == text
