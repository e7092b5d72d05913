"""Selection and focus can be seen, and are taken for nothing else."""

import re
from itertools import product

import pytest

from gui.theme.style_rules import STYLE_RULES
from gui.theme.style_sheet import style_sheet
from gui.theme.theme import DARK, LIGHT

THEMES = (DARK, LIGHT)
LEAST = 3.0
#: What lists, fields, tabs, cards and pictures stand on, and frames around them.
SURROUNDINGS = ("background", "surface", "raised", "line", "ink_none")
#: What numbers, curves and classes are drawn in.
MEANINGS = ("positive", "negative", "truth", "forward", "backward", "ok", "error", "past")


def luminance(color):
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.1)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in parts]  # fmt: skip
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_that_the_oracle_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_selection_stands_out_from_everything_around_it(theme):
    for place in SURROUNDINGS:
        assert contrast(theme.selection, getattr(theme, place)) >= LEAST, place
    assert contrast(theme.text_on_selection, theme.selection) >= 4.5


@pytest.mark.parametrize(("theme", "meaning"), list(product(THEMES, MEANINGS)))
def test_that_selection_has_no_colour_that_means_something(theme, meaning):
    color = getattr(theme, meaning)
    assert theme.selection != color
    hue = [int(theme.selection[at : at + 2], 16) for at in (1, 3, 5)]
    assert max(hue) - min(hue) < 24  # it is ink: all meanings are colours
    other = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    assert max(other) - min(other) > 80


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_what_is_focused_or_selected_is_drawn_in_that_colour(theme):
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", STYLE_RULES)
    marked = [
        (names.strip(), body)
        for names, body in rules
        if re.search(r":(focus|selected)\b", names)
    ]
    assert len(marked) >= 8
    for names, body in marked:
        assert "$selection" in body, names
        assert "$accent" not in body, names
        assert "$truth" not in body, names
    assert theme.selection in style_sheet(theme)
