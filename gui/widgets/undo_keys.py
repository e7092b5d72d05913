"""Ctrl+Z for a part of the window that has something of its own to take back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class UndoKeys(QObject):
    """Has the keys of undo and redo mean a widget's own, while the keyboard is within it.

    Elsewhere in the window they are the experiment's.  Where there is nothing to take back
    they do nothing: what they do must not depend on how often they were pressed.

    Parameters
    ----------
    widget : QWidget
        Owns it.
    undo, redo : callable
    """

    def __init__(
        self, widget: QWidget, undo: Callable[[], object], redo: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        keys = QKeySequence.StandardKey
        self._meanings = ((keys.Undo, undo), (keys.Redo, redo))
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        for key, do in self._meanings:
            if event.matches(key):
                if event.type() is QEvent.Type.KeyPress:
                    do()
                event.accept()
                return True
        return super().eventFilter(watched, event)
