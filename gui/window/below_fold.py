"""What is below folds to one line, and opens again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QMainWindow

from gui.state.lab_state import LabState
from gui.window.panel_dock import PanelDock
from gui.window.time_strip import TimeStrip

#: First height of what is below, in logical pixels.
BELOW_HEIGHT = 208
#: Share of the window's height that it has at most, unless the user made it higher.
LARGEST_BELOW = 0.28
#: Logical pixels of the window's height below which pictures are scrolled all the same, so
#: that what is below keeps its height.
LOWEST_SHARED = 560
#: How often to look whether Qt gave it, and how many times.
SETTLE_MS = 20
MOST_TRIES = 4
#: Logical pixels of the window's height below which the line stands there unasked.
LOW = 620
#: What the window has above the panel in front: menu, transport, progress and tabs.
ABOVE = 124
#: What a window with open curves may be lowered to; the line comes long before.
LEAST_HEIGHT = 460


class BelowFold(QObject):
    """Puts a line with the time in the place of the docks below.

    It does so by itself while the window is low, or lower than the panel in front needs; but
    what the user opened by hand stays open.

    Parameters
    ----------
    window : QMainWindow
    docks : sequence of PanelDock
        Those below; the first is in front when nothing else is known.
    views : sequence of PanelDock
        Those above them.
    state : LabState
    """

    def __init__(
        self,
        window: QMainWindow,
        docks: Sequence[PanelDock],
        views: Sequence[PanelDock],
        state: LabState,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks, self._views = tuple(docks), tuple(views)
        self._folded: tuple[PanelDock, ...] = ()
        self._front: PanelDock | None = None
        # only the event loop gives the docks the sizes that can be shared out
        self._settle_timer = QTimer(self, singleShot=True)
        self._settle_timer.timeout.connect(self._give_height)
        self._tries = 0
        self._is_low = self._is_automatic = self._is_kept_open = False
        # the docks that a tab puts in sight and out of it come one after the other
        self._fit_timer = QTimer(self, singleShot=True, interval=0)
        self._fit_timer.timeout.connect(self.fit)
        window.setMinimumHeight(LEAST_HEIGHT)
        window.installEventFilter(self)
        self.strip = TimeStrip(state.timeline, state.theme, window)
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.strip)
        self.strip.hide()
        self.strip.unfold_wanted.connect(self.toggle)
        for dock in self._docks:
            dock.visibilityChanged.connect(self._on_seen)
            dock.asked_for.connect(self._on_asked_for)
        for dock in self._views:
            dock.visibilityChanged.connect(self._on_view)

    @property
    def is_folded(self) -> bool:
        """Whether the line stands in the place of the docks."""
        return not self.strip.isHidden()

    @property
    def is_automatic(self) -> bool:
        """Whether the line is there because the window is low, and goes when it is not."""
        return self._is_automatic and self.is_folded

    @Slot()
    def toggle(self) -> None:
        """Fold, or open again."""
        self._is_automatic = False
        self._is_kept_open = self.is_folded
        if self.is_folded:
            self.open()
        else:
            self._fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold when the window becomes low, and open again when it does not stay so."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    @Slot()
    def fit(self) -> None:
        """Look how high the window is; once it is shown and has its docks in place, too."""
        if any(dock.is_alone for dock in (*self._docks, *self._views)):
            return  # nothing stands above or below then
        height = self._window.height()
        is_too_low = height < LOW  # for whatever panel
        if not is_too_low and self._is_kept_open:
            is_low = False
        else:
            is_low = is_too_low or height < self._wanted_height()
        is_low &= self._window.isVisible()
        if is_low == self._is_low:
            return
        self._is_low = is_low
        if is_low and not self.is_folded and any(map(self._is_below, self._docks)):
            self._fold()
            self._is_automatic = self.is_folded
        elif not is_low and self.is_automatic:
            self._is_automatic = False
            self.open()

    def _wanted_height(self) -> int:
        """Return how high the window would have to be for the panel in front and the docks."""
        seen = [
            dock
            for dock in self._views
            if not (dock.isFloating() or dock.is_alone or dock.visibleRegion().isEmpty())
        ]
        if len(seen) != 1:  # side by side they share what there is
            return 0
        return ABOVE + seen[0].high + BELOW_HEIGHT if seen[0].high else 0

    def _fold(self) -> None:
        self._folded = tuple(dock for dock in self._docks if self._is_below(dock))
        self._front = next(
            (dock for dock in self._folded if not dock.visibleRegion().isEmpty()), None
        )
        for dock in self._folded:
            dock.hide()
        self.strip.show()

    def _is_below(self, dock: PanelDock) -> bool:
        """Whether a dock stands there, and was not put behind the tabs of a side."""
        if dock.isHidden() or dock.isFloating():
            return False
        tabs = self._window.tabifiedDockWidgets(dock)
        return all(tab in self._docks for tab in tabs if not tab.isHidden())

    def open(self) -> None:
        """Show the docks again."""
        self.strip.hide()
        docks = self._folded or self._docks
        for dock in docks:
            dock.show()
        front = self._front or docks[0]
        front.raise_()
        self._tries = 0
        self._settle_timer.start(0)

    @Slot()
    def start_anew(self) -> None:
        """Look how high the window is, as at the first start: no wish of the user counts."""
        self._is_low = self._is_automatic = self._is_kept_open = False
        self.fit()

    @Slot()
    def _give_height(self) -> None:
        """Give the docks their height, and look again: Qt may still be laying them out."""
        front = self._front or self._docks[0]
        if front.isHidden() or front.isFloating():
            return
        height = self._window.height()
        share = height * LARGEST_BELOW if height >= LOWEST_SHARED else BELOW_HEIGHT
        high = min(BELOW_HEIGHT, round(share))
        self._window.resizeDocks([front], [high], Qt.Orientation.Vertical)
        self._tries += 1
        if self._tries < MOST_TRIES:
            self._settle_timer.start(SETTLE_MS)

    @Slot(bool)
    def _on_seen(self, visible: bool) -> None:
        """Open all docks when one was fetched back some other way, with that one in front."""
        dock = self.sender()
        if not (visible and self.is_folded and isinstance(dock, PanelDock)):
            return
        if dock.is_alone:
            self.strip.hide()  # it has the whole window for a while
            return
        self._front = dock
        self._is_kept_open = True
        self.open()

    @Slot()
    def _on_asked_for(self) -> None:
        """Leave what is asked for open, though the panel above it was not looked at yet."""
        self._is_kept_open |= self._fit_timer.isActive()

    @Slot(bool)
    def _on_view(self, visible: bool) -> None:
        """Look again when another panel is in front."""
        if visible and self._window.isVisible():
            self._fit_timer.start()
