"""What a person does with the ledger: read its pages, click its numbers, press its keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from core.anatomy.addresses import LossAddress, ParameterAddress
from gui.panels.ledger.page_view import LedgerPageView
from gui.panels.ledger.rows import GridRow, LineRow, TermRow
from gui.panels.ledger.spread_view import LedgerSpreadView
from tests.support.shown_numbers import read_number

MADE, BLAMED = 0, 1


class LedgerReader:
    """Reads and clicks a `LedgerPanel`, wherever it is."""

    def __init__(self, qtbot, panel, state):
        self.qtbot = qtbot
        self.panel = panel
        self.state = state

    def page(self, side):
        """Return the view of a page."""
        name = f"ledger_panel_pages_{'made' if side == MADE else 'blamed'}"
        return self.panel.findChild(LedgerPageView, name)

    def wait_for(self, address):
        """Wait until the pages of `address` are open for the shown moment; return it."""
        self.qtbot.waitUntil(lambda: self.is_open(address))
        return address

    def is_open(self, address):
        spread = self.panel.spread
        return (
            spread is not None
            and spread.request.address == address
            and spread.request.moment is self.state.moment.moment
            and not spread.missing
        )

    def rows(self, side, kind):
        return [row for row in self.page(side).sheet.rows if isinstance(row, kind)]

    def line(self, side, label):
        """Return the line that begins with `label`."""
        lines = self.rows(side, LineRow)
        found = [row for row in lines if row.label.startswith(label)]
        assert found, f"no line {label!r} among {[row.label for row in lines]}"
        return found[0]

    def number(self, side, label="total"):
        """Return the number of a line as it is read."""
        return read_number(self.line(side, label).number)

    def term(self, side, label):
        found = [row for row in self.rows(side, TermRow) if row.label == label]
        assert found, f"no term {label!r} among {[r.label for r in self.rows(side, TermRow)]}"
        return found[0]

    def click(self, side, row, place=0):
        """Click place `place` of a row: of a term the label, then its factors."""
        view = self.page(side)
        spot = view.spots_of(row)[place]
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot.rect.center())
        return spot

    def point_at(self, side, kind, row, place):
        """Move the mouse to a place of a row; what is out of sight is scrolled to before."""
        view, area = self.page(side), self.panel.findChild(LedgerSpreadView)

        def is_pointed_at():
            spot = view.spots_of(self.rows(side, kind)[row])[place]
            place_of_it = view.mapTo(area.widget(), spot.rect.center())
            area.ensureVisible(place_of_it.x(), place_of_it.y())
            QTest.mouseMove(view, spot.rect.center())
            return view.pointed is not None and view.pointed.rect == spot.rect

        self.qtbot.waitUntil(is_pointed_at)

    def click_cell(self, side, grid, cell, row=0):
        """Click a cell of a grid: the cells of all grids of the row are counted through."""
        found = self.rows(side, GridRow)[row]
        before = sum(len(other.positions) for other in found.grids[:grid])
        return self.click(side, found, before + cell)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the keyboard is."""
        for at in (MADE, BLAMED):
            if self.page(at).hasFocus():
                QTest.keyClick(self.page(at), key, modifier)
                return
        raise AssertionError("neither page has the keyboard")

    def label(self, name):
        return self.panel.findChild(QLabel, f"ledger_panel_{name}").text()

    def assert_totals_are_stored(self):
        """Compare the totals one reads with the moment's own tensors."""
        moment, address = self.state.moment.moment, self.state.trail.address
        value, gradient = stored_numbers(moment, address)
        for side, stored in ((MADE, value), (BLAMED, gradient)):
            read = self.number(side)
            # four decimals, or three digits, are shown
            assert abs(read - stored) <= 6e-5 + 5e-3 * abs(stored), (address, side)
            # near nothing, as −log p of a sure guess, float32 leaves the last digits open
            assert abs(self.number(side, "stored") - read) <= 1e-5 + 1e-3 * abs(stored)
            assert self.line(side, "stored").verdict.startswith("✓")


def stored_numbers(moment, address):
    """Return value and gradient of a number, straight from the tensors."""
    trace = moment.trace
    if isinstance(address, LossAddress):
        return trace.loss, 1.0
    if isinstance(address, ParameterAddress):
        value = moment.snapshot.values[address.path][address.index]
        return float(value), float(trace.parameter_gradients[address.path][address.index])
    at = address.layer + 1
    return float(trace.values[at][address.index]), float(trace.gradients[at][address.index])
