"""Lets the tabs of the panels show their whole names."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTabBar
from shiboken6 import isValid

from gui.widgets.dynamic_property import set_dynamic_property
from gui.window.more_tabs import MoreTabs

#: Property that the style sheet reads, and what a tab then takes beside its word, in pixels.
PROPERTY = "room"
CHROME = {"wide": 22, "narrow": 14, "least": 10}
_WATCHED = frozenset(
    {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.FontChange}
)


class TabFit(QObject):
    """Moves the names of tabs nearer to each other, rather than let Qt cut them short.

    Where even that is not enough, names stay whole, and those without room are in *More*.

    Parameters
    ----------
    window : QMainWindow
        Qt makes the bars of its docks itself, and new ones when docks are moved.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._is_fitting = False
        self._more: list[
            MoreTabs
        ] = []  # Qt owns the bars, and forgets what Python made in them
        for bar in window.findChildren(QTabBar):
            bar.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch new bars of tabs, and how wide they are."""
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child()  # type: ignore[attr-defined]
            if isinstance(child, QTabBar):
                child.installEventFilter(self)
                self._fit(child)
        elif event.type() in _WATCHED and isinstance(watched, QTabBar):
            self._fit(watched)
        return super().eventFilter(watched, event)

    def _fit(self, bar: QTabBar) -> None:
        if self._is_fitting:
            return  # another look has other letters for a moment, and says so
        self._is_fitting = True
        try:
            fit_tabs(bar)
            if bar.property(PROPERTY) == "least":
                self._have_more(bar)
        finally:
            self._is_fitting = False

    def _have_more(self, bar: QTabBar) -> None:
        self._more = [more for more in self._more if isValid(more)]
        if not any(more.parentWidget() is bar for more in self._more):
            self._more.append(MoreTabs(bar))


def fit_tabs(bar: QTabBar) -> None:
    """Give the tabs of a bar the room that lets every name be whole."""
    metrics = bar.fontMetrics()
    words = sum(metrics.horizontalAdvance(bar.tabText(at)) + 1 for at in range(bar.count()))
    free = bar.width() - words
    fitting = (room for room, chrome in CHROME.items() if chrome * bar.count() <= free)
    room = next(fitting, "least")
    if bar.property(PROPERTY) != room:
        bar.setUsesScrollButtons(True)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        set_dynamic_property(bar, PROPERTY, room)
        QApplication.sendEvent(
            bar, QEvent(QEvent.Type.StyleChange)
        )  # the tabs are measured anew
