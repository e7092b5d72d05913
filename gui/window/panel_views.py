"""How the window shows its panels: how large, all of them or one, and which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.settings import Settings
from gui.state.lab_state import LabState
from gui.window.below_fold import SETTLE_MS
from gui.window.dock_layout import DockLayout
from gui.window.no_panels_card import NoPanelsCard
from gui.window.notice_bar import NoticeBar
from gui.window.one_panel import OnePanel
from gui.window.panel_dock import PanelDock
from gui.window.panel_keys import PanelKeys
from gui.window.presentation import Presentation
from gui.window.presentation_bar import PresentationBar
from gui.window.tab_clicks import TabClicks
from gui.window.tab_fit import TabFit
from gui.window.transport_bar import TransportBar
from gui.window.zoom_actions import ZoomActions

NO_ROOM = (
    "This screen is too small for all panels side by side. A smaller zoom (Ctrl −) makes room; "
    "any panel can also be torn off into a window of its own."
)


class PanelViews(QObject):
    """Zoom, full screen, presentation, maximised panels, and panels by key.

    Parameters
    ----------
    window : QMainWindow
    state : LabState
    settings : Settings
    notice_bar : NoticeBar
    docks : mapping of str to PanelDock
        By panel id, in the order of the View menu.
    layout : DockLayout
        Puts every panel to its first place.
    """

    def __init__(
        self,
        window: QMainWindow,
        state: LabState,
        settings: Settings,
        notice_bar: NoticeBar,
        docks: Mapping[str, PanelDock],
        layout: DockLayout,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._docks = docks
        self._layout = layout
        self._notice_bar = notice_bar
        self._was_shown = False
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(self._look_again)
        self.zoom = ZoomActions(settings, state.theme, notice_bar, window)
        self.one_panel = OnePanel(window, docks, layout)
        self.keys = PanelKeys(self.one_panel, docks, self)
        self.presentation: Presentation | None = None
        self.card = NoPanelsCard(
            window,
            docks,
            {
                "Show the network": lambda: self.one_panel.come_forward(docks["network_panel"]),
                "Reset the layout": self.show_in_tabs,
            },
        )
        # docks that are laid out anew lie over it
        self.one_panel.changed.connect(notice_bar.raise_)
        TabClicks(window, docks, self._toggle_maximised)
        TabFit(window)
        for dock in docks.values():
            dock.maximise_wanted.connect(lambda dock=dock: self._toggle_maximised(dock))
        window.installEventFilter(self)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            **self.zoom.handlers(),
            **self.keys.handlers(),
            ActionId.VIEW_FULL_SCREEN: self.toggle_full_screen,
            ActionId.VIEW_PRESENTATION: self.toggle_presentation,
            ActionId.VIEW_MAXIMISE: self.toggle_maximised,
            ActionId.VIEW_SIDE_BY_SIDE: self.show_side_by_side,
            ActionId.VIEW_RESET_LAYOUT: self.show_in_tabs,
        }

    def watch(self, actions: ActionRegistry, transport: TransportBar) -> None:
        """Fill the menu, and make the row of the presentation."""
        self.zoom.fill_menu(actions)
        self.keys.fill_menu(actions)
        bar = PresentationBar(actions, self._state.timeline, self._state.theme, self._window)
        self.presentation = Presentation(
            self._window, self.one_panel, self.zoom, bar, transport, self.keys.walk
        )
        # keys of a menu bar that is hidden would do nothing
        self._window.addActions([*(actions[one] for one in ActionId), *self.keys.actions])

    @Slot()
    def show_read_outs(self) -> None:
        """Let the presentation repeat what the transport says."""
        if self.presentation is not None:
            self.presentation.show_read_outs()

    @Slot()
    def leave(self) -> None:
        """Show all panels as they were, whatever is shown alone."""
        if self.presentation is not None:
            self.presentation.leave()
        self.one_panel.leave()

    @Slot()
    def toggle_full_screen(self) -> None:
        """Give the window the whole screen, or give it back."""
        if self.presentation is not None and self.presentation.is_on:
            self.presentation.leave()
        else:
            state = self._window.windowState()
            self._window.setWindowState(state ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def toggle_presentation(self) -> None:
        """Present the panel that is worked in, or leave the presentation."""
        if self.presentation is not None:
            self.presentation.toggle()

    @Slot()
    def toggle_maximised(self) -> None:
        """Maximise the panel that is worked in, or put the others back."""
        self._toggle_maximised(self.one_panel.current())

    @Slot()
    def show_in_tabs(self) -> None:
        """Put every panel back to its first place."""
        self.leave()
        self._layout.show_in_tabs()

    @Slot()
    def show_side_by_side(self) -> None:
        """Show every panel at once, if the screen is large enough for that."""
        self.leave()
        room, before = self.zoom.room(), self._window.size()
        self._layout.show_side_by_side()
        layout = self._window.layout()
        needed = self._window.minimumSizeHint() if layout is None else layout.totalMinimumSize()
        if needed.expandedTo(room) != room:
            self.show_in_tabs()
            self._window.resize(before)
            self._notice_bar.show_notice("info", NO_ROOM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc leave what is shown alone, if nothing in the panel wanted that key."""
        if watched is self._window and event.type() == QEvent.Type.KeyPress:
            is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if is_escape and self.one_panel.alone is not None:
                self._leave_one()
                return True
        elif watched is self._window and event.type() == QEvent.Type.Show:
            self._zoom_once()
        return super().eventFilter(watched, event)

    def _toggle_maximised(self, dock: PanelDock) -> None:
        if self.one_panel.alone is not None:
            self._leave_one()
        else:
            self.one_panel.show(dock)

    def _leave_one(self) -> None:
        if self.presentation is not None and self.presentation.is_on:
            self.presentation.leave()
        else:
            self.one_panel.leave()

    def _zoom_once(self) -> None:
        """Be as large as last time when the window is first shown."""
        if not self._was_shown:
            self._was_shown = True
            self.zoom.begin()
            self._settle_timer.start()

    @Slot()
    def _look_again(self) -> None:
        """Look whether the window fits its screen, once everything has its place."""
        if self._layout.is_settled:
            self.zoom.come_down()
        else:
            self._settle_timer.start()
