"""Where the stages of a drawing stand."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

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


def test_that_the_board_leaves_room_for_a_row_of_all_stages(panel):
    cards = panel.sections.stages.cards.values()
    for width, is_a_row in ((1100, False), (1260, True), (1336, True), (1500, True)):
        panel.resize(width, 640)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        tops = {card.mapTo(panel, QPoint()).y() for card in cards}
        assert (len(tops) == 1) == is_a_row, width
        assert panel.board.height() == panel.board.width() >= 384


@pytest.mark.parametrize("width", [760, 1200])
def test_that_nothing_of_my_digits_is_cut_off(panel, width):
    panel.sections.show_section("digits")
    panel.resize(width, 420)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    view = panel.sections.digits
    for button in view.findChildren(QAbstractButton):
        place = QRect(button.mapTo(view, QPoint()), button.size())
        assert view.rect().contains(place)
        assert button.width() >= button.sizeHint().width()
    least = panel.height() - view.mapTo(panel, QPoint()).y() - 60
    assert view.height() >= least  # alone, it takes the room
