"""The list of runs, used as a person does."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from core.number_text import percent_text
from gui.panels.runs.runs_panel import NO_MATCH
from gui.theme.fonts import CONTROL, number_font
from gui.theme.theme import LIGHT
from tests.support.people import find, press, text_of
from tests.support.runs_panel import (
    WAIT,
    cells,
    click_row,
    column_of,
    double_click,
    index_of,
    names,
    titles,
    type_into,
    view_of,
)


def click_header(panel, title):
    header = view_of(panel).header()
    at = titles(panel).index(title)
    view_of(panel).horizontalScrollBar().setValue(header.sectionPosition(at))
    place = QPoint(header.sectionViewportPosition(at) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_runs_stand_in_a_tree_of_branches(panel):
    found = cells(panel)
    assert sorted(found) == [
        (0, "base"),
        (0, "big batches"),
        (0, "other seed"),
        (1, "slow"),
        (2, "twig"),
    ]
    at = found.index((0, "base"))
    assert found[at + 1 : at + 3] == [(1, "slow"), (2, "twig")]
    assert dict(zip(names(panel), column_of(panel, "Branched at"), strict=True)) == {
        "base": "",
        "big batches": "",
        "other seed": "",
        "slow": "step 6",
        "twig": "step 8",
    }


def test_that_only_settings_that_differ_are_columns(panel):
    assert titles(panel)[:3] == ["Run", "Best acc.", "Steps"]
    assert titles(panel)[3:6] == ["Learning rate", "Batch size", "Seed"]
    rates = dict(zip(names(panel), column_of(panel, "Learning rate"), strict=True))
    assert rates["slow"] == "0.02"
    assert rates["base"] == "0.1"


def test_that_what_a_branch_changed_is_highlighted(panel):
    theme = panel._state.theme.theme
    changed = index_of(panel, "slow", "Learning rate")
    same = index_of(panel, "slow", "Batch size")
    role = Qt.ItemDataRole.ForegroundRole
    assert changed.data(role).color().name() == theme.text  # blue is positive
    assert changed.data(Qt.ItemDataRole.FontRole).bold()
    assert not same.data(Qt.ItemDataRole.FontRole).bold()
    assert "branched from: 0.1" in changed.data(Qt.ItemDataRole.ToolTipRole)
    assert same.data(role).color().name() == theme.text


def test_that_the_numbers_are_those_of_the_documents(panel, folder):
    for path in folder.glob("*.glassbox"):
        summary = read_summary(path)
        best, steps = (
            index_of(panel, summary.labels.name, title).data()
            for title in ("Best acc.", "Steps")
        )
        known = summary.best_accuracy
        assert best == ("–" if known is None else percent_text(known, 2))
        assert steps == str(summary.steps)


def test_that_runs_of_the_same_start_have_the_same_letter(panel):
    letters = dict(zip(names(panel), column_of(panel, "First weights"), strict=True))
    assert letters == {
        "base": "A",
        "slow": "A",
        "twig": "A",
        "big batches": "A",
        "other seed": "",
    }


def test_that_typing_searches_names_tags_and_settings(panel, qtbot):
    type_into(panel, "other")
    assert names(panel) == ["other seed"]
    type_into(panel, "class")
    assert names(panel) == ["base"]
    type_into(panel, "batch size 50")
    assert names(panel) == ["big batches"]
    type_into(panel, "nothing of the kind")
    assert text_of(panel, "runs_panel_message") == NO_MATCH
    type_into(panel, "")
    assert len(names(panel)) == 5


def test_that_a_branch_that_is_found_keeps_what_it_came_from(panel):
    type_into(panel, "twig")
    assert cells(panel) == [(0, "base"), (1, "slow"), (2, "twig")]
    assert "Batch size" not in titles(panel)  # these three do not differ in it


def test_that_clicking_a_header_sorts_siblings_and_clicking_again_turns_round(panel):
    click_header(panel, "Steps")
    rising = [(depth, int(text)) for depth, text in cells(panel, titles(panel).index("Steps"))]
    tops = [steps for depth, steps in rising if depth == 0]
    assert tops == sorted(tops)
    click_header(panel, "Steps")
    tops = [
        int(text) for depth, text in cells(panel, titles(panel).index("Steps")) if not depth
    ]
    assert tops == sorted(tops, reverse=True)


def test_that_the_order_stays_while_columns_come_and_go(panel):
    click_header(panel, "Seed")
    before = names(panel)
    type_into(panel, "twig")
    type_into(panel, "")
    assert names(panel) == before
    header = view_of(panel).header()
    assert titles(panel)[header.sortIndicatorSection()] == "Seed"


def test_that_a_double_click_and_enter_open(panel, folder, qtbot):
    with qtbot.waitSignal(panel.open_wanted) as wanted:
        double_click(panel, "slow")
    assert wanted.args == [folder / "slow.glassbox"]
    click_row(panel, "base")
    with qtbot.waitSignal(panel.open_wanted) as wanted:
        QTest.keyClick(view_of(panel), Qt.Key.Key_Return)
    assert wanted.args == [folder / "base.glassbox"]


def test_that_comparing_is_asked_for_by_a_button(panel, folder, qtbot):
    click_row(panel, "big batches")
    with qtbot.waitSignal(panel.compare_wanted) as wanted:
        press(panel, "runs_panel_compare")
    assert wanted.args == [folder / "big.glassbox"]


def test_that_nothing_can_be_done_while_nothing_is_selected(open_runs, folder):
    panel = open_runs(folder)
    for what in ("open", "duplicate", "delete", "compare"):
        assert not find(panel, f"runs_panel_{what}").isEnabled()
    click_row(panel, "base")
    for what in ("open", "duplicate", "delete", "compare"):
        assert find(panel, f"runs_panel_{what}").isEnabled()


def test_that_the_light_theme_colours_the_list(panel):
    panel._state.theme.use(LIGHT)
    changed = index_of(panel, "slow", "Learning rate")
    color = changed.data(Qt.ItemDataRole.ForegroundRole).color().name()
    assert color == LIGHT.text


def test_that_folded_branches_stay_folded_when_the_list_is_read_again(panel, folder, qtbot):
    view = view_of(panel)
    view.collapse(index_of(panel, "base"))
    assert "slow" not in names(panel)
    train = folder / "other.glassbox"
    document = RunDocument(train)
    document.relabel(document.labels.renamed("renamed elsewhere"))
    document.close()
    panel.shelf.look()
    qtbot.waitUntil(lambda: "renamed elsewhere" in names(panel), timeout=WAIT)
    assert "slow" not in names(panel)


@pytest.mark.parametrize("width", [400, 1000, 1600])
def test_that_the_last_column_is_whole_and_ends_at_the_edge_or_beyond(open_runs, folder, width):
    panel = open_runs(folder, width, 300)
    view, header = view_of(panel), view_of(panel).header()
    last = view.model().columnCount() - 1
    letters = QFontMetrics(number_font(CONTROL))
    needed = max(letters.horizontalAdvance(text) for text in column_of(panel, "Begun"))
    assert header.sectionSize(last) >= needed + 12  # and the padding of the style sheet
    assert header.length() >= view.viewport().width()
