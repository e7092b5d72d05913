"""Turning the wheel of the mouse as a person does."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.support.people import point_at


def turn_wheel(widget, place, notches=1, modifiers=Qt.KeyboardModifier.NoModifier):
    """Turn the wheel over `place`, a point of `widget`: away from oneself, or towards."""
    point_at(widget, place)
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
