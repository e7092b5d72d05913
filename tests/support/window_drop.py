"""Files dragged over a window and let go."""

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

PLACE = QPoint(300, 300)
KEYS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drop(window, *paths):
    """Drag files into `window` and let go; return whether they were welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    entered = QDragEnterEvent(PLACE, Qt.DropAction.CopyAction, data, *KEYS)
    entered.setAccepted(False)
    QApplication.sendEvent(window, entered)
    if entered.isAccepted():
        dropped = QDropEvent(PLACE, Qt.DropAction.CopyAction, data, *KEYS)
        QApplication.sendEvent(window, dropped)
    return entered.isAccepted()
