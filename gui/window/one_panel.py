"""One panel that has the whole window for a while."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from gui.panels.panel_spec import Area
from gui.window.dock_layout import DockLayout
from gui.window.panel_dock import PanelDock


class OnePanel(QObject):
    """Hides all docks but one, and puts them back as they were.

    Panels in windows of their own stay where they are.  A panel that is asked for meanwhile
    takes the place of the first; when that is closed, the others come back.

    Parameters
    ----------
    window : QMainWindow
    docks : mapping of str to PanelDock
        By panel id.
    layout : DockLayout
        Held while one panel is alone.

    Signals
    -------
    changed()
        Another panel is alone, or none is any more.
    """

    changed = Signal()

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, PanelDock], layout: DockLayout
    ) -> None:
        super().__init__(window)
        self._window = window
        self._layout = layout
        self._docks = tuple(docks.values())
        self._alone: PanelDock | None = None
        self._is_bare = self._is_moving = False
        self._before = QByteArray()
        self._fronts: tuple[PanelDock, ...] = ()
        # while a dock comes in sight, Qt is still laying the others out
        self._look_timer = QTimer(self, singleShot=True, interval=0)
        self._look_timer.timeout.connect(self._look)
        for dock in self._docks:
            dock.visibilityChanged.connect(self._on_seen)
            dock.topLevelChanged.connect(self._on_seen)

    @property
    def alone(self) -> PanelDock | None:
        """The dock that has the whole window."""
        return self._alone

    def current(self) -> PanelDock:
        """Return the dock that is worked in, or else the view in front."""
        if self._alone is not None:
            return self._alone
        focus = QApplication.focusWidget()
        if focus is not None:
            for dock in self._docks:
                if dock.isAncestorOf(focus) and dock.isVisible():
                    return dock
        return self.view()

    def view(self) -> PanelDock:
        """Return the dock that is alone, or else the view that is worked in or in front."""
        if self._alone is not None:
            return self._alone
        focus = QApplication.focusWidget()
        views = [dock for dock in self._docks if dock.area is Area.MIDDLE]
        others = [dock for dock in self._docks if dock.area is not Area.MIDDLE]
        worked_in = (dock for dock in views if focus is not None and dock.isAncestorOf(focus))
        seen = (dock for dock in [*worked_in, *views, *others] if _is_in_front(dock))
        return next(seen, views[0])

    def show(self, dock: PanelDock, *, is_bare: bool = False) -> None:
        """Let `dock` have the whole window.

        Parameters
        ----------
        dock : PanelDock
        is_bare : bool
            Whether its title is left out as well.
        """
        self._is_moving = True
        if self._alone is None:
            self._layout.hold()
            self._before = self._window.saveState()
            self._fronts = tuple(one for one in self._docks if _is_in_front(one))
        elif self._alone is not dock:
            self._alone.set_alone(is_alone=False)
        self._alone, self._is_bare = dock, is_bare
        dock.setFloating(False)
        for other in self._docks:
            if other is not dock and not other.isFloating():
                other.hide()
        dock.set_alone(is_alone=True, is_bare=is_bare)
        dock.show()
        self._is_moving = False
        self._focus(dock)
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """Put all docks back as they were."""
        dock = self._alone
        if dock is None:
            return
        is_closed = dock.isHidden()
        self._is_moving = True
        self._alone = None
        dock.set_alone(is_alone=False)
        self._window.restoreState(self._before)
        for one in self._fronts:
            if not one.isHidden():
                one.raise_()
        if is_closed:
            dock.hide()
        else:
            dock.raise_()
        for one in self._docks:
            one.fit_title_bar()
        self._is_moving = False
        self._layout.let_go()
        self._focus(dock)
        self.changed.emit()

    def come_forward(self, dock: PanelDock) -> None:
        """Show a panel and give it the keyboard: alone, if another is alone."""
        if self._alone is not None and not dock.isFloating():
            self.show(dock, is_bare=self._is_bare)
            return
        dock.come_forward()
        if dock.isFloating():
            dock.activateWindow()
        self._focus(dock)

    @staticmethod
    def _focus(dock: PanelDock) -> None:
        """Give the keyboard to the panel, or to the first thing in it that takes it."""
        if dock.isHidden():
            return
        panel = dock.panel
        if panel.focusPolicy() == Qt.FocusPolicy.NoFocus:
            panel.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_seen(self) -> None:
        if self._alone is not None and not self._is_moving:
            self._look_timer.start()

    @Slot()
    def _look(self) -> None:
        """Follow what became of the docks by other ways: closed, torn off, or shown."""
        alone = self._alone
        if alone is None:
            return
        if alone.isHidden() or alone.isFloating():
            self.leave()
            return
        shown = [
            dock
            for dock in self._docks
            if dock is not alone and not dock.isHidden() and not dock.isFloating()
        ]
        if shown:
            self.show(shown[0], is_bare=self._is_bare)


def _is_in_front(dock: PanelDock) -> bool:
    return dock.isVisible() and not dock.isFloating() and not dock.visibleRegion().isEmpty()
