"""Apply a theme to the whole application."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gui.theme.fonts import text_font
from gui.theme.style_sheet import palette, style_sheet
from gui.theme.theme import DARK, LIGHT, Theme


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Set style, palette, font and style sheet of `application`."""
    if application.style().name() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(palette(theme))
    application.setFont(text_font())
    application.setStyleSheet(style_sheet(theme))


def system_theme(application: QApplication) -> Theme:
    """Return the theme the desktop uses, as far as Qt knows; dark where it does not."""
    scheme = application.styleHints().colorScheme()
    if scheme.name == "Light":
        return LIGHT
    if scheme.name == "Dark":
        return DARK
    return DARK
