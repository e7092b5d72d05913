"""What is said beside a number has the lines it needs, and nothing moves meanwhile."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme.fonts import CONTROL, text_font
from gui.widgets.read_out import ReadOut
from gui.widgets.wrapped_text import in_lines, lines_of, whole_lines

HINT = "Point at a weight to read it; click it to open its page."


@pytest.fixture
def open_one(qtbot):
    """Return a function that opens a read-out above a button, in some width."""

    def open_it(width):
        page = QWidget()
        qtbot.addWidget(page)
        column = QVBoxLayout(page)
        page.read_out, page.below = ReadOut("number", HINT), QPushButton("below")
        column.addWidget(page.read_out)
        column.addWidget(page.below)
        column.addStretch(1)
        page.resize(width, 200)
        page.show()
        qtbot.waitExposed(page)
        column.activate()  # what was wanted when the width was known
        return page

    return open_it


def said(page):
    return page.read_out.findChild(QLabel, "number_place")


def test_that_a_hint_takes_a_second_line_before_it_is_cut(open_one):
    wide, narrow = open_one(600), open_one(260)
    assert said(wide).text() == said(narrow).text() == HINT
    assert narrow.read_out.height() > 1.5 * wide.read_out.height()
    assert said(narrow).heightForWidth(said(narrow).width()) <= narrow.read_out.height()
    tiny = open_one(120)
    assert said(tiny).text().endswith("…")
    assert said(tiny).toolTip() == tiny.read_out.text == HINT


@pytest.mark.parametrize("width", [600, 260])
def test_that_nothing_moves_while_numbers_are_read(open_one, width):
    page = open_one(width)
    top = page.below.y()
    page.read_out.show_value(-0.5, "Conv2D · filter 3 of 0…7 · row 9, column 13")
    page.layout().activate()
    assert page.below.y() == top
    assert said(page).x() > 0
    assert said(page).geometry().right() <= page.read_out.width()
    page.read_out.show_hint()
    page.layout().activate()
    assert page.below.y() == top
    assert said(page).x() == 0


def test_that_lines_hold_all_words_and_are_no_wider_than_asked(qapp):
    letters = QFontMetrics(text_font(CONTROL))
    for width in (60, 150, 400):
        lines = lines_of(HINT, letters, width)
        assert " ".join(lines) == HINT
        assert all(letters.horizontalAdvance(line) <= width for line in lines)
    assert lines_of("", letters, 100) == []
    assert in_lines(HINT, letters, 400, 1) == HINT
    short = in_lines(HINT, letters, 100, 2)
    assert short.endswith("…")
    assert len(lines_of(short, letters, 100)) <= 2


def test_that_only_a_word_wider_than_a_line_is_broken(qtbot):
    letters = QFontMetrics(text_font(CONTROL))
    text = "Each trial trains the experiment with values of tcp://10.0.0.1:8786/" + "w" * 60
    lines = whole_lines(text, letters, 150)
    assert all(letters.horizontalAdvance(line) <= 150 for line in lines)
    assert " ".join(lines).startswith("Each trial trains the experiment with values of tcp")
    assert "".join("".join(lines).split()) == "".join(text.split())
