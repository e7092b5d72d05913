"""The tabs that their bar has no room for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Slot
from PySide6.QtWidgets import QDockWidget, QFrame, QMenu, QStyle, QTabBar, QToolButton

TEXT = "More ▾"


class MoreTabs(QToolButton):
    """Stands at the end of a bar whose tabs do not all fit; opens a menu of the others.

    Qt would put arrows there and cut the names beside them: it lies over the arrows, and
    covers what is seen of such a name.

    Parameters
    ----------
    bar : QTabBar
        With arrows for scrolling, and names that are whole.
    """

    def __init__(self, bar: QTabBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setObjectName("more_tabs")
        self.setText(TEXT)
        self.setToolTip("More panels: those whose tabs do not fit here.")
        self.setAccessibleName("More panels")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys walk through all tabs
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName("more_tabs_menu")
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._covers = tuple(_cover(bar) for _ in range(2))
        # Qt has moved the tabs, but says so only by painting them
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.place)
        bar.installEventFilter(self)
        self.hide()

    def hidden_tabs(self) -> list[int]:
        """Return the places of the tabs that are not seen whole."""
        seen = self._seen()
        rects = map(self._bar.tabRect, range(self._bar.count()))
        return [
            at for at, tab in enumerate(rects) if tab.left() < 0 or tab.right() > seen.right()
        ]

    @Slot()
    def place(self) -> None:
        """Be there if a tab is not seen, and let no name be seen in part."""
        bar = self._bar
        tabs = [bar.tabRect(at) for at in range(bar.count())]
        is_needed = bool(tabs) and tabs[-1].right() - tabs[0].left() >= bar.width()
        seen = self._seen()
        edges = [QRect(), QRect()]
        if is_needed:
            for at in self.hidden_tabs():
                part = tabs[at].intersected(seen)
                if at != bar.currentIndex() and not part.isEmpty():
                    edges[part.left() > 0] = QRect(part.left(), 0, part.width(), bar.height())
            self.setGeometry(seen.right() + 1, 0, bar.width() - seen.width(), bar.height())
            self.raise_()
        for cover, edge in zip(self._covers, edges, strict=True):
            cover.setGeometry(edge)
            cover.setVisible(not edge.isEmpty())
        self.setVisible(is_needed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again where the tabs are whenever they are painted."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Resize):
            self._timer.start()
        return super().eventFilter(watched, event)

    def _seen(self) -> QRect:
        """Return the part of the bar that is left of its arrows."""
        metric = QStyle.PixelMetric.PM_TabBarScrollButtonWidth
        arrows = 2 * self._bar.style().pixelMetric(metric, None, self._bar)
        return self._bar.rect().adjusted(0, 0, 1 - arrows, 0)  # they share a pixel

    @Slot()
    def _fill(self) -> None:
        menu, bar = self.menu(), self._bar
        docks = {dock.windowTitle(): dock for dock in bar.window().findChildren(QDockWidget)}
        menu.clear()
        for at in self.hidden_tabs():
            title = bar.tabText(at)
            action = menu.addAction(title, partial(bar.setCurrentIndex, at))
            if title in docks:  # the word of a panel goes with its name
                panel = docks[title].objectName().removesuffix("_dock")
                action.setObjectName(f"more.{panel}")


def _cover(bar: QTabBar) -> QFrame:
    cover = QFrame(bar)
    cover.setObjectName("tab_cover")
    cover.hide()
    return cover
