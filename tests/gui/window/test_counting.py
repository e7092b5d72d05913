"""One setting changes what indices begin with, everywhere at once, and nothing else."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialog, QLabel, QSpinBox

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.index_words import count_from
from core.ledger.exports.numpy_export import as_numpy
from gui.actions.action_id import ActionId
from gui.panels.samples.verdict_view import VerdictView
from gui.state.selection import Unit
from gui.widgets.read_out import ReadOut
from tests.support.window_driving import LONG

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[+-]\d+)?")
#: What stands before an index, or around it.
BEFORE = re.compile(
    r"(?:\b(?:filter|channel|unit|row|column|input|pixel|image|position|layer|number|test|train|"
    r"validation|window|weight|at|of|Conv2D|MaxPool2D|ReLU|Flatten|rows|columns) ?"
    r"|\(|, |…|= |· |\| |^)$",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def counting_from_zero_again():
    yield
    count_from(0)


@pytest.fixture
def makes_late_panels():
    return True


def texts_of(window):
    """Return every text in sight, by where it stands."""
    found = {}
    for panel_id, dock in window.docks.items():
        parts = [dock.widget()] if dock.widget() else []
        for root in parts:
            for at, part in enumerate(root.findChildren(QLabel)):
                if not isinstance(part.parent(), ReadOut):  # cut to the room there is
                    found[panel_id, "label", at, part.objectName()] = part.text()
            for at, part in enumerate(root.findChildren(QAbstractButton)):
                found[panel_id, "button", at, part.objectName()] = part.text()
            for at, part in enumerate(root.findChildren(QComboBox)):
                items = [part.itemText(item) for item in range(part.count())]
                found[panel_id, "list", at, part.objectName()] = " | ".join(items)
            for at, part in enumerate(root.findChildren(QSpinBox)):
                found[panel_id, "box", at, part.objectName()] = part.text()
            for at, part in enumerate(root.findChildren(ReadOut)):
                found[panel_id, "read out", at, part.objectName()] = part.text
            for at, part in enumerate(root.findChildren(VerdictView)):
                found[panel_id, "verdict", at, part.objectName()] = part.toolTip()
    return found


def page_texts(spread):
    """Return what stands on the pages of a number, without its code."""
    from core.ledger.exports.text_export import as_text

    lines = []
    for page in spread.pages:
        lines += as_text(page, max_terms=4000).splitlines()
        lines += page.terms.group_names
    return lines


def shifts(before, after):
    """Return (number, number, what stood before it) of all numbers that differ."""
    old, new = list(NUMBER.finditer(before)), list(NUMBER.finditer(after))
    assert NUMBER.sub("#", before) == NUMBER.sub("#", after), (before, after)
    for one, other in zip(old, new, strict=True):
        if one[0] != other[0]:
            yield (
                int(one[0].replace(",", "")),
                int(other[0].replace(",", "")),
                before[: one.start()],
            )


def check(before, after):
    """Fail unless every number that differs is an index, and grew by one."""
    count = 0
    for old, new, left in shifts(before, after):
        assert new == old + 1, (before, after)
        assert BEFORE.search(left), (before, after)
        assert not re.search(r"\bclass $", left), (before, after)
        count += 1
    return count


def spread_of(window):
    return window.ledger_panel._spread


def wait_for_page(window, qtbot, title):
    qtbot.waitUntil(
        lambda: spread_of(window) is not None and spread_of(window).title == title, timeout=LONG
    )


def is_written_from(first, window):
    """Whether the terms of the page count from there, where its title does not say."""
    request = spread_of(window).request
    return request.first_index == first and request.address == window.state.trail.address


def settle(window, qtbot):
    for dock in window.docks.values():
        dock.panel.refresh()  # those behind a tab, too
    explain = window.docks["explain_panel"].panel
    evaluate = window.docks["evaluate_panel"]
    data = window.docks["data_panel"]
    data.come_forward()  # as it looks only while it is seen
    qtbot.waitUntil(lambda: data.panel.exploration is not None and data.panel.is_current)
    evaluate.come_forward()  # it judges only what is seen
    qtbot.waitUntil(lambda: evaluate.panel.evaluation is not None)
    window.docks["network_panel"].come_forward()
    runs = window.docks["runs_panel"].panel
    # what is made and read elsewhere
    qtbot.waitUntil(lambda: explain.is_current and not runs.shelf.is_busy)
    explain.refresh()
    runs.refresh()
    qtbot.wait(1)


@pytest.mark.slow
def test_that_all_indices_shift_by_one_and_nothing_else(window, qtbot, settings):
    window.state.selection.select(Unit(1, 3, 8, 15))
    wait_for_page(window, qtbot, "ReLU · channel 3 · pixel (8, 15)")
    settle(window, qtbot)
    before, pages = texts_of(window), page_texts(spread_of(window))
    window.actions_by_id[ActionId.VIEW_COUNT_FROM_ONE].trigger()  # while the page is open
    assert window.actions_by_id[ActionId.VIEW_COUNT_FROM_ONE].isChecked()
    wait_for_page(window, qtbot, "ReLU · channel 4 · pixel (9, 16)")
    settle(window, qtbot)
    after = texts_of(window)
    assert set(before) == set(after)
    changed = {place for place in before if check(before[place], after[place])}
    said = {name for _, _, _, name in changed}
    assert {
        "ledger_panel_title", "ledger_panel_place", "sample_index", "sample_verdict",
        "network_kernel_title", "feature_maps_panel_layer", "feature_maps_panel_one_title",
        "pooling_panel_channel_text", "sliding_window_panel_filter_text",
        "sliding_window_panel_place", "pooling_panel_card_title", "filters_panel_layer",
    } <= said  # fmt: skip
    shifted = page_texts(spread_of(window))
    assert sum(check(old, new) for old, new in zip(pages, shifted, strict=True)) > 3
    assert settings.first_index == 1
    pages_of_weights(window, qtbot)
    the_dialog_and_the_box(window, qtbot)


def pages_of_weights(window, qtbot):
    """Pages of a score, a weight and a number of the row, in both settings; code from 0."""
    counting = window.counting
    asked = {
        ValueAddress(4, (7,)): ("Dense · class 7", "Dense · class 7"),
        ParameterAddress("4.dense.weight", (137, 2)): (
            "Dense · class 2 · weight of channel 1, row 1, column 4 (= 137)",
            "Dense · class 2 · weight of channel 2, row 2, column 5 (= 138)",
        ),
        ValueAddress(3, (137,)): (
            "Flatten · channel 1, row 1, column 4 (= 137)",
            "Flatten · channel 2, row 2, column 5 (= 138)",
        ),
        ParameterAddress("0.conv2d.weight", (0, 2, 0, 5)): (
            "Conv2D · filter 5 · weight (0, 2)",
            "Conv2D · filter 6 · weight (1, 3)",
        ),
    }
    for address, titles in asked.items():
        texts, codes = [], []
        window.state.trail.walk(address)
        for first in (0, 1):
            counting.use(first)
            wait_for_page(window, qtbot, titles[first])
            qtbot.waitUntil(lambda first=first: is_written_from(first, window), timeout=LONG)
            texts.append(page_texts(spread_of(window)))
            codes.append([as_numpy(page) for page in spread_of(window).pages if page.book])
        assert codes[0] == codes[1]
        assert sum(check(old, new) for old, new in zip(*texts, strict=True)) > 0


def the_dialog_and_the_box(window, qtbot):
    """Settings say what holds; an image is typed as people count."""
    window.actions_by_id[ActionId.APP_SETTINGS].trigger()
    (dialog,) = [
        one for one in window.findChildren(QDialog, "settings_dialog") if one.isVisible()
    ]
    check_box = dialog.findChild(QCheckBox, "settings_count_from_one")
    assert check_box.isChecked()
    box = next(b for b in window.findChildren(QSpinBox, "sample_index") if b.isVisible())
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "5")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.state.sample.sample.index == 4
    QTest.mouseClick(check_box, Qt.MouseButton.LeftButton, pos=check_box.rect().center() / 8)
    check_box.setChecked(False)
    assert not window.actions_by_id[ActionId.VIEW_COUNT_FROM_ONE].isChecked()
    qtbot.waitUntil(lambda: box.text() == "4", timeout=LONG)
    dialog.reject()
