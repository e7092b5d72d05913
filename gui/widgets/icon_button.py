"""A button that shows a themed icon."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property


class IconButton(QPushButton):
    """An icon with a name for screen readers and a tool tip.

    Parameters
    ----------
    icon_name : str
        See `gui.theme.icons`.
    text : str
        What the button does; the accessible name and the first line of the tool tip.
    theme : CurrentTheme
    name : str
        ``objectName``.
    """

    def __init__(
        self,
        icon_name: str,
        text: str,
        theme: CurrentTheme,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._theme = theme
        self.setObjectName(name)
        self.setProperty("role", "icon")
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(text)
        self.setToolTip(text)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_icon(self, icon_name: str, text: str) -> None:
        """Become the button for something else, such as Pause after Play."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self.setAccessibleName(text)
            self.setToolTip(text)
            self._on_theme_changed()

    def show_label(self, label: str) -> None:
        """Write `label` beside the icon; nothing for the icon alone."""
        self.setText(label)
        set_dynamic_property(self, "role", "" if label else "icon")

    def _on_theme_changed(self) -> None:
        self.setIcon(icon(self._icon_name, self._theme.theme.text))
