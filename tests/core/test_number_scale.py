"""Numbers that share their last digit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.number_scale import NumberScale

LISTS = st.lists(st.floats(-1e3, 1e3, allow_subnormal=False), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("sizes", "to_show", "value", "text"),
    [
        ([0.9022], [], 0.9022, "+0.9022"), ([0.00846], [], -0.00846, "−0.00846"),
        ([2.31e-4], [], 1.2e-5, "+0.120e−4"), ([12345], [], 12345, "+1.234e4"),
        ([0.5], [0.00012], 0.00012, "+0.000120"), ([1.0], [], 1e-9, "≈0"),
        ([1.0], [], 0.0, "0"),
    ],
)  # fmt: skip
def test_that_the_largest_number_decides_the_last_digit(sizes, to_show, value, text):
    scale = NumberScale.of(sizes, to_show, 7)
    assert scale.text(scale.units(value), is_zero=value == 0) == text


@given(numbers=LISTS)
def test_that_a_list_adds_up_to_its_total_and_no_part_is_off_by_a_digit(numbers):
    values = np.array(numbers)
    scale = NumberScale.of(numbers, [], 7)
    total = scale.units(float(values.sum()))
    units = scale.closing(values, total)
    assert sum(units) == total
    off = [
        abs(number - value / scale.unit) for number, value in zip(units, numbers, strict=True)
    ]
    assert max(off) < 1 + 1e-6
