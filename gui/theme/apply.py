"""Apply a theme to the whole application."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme.fonts import text_font
from gui.theme.style_sheet import palette, style_sheet
from gui.theme.theme import DARK, LIGHT, Theme


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Set style, palette, font and style sheet of `application` and of every widget.

    Nothing is done where all of it has that theme already: Qt would style every widget anew.
    """
    if application.styleSheet() == style_sheet(theme):
        return
    for widget in begin_theme(application, theme):
        restyle(widget)


def begin_theme(application: QApplication, theme: Theme) -> list[QWidget]:
    """Set style, palette, font and style sheet of `application`, and of new widgets.

    Returns
    -------
    list of QWidget
        Which widgets have colours of the theme before until `restyle` is called for them.
    """
    if not application.styleSheet():  # the first theme: Qt styles what there is already
        application.setStyle("Fusion")
        application.setPalette(palette(theme))
        application.setFont(text_font())
        application.setStyleSheet(style_sheet(theme))
        return []
    application.setPalette(palette(theme))
    # A new sheet makes Qt style all widgets that the style knows once for each of their
    # parents, and lay them all out anew.  Two themes differ in colours alone, so it is enough
    # to style each once: when the style has let go of what it knows, Qt leaves that to us.
    application.style().unpolish(application)
    application.setStyleSheet(style_sheet(theme))
    polished = Qt.WidgetAttribute.WA_WState_Polished  # Qt styles others when they are shown
    return [widget for widget in application.allWidgets() if widget.testAttribute(polished)]


def restyle(widget: QWidget) -> None:
    """Give `widget` the colours that the style sheet has for it now."""
    widget.style().polish(widget)
    widget.update()


def system_theme(application: QApplication) -> Theme:
    """Return the theme the desktop uses, as far as Qt knows; dark where it does not."""
    scheme = application.styleHints().colorScheme()
    if scheme.name == "Light":
        return LIGHT
    if scheme.name == "Dark":
        return DARK
    return DARK
