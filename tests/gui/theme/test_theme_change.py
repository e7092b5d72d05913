"""A window that changed its theme looks like one that began with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme.apply import apply_theme
from gui.theme.fonts import text_font
from gui.theme.style_sheet import palette, style_sheet
from gui.theme.theme import DARK, LIGHT
from gui.theme.theme_change import ThemeChange
from gui.widgets.dynamic_property import set_dynamic_property

ROLES = ("title", "muted", "number", "truth", "error", "forward", "step")


def begin_with(application, theme):
    """Let Qt itself style everything anew."""
    application.setStyleSheet("")
    application.setPalette(palette(theme))
    application.setFont(text_font())
    application.setStyleSheet(style_sheet(theme))


class Board(QWidget):
    """Some of everything; half of it behind a tab."""

    def __init__(self):
        super().__init__()
        column = QVBoxLayout(self)
        self.labels = [QLabel(role) for role in ROLES]
        for label, role in zip(self.labels, ROLES, strict=True):
            label.setProperty("role", role)
        card = QFrame()
        card.setProperty("role", "card")
        card.setMinimumHeight(12)
        box, tree = QComboBox(), QTreeWidget()
        box.addItems(["one", "two"])
        tree.addTopLevelItem(QTreeWidgetItem(["row"]))
        bar, ticked, off = QProgressBar(), QCheckBox("ticked"), QLineEdit("off")
        bar.setValue(40)
        ticked.setChecked(True)
        off.setEnabled(False)
        primary = QPushButton("primary")
        primary.setProperty("role", "primary")
        for part in (*self.labels, card, bar, primary, QPushButton("plain"), QLineEdit("text")):
            column.addWidget(part)
        behind = QWidget()
        more = QVBoxLayout(behind)
        self.tool = QToolButton(text="tool")
        sliding = QSlider(Qt.Orientation.Horizontal)
        for part in (box, tree, ticked, off, self.tool, sliding, QSpinBox(), QLabel("last")):
            more.addWidget(part)
        self.tabs = QTabWidget()
        self.tabs.addTab(QLabel("front"), "front")
        self.tabs.addTab(behind, "behind")
        column.addWidget(self.tabs)
        for part in self.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no cursor blinks
        self.resize(420, 760)

    def pictures(self):
        """Return what each page looks like."""
        found = []
        for page in (1, 0):
            self.tabs.setCurrentIndex(page)
            found.append(self.grab().toImage())
        return found


@pytest.fixture
def board(qapp, qtbot):
    """Return a function that shows a board."""

    def make():
        made = Board()
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        made.pictures()  # all of it was seen, so all of it has a style
        return made

    yield make
    apply_theme(qapp, DARK)


@pytest.fixture
def change(qapp, qtbot):
    """Return a function that changes the theme, until everything is done."""
    changing = ThemeChange(qapp)

    def to(theme):
        changing.begin(qapp, theme)
        qtbot.waitUntil(lambda: changing.is_done)

    yield to
    changing.deleteLater()


@pytest.mark.parametrize(("before", "after"), [(DARK, LIGHT), (LIGHT, DARK)])
def test_that_what_changed_looks_like_what_began_so(qapp, board, change, before, after):
    begin_with(qapp, after)
    wanted = board().pictures()
    begin_with(qapp, before)
    changed = board()
    assert changed.pictures() != wanted
    change(after)
    assert changed.pictures() == wanted
    assert board().pictures() == wanted  # what is made later, too
    change(before)
    change(after)
    assert changed.pictures() == wanted


def test_that_a_role_given_later_has_the_colours_of_the_new_theme(qapp, board, change):
    begin_with(qapp, LIGHT)
    wanted = board()
    begin_with(qapp, DARK)
    changed = board()
    change(LIGHT)
    for shown in (wanted, changed):
        for label, role in zip(shown.labels, reversed(ROLES), strict=True):
            set_dynamic_property(label, "role", role)
    assert changed.pictures() == wanted.pictures()


def test_that_what_is_seen_is_changed_at_once_and_the_rest_soon(qapp, board, qtbot):
    apply_theme(qapp, DARK)
    shown, changing = board(), ThemeChange(qapp)
    changing.begin(qapp, LIGHT)
    assert shown.labels[0].palette().windowText().color().name() == LIGHT.text
    assert shown.tool.palette().buttonText().color().name() == DARK.text
    assert not changing.is_done
    qtbot.waitUntil(lambda: changing.is_done)
    assert shown.tool.palette().buttonText().color().name() == LIGHT.text
    changing.deleteLater()


def test_that_nothing_is_asked_of_what_has_gone_meanwhile(qapp, board, qtbot):
    apply_theme(qapp, DARK)
    shown, changing, menu = board(), ThemeChange(qapp), QMenu("gone")
    menu.ensurePolished()
    changing.begin(qapp, LIGHT)
    menu.deleteLater()
    shown.tool.deleteLater()
    qtbot.waitUntil(lambda: changing.is_done)
    changing.deleteLater()


def test_that_the_sizes_people_see_stay(qapp, board, change):
    apply_theme(qapp, DARK)
    shown = board()
    seen = [part for part in shown.findChildren(QWidget) if part.isVisible()]
    before = [part.geometry() for part in seen]
    assert len(before) > 12
    change(LIGHT)
    assert [part.geometry() for part in seen] == before
