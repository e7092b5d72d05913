"""The lines behind a number as in the book, and the switch to them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.anatomy.addresses import LossAddress
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.rows import MoreRow
from tests.support.ledger_panel import PIXEL, SCORE, open_page
from tests.support.ledger_reader import BLAMED, MADE
from tests.support.people import press


def code_texts(reader, side):
    return [
        row.text for row in reader.panel._view.code[side].sheet.rows if isinstance(row, CodeRow)
    ]


def segment(reader, kind):
    return reader.panel.findChild(QPushButton, f"ledger_panel_pages_lines_{kind}")


def test_that_a_switch_shows_the_same_number_as_in_the_book_and_stays_for_the_next(
    qtbot, reader
):
    open_page(reader, SCORE)
    assert any("np.matmul(x, self.weight.value" in line for line in code_texts(reader, MADE))
    QTest.mouseClick(segment(reader, "book"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "    return x @ weight + bias" in code_texts(reader, MADE))
    open_page(reader, PIXEL)
    qtbot.waitUntil(lambda: any("windows.cell(" in line for line in code_texts(reader, MADE)))
    assert segment(reader, "book").isChecked()
    segment(reader, "runs").setFocus()
    QTest.keyClick(segment(reader, "runs"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any("np.matmul" in line for line in code_texts(reader, MADE)))


def test_that_the_whole_page_of_the_book_is_one_click_away_with_the_pages_it_builds_on(
    qtbot, reader
):
    open_page(reader, PIXEL)
    QTest.mouseClick(segment(reader, "book"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("windows.cell(" in line for line in code_texts(reader, MADE)))
    assert not any("def cells_added(" in line for line in code_texts(reader, MADE))
    code = reader.panel._view.code[MADE]
    more = next(row for row in code.sheet.rows if isinstance(row, MoreRow))
    QTest.mouseClick(code, Qt.MouseButton.LeftButton, pos=code.rect_of(more).center())
    qtbot.waitUntil(
        lambda: any("def cells_added(" in line for line in code_texts(reader, MADE))
    )
    assert any("Source: Goodfellow" in line for line in code_texts(reader, MADE))


def test_that_the_switch_fits_the_narrow_ledger_and_goes_with_the_code(qtbot, reader):
    open_page(reader, PIXEL)
    switch = reader.panel._view._lines
    view = reader.panel._view.viewport()
    assert switch.x() >= 0
    assert switch.geometry().right() <= view.width()
    for kind in ("runs", "book"):
        button = segment(reader, kind)
        assert button.width() >= button.minimumSizeHint().width()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    press(reader.panel, "ledger_panel_code")
    qtbot.waitUntil(lambda: not switch.isVisible())


def test_that_the_page_of_the_loss_leads_to_the_training_loop(qtbot, reader):
    press(reader.panel, "ledger_panel_code")
    open_page(reader, LossAddress())
    page = reader.page(BLAMED)
    link = next(row for row in page.sheet.rows if isinstance(row, MoreRow))
    assert "training loop" in link.text
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=page.rect_of(link).center())
    qtbot.waitUntil(
        lambda: any("def train_step(" in line for line in code_texts(reader, BLAMED))
    )
    view, code = reader.panel._view, reader.panel._view.code[BLAMED]
    top = code.mapTo(view.viewport(), code.rect().topLeft()).y()
    assert 0 <= top < view.viewport().height() // 2
