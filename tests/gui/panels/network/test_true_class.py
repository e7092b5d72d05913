"""The true class has one colour: in the sentence under the bars, and around its bar."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gui.panels.network.network_panel import NetworkPanel
from gui.theme.apply import apply_theme
from gui.theme.theme import DARK, LIGHT
from tests.support.network_panel import SOFTMAX
from tests.support.people import find
from tests.support.pixels import pixels


def yellowness(widget):
    """How much more red than blue the most coloured pixel of a picture has."""
    red, _, blue = np.moveaxis(pixels(widget.grab().toImage()).astype(int), -1, 0)
    return (red - blue).max()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_that_words_and_bars_of_the_true_class_have_one_colour(open_trained, qapp, theme):
    panel = open_trained(NetworkPanel, 1110, 500)
    apply_theme(qapp, theme)
    panel._state.theme.use(theme)
    colour = QColor(theme.truth)
    least = (colour.red() - colour.blue()) / 2  # letters are smoothed
    for name in ("note", "probabilities"):
        assert yellowness(find(panel, f"network_stage_{SOFTMAX}_{name}")) > least, name
    grey = find(panel, f"network_stage_{SOFTMAX}_title")
    assert yellowness(grey) < least
