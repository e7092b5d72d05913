"""The list of runs on screen, in the hands of a person."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeView

from tests.support.people import find
from tests.support.window_driving import LONG

WAIT = LONG


def settle(qtbot, panel):
    """Wait until the list is read and nothing is under way."""
    qtbot.waitUntil(
        lambda: not panel.shelf.is_busy and not panel.shelf._timer.isActive(), timeout=WAIT
    )


def view_of(panel):
    return find(panel, "runs_panel_view", QTreeView)


def cells(panel, column=0):
    """Return the texts of a column from top to bottom, each with how deep it is indented."""
    view = view_of(panel)
    found = []
    index = view.model().index(0, 0)
    while index.isValid():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        found.append((depth, index.siblingAtColumn(column).data()))
        index = view.indexBelow(index)
    return found


def names(panel):
    return [text for _, text in cells(panel)]


def titles(panel):
    model = view_of(panel).model()
    horizontal = Qt.Orientation.Horizontal
    return [model.headerData(at, horizontal) for at in range(model.columnCount())]


def column_of(panel, title):
    return [text for _, text in cells(panel, titles(panel).index(title))]


def index_of(panel, name, title="Run"):
    view = view_of(panel)
    index = view.model().index(0, 0)
    while index.isValid() and index.data() != name:
        index = view.indexBelow(index)
    assert index.isValid(), name
    return index.siblingAtColumn(titles(panel).index(title))


def click_row(panel, name, title="Run", button=Qt.MouseButton.LeftButton):
    view = view_of(panel)
    index = index_of(panel, name, title)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), button, pos=view.visualRect(index).center())
    return index


def double_click(panel, name):
    view = view_of(panel)
    place = view.visualRect(click_row(panel, name)).center()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def type_into(panel, text):
    search = find(panel, "runs_panel_search", QLineEdit)
    search.setFocus()
    search.clear()
    QTest.keyClicks(search, text)


def editor_of(panel):
    """Return where one types now; editors that were closed go a little later."""
    editors = view_of(panel).findChildren(QLineEdit)
    return next(editor for editor in editors if editor.isVisible() and editor.hasFocus())


def edit_and_enter(panel, text):
    editor = editor_of(panel)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    while view_of(panel).is_editing:  # Qt commits in the event loop's next turn
        QTest.qWait(5)
