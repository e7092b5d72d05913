"""What leads somewhere is underlined, and in no colour that means a sign."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QPalette

from core.anatomy.addresses import LossAddress
from gui.panels.ledger.canvas import Canvas, Face, text_width
from gui.panels.ledger.painters import PAINTERS
from gui.panels.ledger.rows import LinkRow, MoreRow
from gui.panels.ledger.share_row import ShareRow
from gui.panels.ledger.text_wrap import wrapped
from gui.theme.fonts import load_fonts
from gui.theme.style_sheet import palette
from gui.theme.theme import DARK, LIGHT

WIDTH = 240
#: Blue and orange differ by more than 150 between their parts, greys of both themes by 32.
GREY = 48
TEXT = "Why 7 and not 3?"
ROWS = {
    "link": LinkRow(TEXT, "", LossAddress()),
    "more": MoreRow(TEXT, "", 1),
    "fewer": MoreRow(TEXT, "", -1),
}


@pytest.fixture(autouse=True, scope="module")
def own_letters(qapp):
    load_fonts()


def painted(row, theme, *, is_pointed=False):
    """Return the pixels of a row as (height, width, 3)."""
    painter = PAINTERS[type(row)]
    height = painter.height(row, WIDTH)
    image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(theme.surface)
    rect = QRect(0, 0, WIDTH, height)
    with QPainter(image) as brush:
        painter.paint(row, rect, Canvas(brush, theme, rect if is_pointed else None))
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, WIDTH, 4)
    return pixels[..., :3].astype(int)


def spread(pixels):
    return int((pixels.max(axis=-1) - pixels.min(axis=-1)).max())


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("is_pointed", [False, True])
@pytest.mark.parametrize("kind", ROWS)
def test_that_a_link_is_grey_and_underlined(theme, is_pointed, kind):
    pixels = painted(ROWS[kind], theme, is_pointed=is_pointed)
    assert spread(pixels) <= GREY
    differs = (pixels != pixels[-1, 0]).any(axis=-1)
    assert differs.sum(axis=1).max() >= 0.9 * text_width(TEXT, Face.LINK)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_that_signs_beside_numbers_are_grey_and_those_of_numbers_are_not(theme):
    def share(value, amount):
        row = ShareRow("class 7", "", value, "0", amount, None, "", is_open=False)
        return spread(painted(row, theme))

    assert share(0.0, 0.0) <= GREY
    assert share(1.0, 1.0) > GREY  # the bar of what is positive
    for role in (QPalette.ColorRole.Link, QPalette.ColorRole.LinkVisited):
        assert palette(theme).color(role).name() == theme.muted


def test_that_no_sign_stands_alone_in_a_line():
    for width in range(60, 260, 3):
        for text in (
            "show 12 more filters\N{NO-BREAK SPACE}▾",
            "becomes of it\N{NO-BREAK SPACE}›",
        ):
            assert len(wrapped(text, Face.LINK, width)[-1]) > 2
