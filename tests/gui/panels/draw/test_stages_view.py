"""Where the stages of a drawing stand."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from gui.panels.draw.draw_panel import DrawPanel
from tests.support.moments import make_lab_state


@pytest.fixture
def panel(qtbot):
    panel = DrawPanel(make_lab_state())
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.shut_down()


def places(panel):
    """Return where everything in the panel is."""
    return [
        (part.objectName(), part.mapTo(panel, QPoint()), part.size())
        for part in panel.findChildren(QWidget)
        if part.isVisible() and not part.size().isEmpty()
    ]


def test_that_where_everything_is_depends_on_the_size_alone(panel, qtbot):
    sizes = [(width, height) for width in range(440, 1000, 37) for height in (300, 420, 520)]
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for size in sizes:
        found = []
        for before in ((1200, 900), (440, 140)):  # without a bar that scrolls, and with one
            panel.resize(*before)
            panel.resize(*size)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            found.append(places(panel))
        assert found[0] == found[1], size
