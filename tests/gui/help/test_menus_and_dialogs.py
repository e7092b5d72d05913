"""Shift+F1 in open menus and in dialogs: every entry and every control answers."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QProgressBar,
    QWidget,
)

from core.data_import.source_facts import SourceFacts
from core.datasets.image_folder import IMAGE_FOLDER
from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.data_import.import_dialog import ImportDialog
from gui.dialogs.branch_dialog import BranchDialog
from gui.dialogs.dimmed_window import DimmedWindow
from gui.dialogs.export_over_time import ExportOverTime
from gui.dialogs.trash_question import TrashQuestion
from gui.help.action_answer import answer_for_action
from gui.help.answer import answer_for
from gui.help.pane import Pane
from gui.help.what_is_this import WhatIsThis
from gui.theme.theme import CurrentTheme
from tests.support.window_driving import come_to_the_front

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar)


class Navigator(QObject):
    """As much of a run as the dialog of films asks for."""

    changed = Signal()
    first_step, last_step = 0, 9


def dialog_of(window, action_id):
    window.actions_by_id[action_id].trigger()
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def film_dialog(window):
    return ExportOverTime({"Curves": window}, Navigator(window), CurrentTheme(), None, window)


#: How a person, or for want of a run a test, comes to each dialog.
DIALOGS = {
    "about": lambda window: dialog_of(window, ActionId.HELP_ABOUT),
    "keys": lambda window: dialog_of(window, ActionId.HELP_KEYS),
    "settings": lambda window: dialog_of(window, ActionId.APP_SETTINGS),
    "data sets": lambda window: dialog_of(window, ActionId.EXPERIMENT_KNOWN_DATA),
    "branch": lambda window: BranchDialog(SEED_CNN, 5, 0, window),
    "trash": lambda window: TrashQuestion(
        SimpleNamespace(text="2 runs, 3 MB", runs=2), bool, window
    ),
    "film": film_dialog,
    "import": lambda window: ImportDialog(
        SourceFacts("/nowhere", IMAGE_FOLDER, None, is_turned=False),
        SEED_CNN,
        CurrentTheme(),
        bool,
        window,
    ),
}


def menus_below(root):
    """Return every menu of a widget, and every menu that an entry of one opens."""
    found, waiting = [], list(root.findChildren(QMenu))
    while waiting:
        menu = waiting.pop()
        if menu not in found:
            found.append(menu)
            waiting += [one.menu() for one in menu.actions() if one.menu() is not None]
    return [menu for menu in found if not menu.objectName().startswith("qt_")]


def entries_without_a_word(menus):
    missing = []
    for menu in menus:
        menu.aboutToShow.emit()  # some are filled only then
        for action in [menu.menuAction(), *menu.actions()]:
            is_an_entry = not action.isSeparator() and action.text()
            answer = answer_for_action(action) if is_an_entry else None
            if is_an_entry and (answer is None or not answer.term.meaning):
                missing.append((menu.objectName() or menu.title(), action.text()))
    return missing


def controls_without_a_word(dialog):
    """Return what answers nothing, or a control that says only which dialog it is in."""
    missing = []
    of_dialog = answer_for(dialog)
    for widget in dialog.findChildren(QWidget):
        is_qts = widget.objectName().startswith("qt_")
        if is_qts or not (widget.isVisible() and isinstance(widget, (QLabel, *CONTROLS))):
            continue
        answer = answer_for(widget, widget.rect().center())
        is_vague = isinstance(widget, CONTROLS) and answer == of_dialog
        if answer is None or not answer.is_own or not answer.term.meaning or is_vague:
            text = widget.text() if hasattr(widget, "text") else ""
            missing.append((type(widget).__name__, widget.objectName(), text))
    return missing


def dimmed(window):
    return [part for part in window.findChildren(DimmedWindow) if part.isVisible()]


def ask(widget):
    QTest.keyClick(widget, Qt.Key.Key_F1, SHIFT)


def asking(window):
    return window.findChild(WhatIsThis)


def center(menu, action):
    return menu.actionGeometry(action).center()


@pytest.fixture
def window(build_without_data, qtbot):
    window = build_without_data()
    come_to_the_front(window, qtbot)
    return window


def test_that_every_entry_of_every_menu_and_every_control_of_every_dialog_has_a_word(
    window, qtbot
):
    for dock in window.docks.values():
        dock.make().make_late_parts()
    menus = menus_below(window)
    named = {menu.objectName() for menu in menus}
    assert {"zoom_menu", "go_to_panel_menu", "open_recent_menu", "add_layer_menu"} <= named
    assert {"transport_menu", "runs_panel_menu", "ledger_panel_copies"} <= named
    missing = {"menus": entries_without_a_word(menus)}
    for name, make in DIALOGS.items():
        dialog = make(window)
        dialog.open()
        qtbot.waitUntil(dialog.isVisible)
        assert answer_for(dialog).term.meaning, name
        missing[name] = controls_without_a_word(dialog)
        assert [part.geometry() for part in dimmed(window)] == [window.rect()], name
        dialog.reject()
        dialog.close()
        assert not dimmed(window), name
    assert missing == {key: [] for key in missing}
    story_of_an_open_menu(window, qtbot)
    story_of_the_menu_bar(window, qtbot)
    story_of_a_dialog(window, qtbot)


def test_that_an_entry_without_a_tip_is_noticed(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("&Something else…")
    assert entries_without_a_word([menu]) == [("", "&Something else…")]


def story_of_an_open_menu(window, qtbot):
    """Open Run, press Shift+F1, walk and point; nothing is done; Esc closes the menu."""
    come_to_the_front(window, qtbot)
    QApplication.processEvents()  # a window that becomes active closes menus
    run = next(one for one in window.menus() if one.title() == "&Run")
    run.popup(window.mapToGlobal(QPoint(40, 40)))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is run)
    ask(run)
    qtbot.waitUntil(lambda: asking(window) is not None and asking(window).in_menus.is_on)
    assert asking(window).text.startswith("Start\nTraining begins")
    faster = window.actions_by_id[ActionId.TRAINING_FASTER]
    run.setActiveAction(faster)
    assert asking(window).text.startswith("Faster (])\nThe next faster speed")
    assert "Shift+F1" not in asking(window).text
    done = []
    faster.triggered.connect(lambda: done.append("faster"))
    QTest.mouseClick(run, Qt.MouseButton.LeftButton, pos=center(run, faster))
    assert (done, run.isVisible()) == ([], True)
    QTest.keyClick(run, Qt.Key.Key_Return)
    assert (done, run.isVisible()) == ([], True)
    QTest.keyClick(run, Qt.Key.Key_F)  # the letter that is underlined
    assert (done, run.isVisible()) == ([], True)
    QTest.keyClick(run, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not asking(window).is_on)
    assert asking(window).text == ""
    run.popup(window.mapToGlobal(QPoint(40, 40)))
    QTest.mouseClick(run, Qt.MouseButton.LeftButton, pos=center(run, faster))
    assert done == ["faster"]  # as ever
    run.close()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def story_of_the_menu_bar(window, qtbot):
    """Press Shift+F1, point at View, click it, and read what its entries are."""
    come_to_the_front(window, qtbot)
    ask(window)
    assert asking(window).is_on
    assert not asking(window).in_menus.is_on
    pane = next(one for one in window.findChildren(Pane) if one.isVisible())
    menu_bar = window.findChild(QMenuBar)
    view = next(one for one in window.menus() if one.title() == "&View")
    place = menu_bar.mapTo(window, menu_bar.actionGeometry(view.menuAction()).center())
    QTest.mouseMove(pane, place)
    assert asking(window).text.startswith("View\nPanels, size and colours")
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(view.isVisible)
    qtbot.waitUntil(lambda: asking(window).in_menus.is_on)
    panels = next(one for one in view.actions() if one.text() == "Pa&nels")
    view.setActiveAction(panels)
    assert asking(window).text.startswith("Panels\nShow or hide each panel")
    network = next(one for one in panels.menu().actions() if one.text() == "Network")
    answer = answer_for_action(network)
    assert "What every layer makes" in answer.term.meaning
    ask(view)  # a second time: as it was
    assert not asking(window).is_on
    view.close()


def story_of_a_dialog(window, qtbot):
    """Open Settings, press Shift+F1 and point at a field; Esc leaves the asking alone."""
    dialog = dialog_of(window, ActionId.APP_SETTINGS)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    ask(QApplication.focusWidget())
    pane = dialog.findChild(Pane)
    assert pane is not None
    check = dialog.findChild(QAbstractButton, "settings_count_from_one")
    place = check.mapTo(dialog, check.rect().center())
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=place)
    assert not check.isChecked()  # who asks changes nothing
    assert dialog.findChild(WhatIsThis).text.startswith("Counting\nWhether the first")
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert not dialog.findChild(WhatIsThis).is_on
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
