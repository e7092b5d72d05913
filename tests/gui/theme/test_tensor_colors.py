"""Colours of numbers, against the same rule written one number at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtGui import QColor

from gui.theme.tensor_colors import (
    BROKEN,
    HALF,
    ColorCode,
    are_dark,
    color_bar,
    color_indices,
    color_table,
    colors_of,
    is_dark,
)
from gui.theme.theme import DARK, LIGHT

FLOATS = st.floats(width=32, allow_nan=True, allow_infinity=True)


def naive_index(value, limit):
    if not math.isfinite(value):
        return BROKEN
    if not limit > 0:
        return HALF
    scale = min(np.float32(HALF) / np.float32(limit), np.finfo(np.float32).max)
    return round(max(-HALF, min(HALF, float(np.float32(value) * scale)))) + HALF


@given(
    arrays(np.float32, (3, 4), elements=FLOATS),
    st.floats(min_value=0, max_value=1e6, width=32, allow_subnormal=False),
)
def test_that_every_number_gets_the_index_of_its_share_of_the_limit(values, limit):
    with np.errstate(over="ignore"):
        expected = [[naive_index(value, limit) for value in row] for row in values.tolist()]
    assert color_indices(values, limit).tolist() == expected


def test_that_each_channel_can_have_a_limit_of_its_own():
    values = np.array([[1.0, 1.0, 1.0]], np.float32)
    limits = np.array([1.0, 2.0, 0.0], np.float32)
    assert color_indices(values, limits).tolist() == [[2 * HALF, HALF + 128, HALF]]


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_the_ends_the_middle_and_broken_numbers_wear_the_colours_of_the_theme(theme):
    values = np.array([-2.0, 0.0, 2.0, np.nan, -np.inf], np.float32)
    names = [theme.negative, theme.surface, theme.positive, theme.error, theme.error]
    colors = colors_of(values, 2.0, theme, ColorCode.SIGN)
    assert [QColor(int(color)).name() for color in colors] == names


def test_that_many_colours_are_judged_as_one_is():
    table = color_table(DARK, ColorCode.SIGN)
    assert are_dark(table).tolist() == [is_dark(int(color)) for color in table]


def test_that_a_bar_shows_every_colour_once():
    bar = color_bar(LIGHT, ColorCode.INK)
    assert bar.width() == HALF + 1
    assert bar.pixelColor(0, 0).name() == LIGHT.ink_none
    assert bar.pixelColor(HALF, 0).name() == LIGHT.ink_full
    assert color_bar(LIGHT, ColorCode.SIGN).width() == 2 * HALF + 1
