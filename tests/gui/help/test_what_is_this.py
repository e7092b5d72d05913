"""Shift+F1, then pointing: every word, number and picture in sight answers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QSlider,
    QWidget,
)

from core.anatomy.addresses import ValueAddress
from gui.help.answer import answer_for
from gui.help.pane import Pane
from gui.help.panel_terms import PANEL_TERMS
from tests.support.window_driving import LONG, come_to_the_front

#: Signs between things, and sentences that say what to do.
SIGNS = {"", "∗", "=", "→", "×", "%"}
SENTENCES = ("Point at", "Drag the", "There is no other", "Click any", "Off: images")
#: What is explained where it stands: the line itself is a sentence.
DRAWN = (
    "Map",
    "Mosaic",
    "Bars",
    "Strip",
    "Grid",
    "Products",
    "Track",
    "Plot",
    "Legend",
    "PageView",
)


@pytest.fixture
def makes_late_panels():
    return True


def pane(window):
    return next((one for one in window.findChildren(Pane) if one.isVisible()), None)


def card_text(window):
    card = pane(window).card
    return card.text if card.isVisible() else ""


def point(window, widget, at=None):
    place = widget.mapTo(window, widget.rect().center() if at is None else at)
    QTest.mouseMove(pane(window), place)
    QTest.mouseClick(pane(window), Qt.MouseButton.LeftButton, pos=place)


def in_sight(root):
    for widget in root.findChildren(QWidget):
        # of a view its viewport is what is seen
        is_seen = (
            isinstance(widget, QAbstractScrollArea) or not widget.visibleRegion().isEmpty()
        )
        if widget.isVisible() and is_seen:
            yield widget


def named(window, name):
    """Return the widgets of a name on which a click would land."""
    found = [widget for widget in in_sight(window) if widget.objectName() == name]
    return [
        widget
        for widget in found
        if (there := window.childAt(widget.mapTo(window, widget.rect().center()))) is not None
        and (there is widget or widget.isAncestorOf(there))
    ]


def needs_a_word(widget):
    """Whether a widget is a label, a number, a picture or a control a person may ask about."""
    if widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget, QLabel):
        text = widget.text()
        is_shape_line = widget.property("role") == "caption" and " of " in text
        return text not in SIGNS and not text.startswith(SENTENCES) and not is_shape_line
    if isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QSlider):
        return True
    return type(widget).__name__.endswith(DRAWN)


def without_a_word(root):
    missing = []
    for widget in in_sight(root):
        if needs_a_word(widget):
            answer = answer_for(widget, widget.rect().center())
            if answer is None or not answer.is_own or not answer.term.meaning:
                text = widget.text() if hasattr(widget, "text") else ""
                missing.append((type(widget).__name__, widget.objectName(), text))
    return missing


@pytest.mark.slow
def test_that_everything_in_every_panel_and_in_the_transport_has_its_word(window, qtbot):
    window.resize(1440, 900)
    window.lab.step_batch()
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == 1, timeout=LONG)
    assert set(PANEL_TERMS) == set(window.docks)  # a new panel gets its word
    missing = {}
    for panel_id, dock in window.docks.items():
        dock.come_forward()
        qtbot.waitUntil(dock.panel.isVisible)
        dock.panel.refresh_now()
        assert answer_for(dock.panel).term is PANEL_TERMS[panel_id]
        if found := without_a_word(dock.panel):
            missing[panel_id] = found
    transport = [w for w in without_a_word(window.menuWidget()) if w[0] != QMenuBar.__name__]
    assert (missing, transport) == ({}, [])
    story_of_a_person(window, qtbot)


def page_in_sight(window):
    (page,) = named(window, "ledger_panel_pages_made")
    return page


def total_of(page):
    """Return the row of a page's sum, if it has one."""
    rows = [] if page.sheet is None else page.sheet.rows
    return next((row for row in rows if getattr(row, "label", "") == "total"), None)


def story_of_a_person(window, qtbot):
    """Ask about a number, a picture, a column, a chart and a control; leave with Esc."""
    loss = window.findChild(QLabel, "loss_read_out")
    window.state.trail.walk(ValueAddress(0, (3, 3, 0)))
    qtbot.waitUntil(lambda: total_of(page_in_sight(window)) is not None, timeout=LONG)
    begun = window.state.trail.address, window.state.selection.unit
    come_to_the_front(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert pane(window).isVisible()
    point(window, loss)
    text = card_text(window)
    assert text.startswith("Loss\n")
    assert "log p" in text
    assert "objective.py" in text.replace("\u200b", "")
    QTest.keyClick(pane(window), Qt.Key.Key_Escape)
    assert pane(window) is None
    window.docks["curves_panel"].come_forward()
    network = window.docks["network_panel"]
    network.come_forward()
    qtbot.waitUntil(network.panel.isVisible)
    asked = {
        "network_stage_2_mosaic": "ReLU",
        "accuracy_plot": "Accuracy",
        "network_view_gradients": "Gradient",
        "training_step_batch_button": "Batch",
        "sample_index": "Sample",
    }
    for name, word in asked.items():
        qtbot.waitUntil(lambda name=name: bool(named(window, name)))
        widget = named(window, name)[0]
        QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        point(window, widget)
        assert card_text(window).startswith(word), name
        QTest.keyClick(pane(window), Qt.Key.Key_Escape)
    page = page_in_sight(window)
    place = page.rect_of(total_of(page)).center()
    assert page.said_at(place)
    assert answer_for(page, place).here == page.said_at(place)
    # who asks changes nothing
    assert (window.state.trail.address, window.state.selection.unit) == begun
    assert window.state.moment.moment.snapshot.step == 1


@pytest.mark.parametrize("at", [(2, 2), (1270, 700)])
def test_that_the_card_stays_within_the_window(build_without_data, qtbot, at):
    window = build_without_data()
    come_to_the_front(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    shown = window.findChild(QLabel, "step_read_out")
    answer = answer_for(shown)
    pane(window).card.show_answer(answer, QPoint(*at), "")
    assert window.rect().contains(pane(window).card.geometry())
    QTest.keyClick(pane(window), Qt.Key.Key_Escape)
