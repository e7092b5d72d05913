"""Images as they are: grey in ink, colours in their own."""

import numpy as np
import pytest

from gui.theme.image_colors import image_colors, shares_colors
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import DARK, LIGHT


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("channels", [3, 4])
def test_that_an_image_in_colour_keeps_its_colours_in_both_themes(theme, channels):
    image = np.zeros((1, 2, channels), np.uint8)
    image[0, 0, :3], image[0, 1, :3] = (0x12, 0x34, 0xFE), (255, 0, 1)
    assert [hex(int(one)) for one in image_colors(image, theme)[0]] == [
        "0xff1234fe", "0xffff0001",
    ]  # fmt: skip
    assert (shares_colors(image / 255, theme) == image_colors(image, theme)).all()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_grey_takes_the_colours_of_ink(theme):
    image = np.array([[[0], [128], [255]]], np.uint8)
    table = color_table(theme, ColorCode.INK)
    assert image_colors(image, theme).tolist() == [
        [int(table[HALF + at]) for at in (0, 128, 255)]
    ]
    assert shares_colors(image / 255, theme).tolist() == image_colors(image, theme).tolist()


def test_that_shares_beyond_the_scale_are_its_ends():
    shares = np.array([[[-1.0, 2.0, 0.5], [np.nan, np.inf, 0.0]]])
    assert [hex(int(one)) for one in shares_colors(shares, DARK)[0]] == [
        "0xff00ff80", "0xff00ff00",
    ]  # fmt: skip
