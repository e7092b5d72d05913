"""How plain Qt widgets look."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QPalette

from gui.theme.fonts import NUMBER_FAMILY, TEXT_FAMILY
from gui.theme.icons import icon_file
from gui.theme.style_rules import STYLE_RULES
from gui.theme.theme import Theme


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette for `theme`; Fusion paints with it."""
    roles = QPalette.ColorRole
    colors = {
        roles.Window: theme.surface,
        roles.WindowText: theme.text,
        roles.Base: theme.raised,
        roles.AlternateBase: theme.surface,
        roles.Text: theme.text,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.error,
        roles.Highlight: theme.selection,
        roles.HighlightedText: theme.text_on_selection,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.dim,
        roles.Link: theme.accent,
        roles.Mid: theme.line,
        roles.Dark: theme.line,
        roles.Light: theme.raised,
        roles.Shadow: theme.background,
    }
    result = QPalette()
    for role, color in colors.items():
        result.setColor(role, QColor(color))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.dim))
    return result


def style_sheet(theme: Theme) -> str:
    """Return the application's style sheet for `theme`."""
    return Template(STYLE_RULES).substitute(
        asdict(theme),
        check=icon_file("check", theme.text_on_accent),
        down=icon_file("chevron_down", theme.muted),
        left=icon_file("previous", theme.text),
        right=icon_file("next", theme.text),
        up=icon_file("chevron_up", theme.muted),
        text_family=TEXT_FAMILY,
        number_family=NUMBER_FAMILY,
    )
