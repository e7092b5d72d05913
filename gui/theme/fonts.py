"""The two families the lab ships, and the sizes it uses."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase

from core.assets import asset_path
from gui.theme.text_writer import TextWriter

TEXT_FAMILY = "Inter"
NUMBER_FAMILY = "JetBrains Mono"

CAPTION = 10.5
CONTROL = 12.0
BODY = 13.0
READ_OUT = 15.0
#: A property of the application that has the fonts.
_HAS_FONTS = "has_shipped_fonts"


def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once; call after the application exists.

    Whenever Qt gets to know a font, it lets go of all that it has read of any font.
    """
    application = QCoreApplication.instance()
    if application is None or application.property(_HAS_FONTS):
        return
    application.setProperty(_HAS_FONTS, True)
    for path in sorted(asset_path("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    number_writer.cache_clear()  # what was there before had to do with other fonts


def text_font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the font for words; `size` in pixels."""
    return _font(TEXT_FAMILY, size, bold=bold)


def number_font(size: float = CONTROL, *, bold: bool = False) -> QFont:
    """Return the font for numbers, all digits of one width; `size` in pixels."""
    return _font(NUMBER_FAMILY, size, bold=bold)


@lru_cache(maxsize=64)
def number_writer(size: float = CONTROL, *, bold: bool = False) -> TextWriter:
    """Return what writes numbers in `number_font` while painting."""
    return TextWriter(number_font(size, bold=bold))


def _font(family: str, size: float, *, bold: bool) -> QFont:
    font = QFont(family)
    # Pixel sizes are whole numbers in Qt; points at 96 dpi keep the half pixels.
    font.setPointSizeF(size * 0.75)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
