"""Where the docks stand, and who gets the room when the window grows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QStyle

from gui.panels.panel_spec import Area
from gui.theme.theme import CurrentTheme
from gui.window.below_fold import BELOW_HEIGHT, LARGEST_BELOW, MOST_TRIES, SETTLE_MS
from gui.window.dock_groups import height_of_tabs_over
from gui.window.dock_titles import DockTitles
from gui.window.panel_dock import PanelDock
from gui.window.rails import Rails
from gui.window.separator_drag import SeparatorDrag

#: First sizes of the docks at the edges, in pixels; the user drags them to taste.
LEFT_WIDTH = 280
RIGHT_WIDTH = 300
#: Share of the window's width that what is on the right keeps while it shrinks.
LARGEST_RIGHT = 0.2
#: Views that stand side by side; the others are tabs behind the last of them.
MOST_SIDE_BY_SIDE = 4
#: How near is near enough.
TOLERANCE = 8


class DockLayout(QObject):
    """Arranges the docks of a window, and keeps the outer ones at their size.

    Parameters
    ----------
    window : QMainWindow
    docks : mapping of str to PanelDock
        By panel id; at least one of every area.  The first of an area is in front, the others
        are tabs behind it; those in the middle are the views.
    theme : CurrentTheme

    Attributes
    ----------
    rails : Rails
        What the docks at the sides become in a narrow window.

    Signals
    -------
    reset()
        Every panel is back at its first place.
    """

    reset = Signal()

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, PanelDock], theme: CurrentTheme
    ) -> None:
        super().__init__(window)
        self.rails = Rails(window, docks, theme)
        self._window = window
        self._drag = SeparatorDrag(window)
        self._docks = tuple(docks.values())
        self._titles = DockTitles(self._docks, self)
        by_area = {area: [dock for dock in self._docks if dock.area is area] for area in Area}
        self._views = by_area.pop(Area.MIDDLE)
        self._edges = tuple(by_area.values())
        self._left, self._right = by_area[Area.LEFT][0], by_area[Area.RIGHT][0]
        self._below = by_area[Area.BELOW][0]
        self._left_width = LEFT_WIDTH
        self._below_height = BELOW_HEIGHT
        self._right_width = RIGHT_WIDTH
        self._window_size = QSize()
        self._rows: tuple[tuple[PanelDock, ...], ...] = ()
        # only the event loop gives the docks the sizes that can be shared out
        self._settle_timer = QTimer(self, singleShot=True)
        self._settle_timer.timeout.connect(self._settle)
        self._tries = 0
        self._is_held = False
        for dock in self._docks:
            dock.resized.connect(self._remember)

    @Slot()
    def show_in_tabs(self) -> None:
        """Put every panel back to its first place: the views are tabs in the middle."""
        self._start_anew()
        first, *others = self._views
        self._rows = ((first,),)
        self._put_between(first)
        self._window.splitDockWidget(first, self._below, Qt.Orientation.Vertical)
        for dock in others:
            self._window.tabifyDockWidget(first, dock)
        self._show_all(first)
        self.reset.emit()

    @Slot()
    def show_side_by_side(self) -> None:
        """Show every panel at once, without tabs."""
        self._start_anew()
        views = self._views[:MOST_SIDE_BY_SIDE]
        self._rows = tuple(views[:2]), tuple(views[2:])
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        firsts = [row[0] for row in self._rows]
        self._put_between(firsts[0])
        for above, below in pairwise([*firsts, self._below]):
            self._window.splitDockWidget(above, below, vertical)
        for row in self._rows:
            for left, right in pairwise(row):
                self._window.splitDockWidget(left, right, horizontal)
        for dock in self._views[MOST_SIDE_BY_SIDE:]:
            self._window.tabifyDockWidget(views[-1], dock)
        self._show_all(views[-1])

    @property
    def is_settled(self) -> bool:
        """Whether every dock has the size that it is to have."""
        return not self._settle_timer.isActive()

    def watch(self, window_size: QSize) -> None:
        """Remember from now on how large the user makes the docks at the edges."""
        self._window_size = QSize(window_size)

    def fit(self) -> None:
        """Let the docks at the sides be strips if the window is narrow, and docks if not."""
        if not self._is_held and self.rails.fit():
            self.share_room()

    def hold(self) -> None:
        """Let no dock be a strip until `let_go`, however narrow the window is."""
        self._is_held = True
        self.rails.leave()

    def let_go(self) -> None:
        """Let the docks at the sides follow the window again."""
        self._is_held = False
        self.fit()

    def keep_edges(self, window_size: QSize) -> None:
        """Undo what a resize of the window did to the docks at the edges."""
        if self._window.isVisible() and window_size != self._window_size:
            self.fit()
            self._share_room()
            self.watch(window_size)

    @property
    def edges(self) -> tuple[int, int, int]:
        """Wanted width at the left, height below and width at the right, in pixels."""
        return self._left_width, self._below_height, self._right_width

    @edges.setter
    def edges(self, sizes: tuple[int, int, int]) -> None:
        self._left_width, self._below_height, self._right_width = sizes

    def share_room(self) -> None:
        """Give the docks at the edges the size that is wanted for them, soon."""
        self._tries = 0
        self._settle_timer.start(0)

    def keep(self) -> None:
        """Leave everything as it is now."""
        self._settle_timer.stop()

    @Slot()
    def _remember(self) -> None:
        """Remember how large the user makes the places at the edges, tabs included."""
        dock = self.sender()
        if not isinstance(dock, PanelDock) or not self._is_dragged(dock):
            return
        if dock is self._in_front(self._left):
            self._left_width = dock.width()
        elif dock is self._in_front(self._right):
            self._right_width = dock.width()
        elif dock is self._in_front(self._below):
            self._below_height = dock.height() + height_of_tabs_over(self._window, dock)

    def _is_dragged(self, dock: PanelDock) -> bool:
        """Whether the user drags a separator, so that the new size of `dock` is wanted."""
        is_window_still = self._window.size() == self._window_size
        return self._drag.is_on and is_window_still and not dock.isFloating()

    def _start_anew(self) -> None:
        self.rails.leave()
        self._left_width, self._below_height = LEFT_WIDTH, BELOW_HEIGHT
        self._right_width = RIGHT_WIDTH
        for dock in self._docks:
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        self._window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, self._left)

    def _put_between(self, first: PanelDock) -> None:
        """Let the first view stand between the docks at the sides."""
        for left, right in pairwise([self._left, first, self._right]):
            self._window.splitDockWidget(left, right, Qt.Orientation.Horizontal)

    @Slot()
    def _settle(self) -> None:
        """Share the room out, and look again: Qt may still be laying the docks out."""
        wanted = ((self._left, self._left_width), (self._right, self._wanted_right_width()))
        is_settled = all(
            abs(dock.width() - width) <= TOLERANCE
            for dock, width in wanted
            if self._is_docked(dock)
        )
        if self._tries == 0 or not is_settled:
            self._share_room()
        self._tries += 1
        self.rails.limit_window()
        if self._tries < MOST_TRIES:
            self._settle_timer.start(SETTLE_MS)

    def _share_room(self) -> None:
        """Give the outer docks their size, and the views the rest in equal parts."""
        self._titles.fit()
        for places in self._rows:
            row = [dock for dock in map(self._in_front, places) if self._is_docked(dock)]
            if not row:
                continue
            edges = ((self._left, self._left_width), (self._right, self._wanted_right_width()))
            kept = {dock: width for dock, width in edges if self._is_docked(dock)}
            rest = sum(dock.width() for dock in [*kept, *row]) - sum(kept.values())
            sizes = kept | dict.fromkeys(row, rest // len(row))
            self._resize(list(sizes), list(sizes.values()), Qt.Orientation.Horizontal)
        if not self._is_docked(self._below):
            return
        firsts = [self._in_front(row[0]) for row in self._rows]
        firsts = [dock for dock in firsts if self._is_docked(dock)]
        docks = [*firsts, self._in_front(self._below)]
        menu = self._window.menuWidget()
        room = self._window.height() - (0 if menu is None else menu.height())
        separator = self._window.style().pixelMetric(
            QStyle.PixelMetric.PM_DockWidgetSeparatorExtent, None, self._window
        )
        curves = self._below_height
        if curves <= BELOW_HEIGHT:  # else the user made it so high
            curves = min(curves, round(self._window.height() * LARGEST_BELOW))
        rest = room - curves - separator * (len(docks) - 1)
        heights = [rest // max(len(firsts), 1)] * len(firsts) + [curves]
        self._resize(docks, heights, Qt.Orientation.Vertical)

    def _resize(
        self, docks: list[PanelDock], sizes: list[int], orientation: Qt.Orientation
    ) -> None:
        """Let `docks` be as large as `sizes` say, or as can be where nothing is left."""
        self._window.resizeDocks(docks, [max(1, size) for size in sizes], orientation)

    def _in_front(self, dock: PanelDock) -> PanelDock:
        """Return which of the tabs at a place is seen: only that one has the place's size."""
        tabs = [
            other for other in self._docks if other in self._window.tabifiedDockWidgets(dock)
        ]
        seen = (one for one in [dock, *tabs] if not one.visibleRegion().isEmpty())
        return next(seen, dock)

    def _is_docked(self, dock: PanelDock) -> bool:
        return not dock.isHidden() and not dock.isFloating()

    def _wanted_right_width(self) -> int:
        if self._right_width > RIGHT_WIDTH:
            return self._right_width  # the user made it so wide
        return min(self._right_width, round(self._window.width() * LARGEST_RIGHT))

    def _show_all(self, view: PanelDock) -> None:
        """Show every dock: `view` and the first of every edge in front of their tabs."""
        for first, *others in self._edges:
            for dock in others:
                self._window.tabifyDockWidget(first, dock)
        for dock in self._docks:
            dock.show()
        view.raise_()
        for first, *others in self._edges:
            if others:
                first.raise_()
        self._titles.fit()
        layout = self._window.layout()
        if self._window.isVisible() and layout is not None:
            layout.activate()  # the strips look at where the docks stand
            self.rails.fit()
        self.share_room()
