"""Two tasks in a fresh window, by clicks that are counted: each takes four at most."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from core.anatomy.addresses import ValueAddress
from core.ledger.source_lines import source_of
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.difference_row import ClassChoiceRow, PartsRow
from tests.support.ledger_reader import BLAMED, MADE, LedgerReader

MOST = 4


class CountingPerson:
    """Clicks in a window, and counts."""

    def __init__(self, window):
        self.window = window
        self.clicks = 0

    def click(self, widget, place):
        assert widget.isVisible()
        assert widget.visibleRegion().contains(place), "out of sight: one would have to scroll"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.clicks += 1

    def click_stage(self, at, position):
        """Click a number of a stage of the Network."""
        view = self.window.findChild(QWidget, "network_pipeline").views[at]
        self.click(view.body, view.cell_rect(position).center())

    def click_button(self, name):
        button = self.window.findChild(QWidget, name)
        self.click(button, button.rect().center())


def is_in_sight(view, row):
    """Return whether a row of a ledger page can be read without scrolling."""
    return not view.visibleRegion().intersected(view.rect_of(row)).isEmpty()


def test_that_why_and_code_take_four_clicks_from_a_fresh_window(qtbot, window):
    reader = LedgerReader(qtbot, window.ledger_panel, window.state)
    said = window.state.moment.moment.trace.predicted
    other = (said + 5) % 10
    network = window.findChild(QWidget, "network_pipeline")
    qtbot.waitUntil(lambda: len(network.views) == 7)
    reader.wait_for(None)
    assert not window.findChild(QPushButton, "ledger_panel_code").isChecked()

    # why is this 4 a 9: the score, then the other class
    person = CountingPerson(window)
    person.click_stage(5, (said,))
    reader.wait_for(ValueAddress(4, (said,)))
    (row,) = reader.rows(MADE, ClassChoiceRow)
    place = reader.page(MADE).spots_of(row)[row.others.index(other)].rect.center()
    person.click(reader.page(MADE), place)
    qtbot.waitUntil(lambda: reader.panel.spread.is_of(ValueAddress(4, (said,)), other))
    (picture,) = reader.rows(MADE, PartsRow)
    assert is_in_sight(reader.page(MADE), picture)
    parts = window.state.question.parts(window.state.moment.moment)
    qtbot.waitUntil(lambda: (network.views[0].mosaic.maps == parts.parts[0]).all())
    assert person.clicks <= MOST

    # show me the code of this number: the number, then { }
    person = CountingPerson(window)
    person.click_stage(1, (9, 12, 3))
    pixel = reader.wait_for(ValueAddress(0, (9, 12, 3)))
    assert not [line for view in reader.panel._view.code for line in view.sheet.rows]
    person.click_button("ledger_panel_code")
    made, blamed = reader.panel._view.code
    qtbot.waitUntil(lambda: bool(made.sheet.rows and blamed.sheet.rows))
    lines = [line for line in made.sheet.rows if isinstance(line, CodeRow)]
    computes = [line for line in lines if line.is_arithmetic]
    assert is_in_sight(made, computes[0])
    numbers = {
        n for part in source_of(reader.panel.spread.pages[MADE].code) for n in part.numbers
    }
    assert {line.number for line in computes} <= numbers
    assert person.clicks <= MOST - 1

    # … and as in the book
    switch = window.findChild(QWidget, "ledger_panel_pages_lines_book")
    person.click(switch, switch.rect().center())
    qtbot.waitUntil(lambda: any("def forward(" in row.text for row in code_rows(made)))
    assert person.clicks <= MOST
    assert reader.is_open(pixel)
    assert reader.rows(BLAMED, object)


def code_rows(view):
    return [row for row in view.sheet.rows if isinstance(row, CodeRow)]
