"""What counts as dragging the edge between two docks."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow

from gui.window.separator_drag import SeparatorDrag

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def docks(qtbot):
    """A window of two docks, with an edge between them."""
    window = QMainWindow()
    qtbot.addWidget(window)
    areas = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
    for area in areas:
        dock = QDockWidget(window)
        dock.setWidget(QLabel("what is in it"))
        window.addDockWidget(area, dock)
    window.resize(400, 300)
    window.show()
    qtbot.waitExposed(window)
    return window


def send(window, kind, place):
    """Send what a child handed on, or what no child was under."""
    where = QPointF(place)
    buttons = LEFT if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, where, window.mapToGlobal(where), LEFT, buttons,
                        Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(window, event)


def test_that_an_edge_is_dragged_only_where_no_panel_is(docks):
    drag = SeparatorDrag(docks)
    left, _right = docks.findChildren(QDockWidget)
    inside, edge = left.geometry().center(), left.geometry().topRight()
    edge.setX(edge.x() + 2)
    assert docks.childAt(edge) is None
    for place, is_edge in ((inside, False), (edge, True), (inside, False)):
        send(docks, QEvent.Type.MouseButtonPress, place)
        assert drag.is_on is is_edge
        send(docks, QEvent.Type.MouseButtonRelease, place)
        assert not drag.is_on
