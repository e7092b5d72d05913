"""The window behind a dialog, darkened while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from gui.theme.theme import CurrentTheme

#: How much of the window is seen through.
_SEEN = 0.28


class DimmedWindow(QWidget):
    """Lies over the window of a dialog as long as that is open; goes with it.

    Parameters
    ----------
    dialog : QDialog
    window : QWidget
        Behind it.
    theme : CurrentTheme
    """

    def __init__(self, dialog: QDialog, window: QWidget, theme: CurrentTheme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        dialog.finished.connect(self.close)
        dialog.destroyed.connect(self.close)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = QColor(self._theme.theme.background)
        color.setAlphaF(1.0 - _SEEN)
        painter = QPainter(self)
        painter.fillRect(self.rect(), color)
