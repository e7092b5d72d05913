"""A key that presses a button for as long as it is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


class HeldKey(QObject):
    """Checks a checkable button while a key is down that nothing else in the window takes.

    Parameters
    ----------
    key : Qt.Key
    button : QPushButton
    """

    def __init__(self, key: Qt.Key, button: QPushButton) -> None:
        super().__init__(button)
        self._key = key
        self._button = button
        self._window: QWidget | None = None
        self._is_down = False

    def watch(self, window: QWidget) -> None:
        """Take the keys of that window; of the one before, no more."""
        if window is not self._window:
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = window
            window.installEventFilter(self)

    def release(self) -> None:
        """Do as if the key had come up: what is hidden shows nothing."""
        if self._is_down:
            self._is_down = False
            self._button.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.release()
        if not isinstance(event, QKeyEvent) or event.key() != self._key:
            return False
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.isAutoRepeat() or not self._button.isVisible():
            return False
        if event.type() == QEvent.Type.KeyPress and is_plain:
            self._is_down = not self._button.isChecked()
            self._button.setChecked(True)
            return True
        if event.type() == QEvent.Type.KeyRelease:
            self.release()
            return True
        return False
