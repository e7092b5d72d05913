"""From one theme to another: what is seen at once, the rest soon."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme.apply import begin_theme, restyle
from gui.theme.theme import Theme

#: How many widgets out of sight are restyled in one turn: two or three milliseconds.
AT_ONCE = 20


class ThemeChange(QObject):
    """Restyles the widgets in sight at once, and the others while there is nothing else to do.

    Most widgets are out of sight: behind tabs, in closed docks, menus and dialogs.

    Parameters
    ----------
    parent : QObject
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_done(self) -> bool:
        """Whether no widget has colours of the theme before."""
        return not self._waiting

    def begin(self, application: QApplication, theme: Theme) -> None:
        """Give everything that can be seen the colours of `theme`."""
        self._waiting = []
        for widget in begin_theme(application, theme):
            if widget.isVisible() and not widget.visibleRegion().isEmpty():
                restyle(widget)
            else:
                self._waiting.append(widget)
        self._timer.start()

    @Slot()
    def _take_turn(self) -> None:
        turn, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for widget in turn:
            if shiboken6.isValid(widget):  # it may have gone meanwhile
                restyle(widget)
        if not self._waiting:
            self._timer.stop()
