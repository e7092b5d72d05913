"""Darkens a window while one of its dialogs is open."""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QWidget

from gui.dialogs.dimmed_window import DimmedWindow
from gui.theme.theme import CurrentTheme


class DialogDimmer(QObject):
    """Watches for dialogs of a window that take the keyboard and the mouse from it.

    Parameters
    ----------
    window : QWidget
    theme : CurrentTheme
    """

    def __init__(self, window: QWidget, theme: CurrentTheme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch new dialogs, and darken the window when one of them is shown."""
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child()  # type: ignore[attr-defined]
            if isinstance(child, QDialog):
                child.installEventFilter(self)
        elif event.type() == QEvent.Type.Show and _is_modal(watched):
            DimmedWindow(watched, self._window, self._theme)
        return super().eventFilter(watched, event)


def _is_modal(watched: QObject) -> TypeGuard[QDialog]:
    return isinstance(watched, QDialog) and watched.isModal()
