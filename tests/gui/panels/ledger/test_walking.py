"""From number to number with mouse and keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from gui.panels.ledger.crumbs import LedgerCrumbs
from gui.panels.ledger.rows import (
    GridRow,
    MoreRow,
    TermRow,
)
from gui.panels.ledger.wishes import CompareWith
from gui.state.selection import Unit
from tests.support.ledger_panel import PIXEL, PROBABILITY, SCORE, WEIGHT, open_page
from tests.support.ledger_reader import BLAMED, MADE
from tests.support.moments import make_moment
from tests.support.people import find, press
from tests.support.shown_numbers import read_number


def test_that_a_click_shows_more_terms_and_another_fewer_again(qtbot, reader):
    open_page(reader, SCORE)
    reader.click(MADE, reader.rows(MADE, MoreRow)[0])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 48)
    reader.click(MADE, reader.rows(MADE, MoreRow)[0])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 192)
    reader.click(MADE, reader.rows(MADE, MoreRow)[-1])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 12)
    assert len(reader.rows(BLAMED, TermRow)) == 1


def test_that_the_page_of_another_number_begins_with_the_largest_again(qtbot, reader):
    open_page(reader, SCORE)
    reader.click(MADE, reader.rows(MADE, MoreRow)[0])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 48)
    open_page(reader, ValueAddress(4, (2,)))
    assert len(reader.rows(MADE, TermRow)) == 12


def test_that_pointing_at_a_small_cell_tells_the_whole_term(reader, seed_moment):
    open_page(reader, WEIGHT)
    reader.point_at(BLAMED, GridRow, 0, 26 * 6 + 8)
    delta = float(seed_moment.trace.gradients[1][6, 8, 3])
    pixel = float(seed_moment.trace.values[0][7, 9, 0])
    said = reader.label("hint")
    numbers = [read_number(word) for word in said.split() if word[0] in "+−"]
    assert "(6, 8, 3)" in said
    assert numbers == pytest.approx([delta, pixel, delta * pixel], rel=1e-6)


# Walking


def test_that_terms_factors_and_lines_lead_where_they_come_from(reader):
    open_page(reader, PIXEL)
    reader.click_cell(MADE, 0, 5)
    reader.wait_for(ValueAddress(-1, (9, 17, 0)))
    press(reader.panel, "ledger_panel_back")
    reader.wait_for(PIXEL)
    reader.click_cell(MADE, 1, 5)
    reader.wait_for(ParameterAddress("0.conv2d.weight", (1, 2, 0, 3)))
    press(reader.panel, "ledger_panel_back")
    reader.wait_for(PIXEL)
    reader.click(MADE, reader.line(MADE, "+ bias"))
    reader.wait_for(ParameterAddress("0.conv2d.bias", (3,)))
    assert reader.state.selection.unit == Unit(0, 3)


def test_that_a_selection_elsewhere_is_followed_and_a_walk_is_shown_elsewhere(reader):
    reader.state.selection.select(Unit(2, 3, 4, 7))
    reader.wait_for(ValueAddress(2, (4, 7, 3)))
    row = reader.rows(MADE, GridRow)[0]
    reader.click(MADE, row, row.grids[0].framed)
    winner = reader.state.trail.address
    assert winner.layer == 1
    assert reader.state.selection.unit == Unit(1, 3, *winner.index[:2])


def test_that_the_way_is_shown_and_can_be_gone_back_in_one_click(reader):
    for address in (LossAddress(), PROBABILITY, SCORE):
        open_page(reader, address)
    crumbs = reader.panel.findChild(LedgerCrumbs, "ledger_panel_crumbs")
    assert crumbs.titles == ("Loss", "Softmax 7", "Dense 7")
    place = dict(crumbs.placed())[0]
    QTest.mouseClick(crumbs, Qt.MouseButton.LeftButton, pos=place.center())
    reader.wait_for(LossAddress())
    press(reader.panel, "ledger_panel_forward")
    reader.wait_for(PROBABILITY)


def test_that_the_arrow_keys_move_through_the_terms_and_enter_walks(reader):
    open_page(reader, SCORE)
    terms = reader.rows(MADE, TermRow)
    reader.panel.take_keyboard()
    assert reader.page(MADE).pointed.wish == CompareWith(0)  # the classes come first
    reader.press(Qt.Key.Key_Down)
    assert reader.page(MADE).pointed.address == terms[0].address
    reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Down)
    assert reader.page(MADE).pointed.address == terms[2].address
    reader.press(Qt.Key.Key_Right)
    reader.press(Qt.Key.Key_Right)
    assert reader.page(MADE).pointed.address == terms[2].cells[1].address
    reader.press(Qt.Key.Key_Up)
    assert reader.page(MADE).pointed.address == terms[1].cells[1].address
    reader.press(Qt.Key.Key_Return)
    reader.wait_for(terms[1].cells[1].address)


def test_that_the_arrow_keys_go_on_in_the_other_page(reader):
    open_page(reader, SCORE)
    reader.panel.take_keyboard()
    for _ in range(20):
        if not reader.page(BLAMED).hasFocus():
            reader.press(Qt.Key.Key_Down)
    assert reader.page(BLAMED).hasFocus()
    assert reader.page(BLAMED).pointed is not None
    reader.press(Qt.Key.Key_Up)
    assert reader.page(MADE).hasFocus()


def test_that_rows_keep_their_places_under_the_mouse_while_numbers_change(qtbot, reader):
    open_page(reader, SCORE)
    view = reader.page(MADE)
    reader.point_at(MADE, TermRow, 4, 0)
    order = view.sheet.order
    other = make_moment(steps=3, index=1)
    reader.state.moment.show(other)
    reader.wait_for(SCORE)
    assert view.sheet.order == order
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    products = other.trace.values[4] * other.snapshot.values["4.dense.weight"][:, 7]
    reader.state.moment.show(make_moment(steps=3, index=1))
    qtbot.waitUntil(lambda: reader.page(MADE).sheet.order[0] == int(abs(products).argmax()))


def test_that_a_step_that_is_not_exact_is_marked_in_the_head(open_ledger, seed_moment):
    reader = open_ledger(seed_moment)
    place = find(reader.panel, "ledger_panel_place")
    reader.qtbot.waitUntil(lambda: place.text().endswith("step 30"))
    assert place.toolTip() == ""
    reader.state.moment.show(replace(seed_moment, inexact="another kernel"))
    reader.qtbot.waitUntil(lambda: place.text().endswith("step 30 · ≈ replayed"))
    assert place.toolTip() == "another kernel"
