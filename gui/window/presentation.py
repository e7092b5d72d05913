"""One panel for a room: large type, the sample and the transport, nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from gui.theme.zoom import NORMAL, STEPS
from gui.window.one_panel import OnePanel
from gui.window.panel_dock import PanelDock
from gui.window.presentation_bar import PresentationBar
from gui.window.time_strip import TimeStrip
from gui.window.transport_bar import TransportBar
from gui.window.zoom_actions import ZoomActions

#: How much larger type and lines are than otherwise, at least.
GROWTH = 1.5
#: Height of the window at which that is enough; a higher one is filled, in pixels.
FILLED = 600


class Presentation(QObject):
    """Shows one panel on the whole screen; leaving puts everything back as it was.

    Parameters
    ----------
    window : QMainWindow
    one_panel : OnePanel
    zoom : ZoomActions
    bar : PresentationBar
        The row below the panel.
    transport : TransportBar
        Whose read-outs the row repeats.
    walk : callable
        Goes so many panels on.

    Signals
    -------
    changed(bool)
        A panel is presented, or none any more.
    """

    changed = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        one_panel: OnePanel,
        zoom: ZoomActions,
        bar: PresentationBar,
        transport: TransportBar,
        walk: Callable[[int], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._one_panel = one_panel
        self._zoom = zoom
        self._bar = bar
        self._transport = transport
        self._is_on = False
        self._percent = NORMAL
        self._state = Qt.WindowState.WindowNoState
        self._place = QRect()
        self._least_height = 0  # of the window with all its panels
        self._maximised: PanelDock | None = None
        self._hidden: tuple[QWidget, ...] = ()
        self._blank = QWidget(window)
        self._blank.setObjectName("blank_screen")
        self._blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._blank.hide()
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bar)
        bar.hide()
        bar.leave_wanted.connect(self.leave)
        one_panel.changed.connect(self._on_panel)
        self._keys = [
            self._key("PgDown", lambda: walk(1)),
            self._key("PgUp", lambda: walk(-1)),
            self._key(".", self._toggle_blank),
        ]

    @property
    def is_on(self) -> bool:
        """Whether a panel is presented."""
        return self._is_on

    @Slot()
    def toggle(self) -> None:
        """Begin, or leave."""
        if self._is_on:
            self.leave()
        else:
            self._begin()

    @Slot()
    def leave(self) -> None:
        """Put everything back as it was."""
        if not self._is_on:
            return
        self._is_on = False
        self._blank.hide()
        for key in self._keys:
            key.setEnabled(False)
        dock = self._one_panel.alone
        self._bar.hide()
        for part in self._hidden:
            part.show()
        self._zoom.use(self._percent)
        self._zoom.is_remembered = True
        self._window.setMinimumHeight(self._least_height)
        self._window.setWindowState(self._state)
        if not self._state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            self._window.setGeometry(self._place)
        if self._maximised is None or dock is None:
            self._one_panel.leave()
        else:
            self._one_panel.show(self._maximised)
        self.changed.emit(False)

    @Slot()
    def show_read_outs(self) -> None:
        """Repeat what the transport says."""
        self._bar.show_validation(self._transport.read_outs.values["accuracy"].text())

    def _begin(self) -> None:
        window = self._window
        self._is_on = True
        self._percent = self._zoom.zoom.percent
        self._state, self._place = window.windowState(), window.geometry()
        self._maximised = self._one_panel.alone
        self._zoom.is_remembered = False
        strip = window.findChild(TimeStrip)
        parts = (window.menuWidget(), window.statusBar(), strip)
        self._hidden = tuple(part for part in parts if part is not None and part.isVisible())
        dock = self._one_panel.view()
        if self._maximised is None:
            self._one_panel.show(dock, is_bare=True)  # remembers the docks as they are
        for part in self._hidden:
            part.hide()
        self._one_panel.show(dock, is_bare=True)
        self._bar.show()
        self.show_read_outs()
        for key in self._keys:
            key.setEnabled(True)
        self._least_height = window.minimumHeight()
        window.setMinimumHeight(0)  # one panel is content with less, else it is cut below
        window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)
        self._zoom.use(self._zoom.fitting(self._wanted(), window.screen().size()))
        self.changed.emit(True)

    def _wanted(self) -> int:
        """Return how large a room wants it, in percent."""
        screen = self._window.screen().size().height() * self._percent / NORMAL
        wanted = max(GROWTH * self._percent, NORMAL * screen / FILLED)
        return max(step for step in STEPS if step <= max(wanted, STEPS[0]))

    @Slot()
    def _on_panel(self) -> None:
        if self._is_on and self._one_panel.alone is None:  # it was closed
            self.leave()

    def _toggle_blank(self) -> None:
        """Let nothing be seen, so that all look at the person who speaks; or show it again."""
        self._blank.setGeometry(self._window.rect())
        self._blank.raise_()
        self._blank.setVisible(self._blank.isHidden())

    def _key(self, key: str, act: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._window)
        shortcut.setEnabled(False)
        shortcut.activated.connect(act)
        return shortcut
