"""In a narrow window the docks at the sides are strips that open over the centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from gui.panels.panel_spec import Area
from gui.theme.theme import CurrentTheme
from gui.window.below_fold import LEAST_HEIGHT, LOW
from gui.window.dock_groups import SIDES, found_at_sides
from gui.window.panel_dock import PanelDock
from gui.window.rail import Rail
from gui.window.rail_overlay import RailOverlay

#: Logical pixels of the window's width below which there are strips.
NARROW = 1120
#: What a window with its docks may be narrowed to; the strips come long before.
LEAST_WIDTH = 640
#: Width of what opens over the centre, at first, and what it leaves to see of the centre.
FIRST_WIDTH = 344
LEFT_OVER = 160


class Rails(QObject):
    """Puts away what stands at the sides while the window is narrow, and brings it back.

    A panel is at a side if it, or one of its tabs, has its first place there and stands
    beside the largest of the views; so panels that were dragged there go with it.

    Parameters
    ----------
    window : QMainWindow
    docks : mapping of str to PanelDock
    theme : CurrentTheme
    """

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, PanelDock], theme: CurrentTheme
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._is_narrow = self._is_busy = False
        #: Where each panel in a strip belongs, and which were in front of their tabs.
        self._sides: dict[PanelDock, Area] = {}
        self._fronts: list[PanelDock] = []
        self._strips = {
            Area.LEFT: Rail("left_rail", "Panels at the left", theme, window),
            Area.RIGHT: Rail("right_rail", "Panels at the right", theme, window),
        }
        places = (Qt.ToolBarArea.LeftToolBarArea, Qt.ToolBarArea.RightToolBarArea)
        for strip, place in zip(self._strips.values(), places, strict=True):
            window.addToolBar(place, strip)
            strip.hide()
            strip.pressed.connect(self._on_pressed)
            strip.left.connect(self.close)
            strip.installEventFilter(self)
        self.overlay = RailOverlay(theme, window)
        self.overlay.left.connect(self.close)
        window.setMinimumWidth(LEAST_WIDTH)
        window.installEventFilter(self)
        for dock in docks.values():
            dock.keeper = self._keeps
            dock.topLevelChanged.connect(self._on_top_level_changed)
            dock.toggleViewAction().triggered.connect(self._on_toggled)

    @property
    def is_narrow(self) -> bool:
        """Whether there are strips at the sides."""
        return self._is_narrow

    @property
    def held(self) -> list[str]:
        """Ids of the panels that are in a strip, those that were in front of tabs last."""
        fronts = [dock.panel_id for dock in self._fronts if dock in self._sides]
        ids = [dock.panel_id for dock in self._sides]
        return [*(one for one in ids if one not in fronts), *fronts]

    def fit(self) -> bool:
        """Make strips or docks of what is at the sides, as the window's width wants.

        Returns
        -------
        bool
            Whether anything changed.
        """
        wanted = self._window.width() < NARROW
        has_changed = wanted != self._is_narrow
        if has_changed and wanted:
            self._enter()
        elif has_changed:
            self.leave()
        self.limit_window()
        return has_changed

    def limit_window(self) -> None:
        """Let the window become as small as what it turns into when it is small.

        Where views stand side by side it does not: then it is as large as they need.
        """
        layout = self._window.layout()
        if layout is None or not self._window.isVisible():
            return
        needed = layout.totalMinimumSize()
        if self._is_narrow:
            width = max(LEAST_WIDTH, needed.width())
        else:
            width = LEAST_WIDTH if needed.width() <= NARROW else 0
        self._window.setMinimumSize(width, LEAST_HEIGHT if needed.height() <= LOW else 0)

    def dock_again(self, panel_ids: Sequence[str]) -> None:
        """Dock panels that were in a strip when the layout was saved; the last in front."""
        for panel_id in panel_ids:
            dock = self._docks.get(panel_id)
            if dock is not None:
                dock.show()
                if self._window.tabifiedDockWidgets(dock):
                    dock.raise_()

    @Slot()
    def close(self) -> None:
        """Let what stands over the centre go back to its strip."""
        dock = self.overlay.dock
        if dock is None:
            return
        self.overlay.give_back()
        self._show_open(None)

    def leave(self) -> None:
        """Dock everything again where it was."""
        self.close()
        docks, fronts = list(self._sides), self._fronts
        self._is_narrow = False
        self._sides, self._fronts = {}, []
        for strip in self._strips.values():
            strip.hold(())
        for dock in docks:
            dock.show()
        for dock in fronts:
            if dock in docks and self._window.tabifiedDockWidgets(dock):
                dock.raise_()

    def open(self, dock: PanelDock, *, takes_keyboard: bool = True) -> None:
        """Show the panel of a strip over the centre."""
        self.overlay.show_panel_of(dock, takes_keyboard=takes_keyboard)
        self._place()
        self._show_open(dock)

    def bring_out(self, dock: PanelDock) -> None:
        """Show a panel that something was clicked for, if it is in a strip and none is open.

        The keyboard stays where the click was; from there Esc closes the panel, too.
        """
        if dock in self._sides and self.overlay.dock is None:
            self.open(dock, takes_keyboard=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let what is open follow its strip, and go by Esc wherever the keyboard is."""
        if watched is not self._window:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                self._place()
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.overlay.dock is not None
        ):
            self.close()
            return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        self._is_narrow = True
        for dock, side in found_at_sides(self._window, self._docks.values()).items():
            self._take(dock, side)
        self._show_strips()

    def _take(self, dock: PanelDock, side: Area) -> None:
        """Hide a dock; its place is kept, and the View menu still has a tick for it."""
        if not dock.visibleRegion().isEmpty():
            self._fronts.append(dock)
        self._sides[dock] = side
        self._is_busy = True
        dock.hide()
        self._is_busy = False
        dock.toggleViewAction().setChecked(True)

    def _drop(self, dock: PanelDock) -> None:
        """Take a panel out of its strip: it is hidden now, as a dock that was closed."""
        if self.overlay.dock is dock:
            self.close()
        del self._sides[dock]
        dock.toggleViewAction().setChecked(False)
        self._show_strips()

    def _keeps(self, dock: PanelDock, visible: bool) -> bool:
        """Return whether showing `dock` means to open it over the centre."""
        if not self._is_narrow or self._is_busy or dock.isFloating():
            return False
        if dock in self._sides and not visible:
            return True
        if visible and dock.area not in SIDES and not self.overlay.pin.isChecked():
            self.close()  # another panel was asked for
        if not visible or not (dock in self._sides or self._belongs_to_side(dock)):
            return False
        if dock not in self._sides:
            self._sides[dock] = dock.area
            dock.toggleViewAction().setChecked(True)
            self._show_strips()
        if self.overlay.dock is not dock:
            self.open(dock)
        return True

    def _belongs_to_side(self, dock: PanelDock) -> bool:
        tabs = [one for one in self._window.tabifiedDockWidgets(dock) if not one.isHidden()]
        return dock.area in SIDES and dock.isHidden() and not tabs

    def _show_strips(self) -> None:
        for side, strip in self._strips.items():
            strip.hold([dock for dock, at in self._sides.items() if at is side])

    def _show_open(self, dock: PanelDock | None) -> None:
        for strip in self._strips.values():
            strip.show_open(dock)

    def _place(self) -> None:
        dock = self.overlay.dock
        if dock is None:
            return
        at_left = self._sides.get(dock) is Area.LEFT
        strip = self._strips[Area.LEFT if at_left else Area.RIGHT].geometry()
        room = self._window.width() - sum(
            one.width() for one in self._strips.values() if not one.isHidden()
        )
        least = self.overlay.minimumSizeHint().width()
        width = min(max(least, min(FIRST_WIDTH, room - LEFT_OVER)), room)
        x = strip.right() + 1 if at_left else strip.left() - width
        self.overlay.setGeometry(x, strip.top(), width, strip.height())

    @Slot(object)
    def _on_pressed(self, dock: PanelDock) -> None:
        if self.overlay.dock is dock:
            self.close()
        else:
            self.open(dock)

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        """Close a panel of a strip from the View menu; Qt opens one that was closed."""
        if not checked and self._is_narrow:
            action = self.sender()
            for dock in list(self._sides):
                if dock.toggleViewAction() is action:
                    self._drop(dock)

    @Slot(bool)
    def _on_top_level_changed(self, floating: bool) -> None:
        """Let a panel that comes back to its side go into the strip."""
        dock = self.sender()
        if floating or not self._is_narrow or not isinstance(dock, PanelDock):
            return
        if dock not in self._sides and dock.area in SIDES and not dock.isHidden():
            self._take(dock, dock.area)
            self._show_strips()
