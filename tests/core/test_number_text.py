"""How numbers are written: by examples, and what is true of all of them."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.number_text import (
    cell_text,
    difference_text,
    digits_text,
    factor_text,
    fitting_text,
    fixed_text,
    loss_text,
    percent_text,
    power_text,
    probability_text,
    share_text,
    short_text,
    signed_text,
)
from tests.support.shown_numbers import shown

INF, NAN = math.inf, math.nan
NUMBERS = st.floats(-1e30, 1e30, allow_nan=False, allow_infinity=False)
SHARES = st.floats(0, 1)
#: Every way of writing a number, by name.
WRITERS = {
    "signed": signed_text,
    "fitting": lambda x: fitting_text(x, 3, 7),
    "factor": lambda x: factor_text(x, 7),
    "factor without plus": lambda x: factor_text(x, 6, signed=False),
    "short": short_text,
    "digits": lambda x: digits_text(x, 3, signed=True),
    "power": lambda x: power_text(x, 2),
    "loss": loss_text,
    "cell": lambda x: cell_text(x, 6),
    "fixed": lambda x: fixed_text(x, 3),
}
ROUNDED_TO_NOTHING = ("cell", "fixed")  # these may say ≈0


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.1416, 3, "+0.142"), (-2, 2, "−2.00"), (0.0, 3, "0"), (-0.0, 3, "0"),
        (0.0001, 3, "+1.0e−4"), (-123456.0, 3, "−1.2e5"), (INF, 3, "+∞"), (-INF, 3, "−∞"),
        (NAN, 3, "NaN"),
    ],
)  # fmt: skip
def test_that_signed_numbers_are_short_and_signed(value, digits, text):
    assert signed_text(value, digits) == text


@pytest.mark.parametrize(
    ("value", "characters", "text"),
    [
        (0.1234567, 7, "+0.1235"), (0.1234567, 5, "+0.12"), (-12.3456, 7, "−12.346"),
        (1.2e-4, 7, "+1.2e−4"), (-1.2e-10, 7, "−1e−10"), (1e12, 7, "+1.0e12"), (0.0, 7, "0"),
    ],
)  # fmt: skip
def test_that_a_factor_has_the_digits_there_is_room_for(value, characters, text):
    assert factor_text(value, characters) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (1.0, 1, "100 %"), (0.9996, 1, "> 99.9 %"), (0.9994, 1, "99.9 %"),
        (0.99996, 2, "> 99.99 %"), (0.0, 1, "0 %"), (1e-9, 1, "< 0.1 %"), (0.004, 0, "< 1 %"),
        (0.976, 1, "97.6 %"), (0.9, 0, "90 %"), (-0.25, 0, "−25 %"), (12.5, 0, "1,250 %"),
        (NAN, 1, "NaN %"),
    ],
)  # fmt: skip
def test_that_a_percentage_is_rounded_but_never_to_all_or_nothing(share, decimals, text):
    assert percent_text(share, decimals) == text


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (1.0, "100 %"), (0.99999994, "> 99 %"), (0.995, "> 99 %"), (0.9949, "99 %"),
        (0.345, "35 %"), (0.0996, "10 %"), (0.0994, "9.9 %"), (0.001, "0.1 %"),
        (1e-45, "< 0.1 %"), (0.0, "0 %"), (NAN, "NaN %"),
    ],
)  # fmt: skip
def test_that_a_probability_claims_neither_certainty_nor_impossibility(probability, text):
    assert probability_text(probability) == text


def test_that_a_difference_is_one_digit_of_a_power():
    assert (difference_text(0.0), difference_text(-2.9e-8)) == ("0", "3e−8")
    assert difference_text(NAN) == "not finite"


@pytest.mark.parametrize("name", WRITERS)
@given(value=NUMBERS)
def test_that_a_text_says_the_number_to_its_last_digit(name, value):
    text = WRITERS[name](value)
    if text == "≈0":
        assert name in ROUNDED_TO_NOTHING
        assert 0 < abs(value) < 1
        return
    said = shown(text)  # has the one form: a true minus, no padded power, no "-0"
    assert (said.value == 0) == (value == 0), "nothing is 0 but zero"
    assert said.value == 0 or (said.value > 0) == (value > 0)
    assert abs(float(said.value) - value) <= float(said.unit) * (0.5 + 1e-9)


@pytest.mark.parametrize("name", WRITERS)
@given(one=NUMBERS, other=NUMBERS)
def test_that_a_larger_number_never_reads_as_a_smaller_one(name, one, other):
    low, high = sorted((one, other))
    said = [
        0.0 if text == "≈0" else float(shown(text).value)
        for text in (WRITERS[name](low), WRITERS[name](high))
    ]
    assert said[0] <= said[1]


@given(share=SHARES, decimals=st.integers(0, 3))
def test_that_no_share_falsely_claims_all_or_nothing(share, decimals):
    for text in (percent_text(share, decimals), probability_text(share), share_text(share, 1)):
        assert (text == "100 %") == (share == 1)
        assert (text == "0 %") == (share == 0)
        number = shown(text.removesuffix(" %").removeprefix("> ").removeprefix("< "))
        if text[0] == ">":
            assert share * 100 > float(number.value)
        elif text[0] == "<":
            assert share * 100 < float(number.value)
        else:
            assert abs(share * 100 - float(number.value)) <= float(number.unit) * 0.501


@given(one=SHARES, other=SHARES)
def test_that_a_larger_share_never_reads_as_a_smaller_one(one, other):
    def rank(text):
        kind = {"<": -1, ">": 1}.get(text[0], 0)
        return float(shown(text.strip("<> %")).value), kind

    low, high = (percent_text(share) for share in sorted((one, other)))
    if "<" in low or "<" in high:
        assert low[0] == "<" or low == "0 %"
    else:
        assert rank(low) <= rank(high)


@given(value=st.floats(-1e5, 1e5), characters=st.integers(5, 9))
def test_that_what_is_to_fit_fits(value, characters):
    for text in (factor_text(value, characters), cell_text(value, characters)):
        assert len(text) <= characters or "e" in text
    if abs(value) < 1e5:
        assert len(factor_text(value, max(characters, 7))) <= max(characters, 7) or (
            abs(value) < 1e-9
        )


@given(bits=st.integers(0, 2**32 - 1))
def test_that_any_float32_fits_where_the_column_is_of_steady_width(bits):
    (value,) = struct.unpack("<f", struct.pack("<I", bits))
    assert len(signed_text(value, 3)) <= len("+999.999")
    assert len(loss_text(abs(value))) <= 7
    assert len(percent_text(min(abs(value), 1.0))) <= 8
