"""A person in a window whose every click and key is counted."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QWidget

from tests.support.people import find

NONE = Qt.KeyboardModifier.NoModifier


class CountingPerson:
    """Clicks what can be seen, presses keys where the keyboard is, and counts both.

    Parameters
    ----------
    window : QMainWindow
        Is in front.

    Attributes
    ----------
    presses : int
        Clicks and keys so far; Ctrl with a letter is one.
    """

    def __init__(self, window):
        self.window = window
        self.presses = 0

    def click(self, widget, place=None):
        """Click the middle of a widget, or a point or the middle of a rectangle of it."""
        place = widget.rect() if place is None else place
        point = place.center() if isinstance(place, QRect) else place
        top = widget.window().childAt(widget.mapTo(widget.window(), point))
        assert top is widget, f"{widget.objectName()} is hidden by {top}"
        QTest.mouseMove(widget, point)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        self.presses += 1

    def click_button(self, name):
        """Click the one button of that name that is in sight."""
        buttons = self.window.findChildren(QWidget, name)
        seen = [one for one in buttons if not one.visibleRegion().isEmpty()]
        assert len(seen) == 1, f"{len(seen)} buttons {name} in sight"
        self.click(seen[0], QPoint(12, seen[0].height() // 2))

    def click_stage(self, at, position):
        """Click a number of a stage of the Network."""
        view = find(self.window, "network_pipeline").views[at]
        self.click(view.body, view.cell_rect(position))

    def click_tab(self, title):
        """Click the tab of a panel."""
        for bar in self.window.findChildren(QTabBar):
            for position in range(bar.count()):
                if bar.isVisible() and bar.tabText(position) == title:
                    self.click(bar, bar.tabRect(position))
                    return
        raise AssertionError(f"no tab {title!r}")

    def double_click(self, widget, place):
        """Click a point of a widget twice."""
        self.click(widget, place)
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.presses += 1

    def key(self, key, modifier=NONE):
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.presses += 1

    def type(self, text):
        """Type into the field that has the keyboard; every letter is a key."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), f"the keyboard is at {field}"
        QTest.keyClicks(field, text)
        self.presses += len(text)
