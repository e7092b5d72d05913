"""The dock that holds a panel."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QToolButton,
    QWidget,
)

from gui.panels.panel import Panel
from gui.panels.refresh_queue import RefreshQueue
from gui.state.lab_state import LabState
from gui.theme.icons import icon
from gui.window.late_panels import LatePanel


class PanelDock(QDockWidget):
    """Holds one panel; its title bar hides while a tab already shows the title.

    Parameters
    ----------
    panel : Panel or LatePanel
        One that is not made yet is made when it is first seen or asked for.
    state : LabState
    queue : RefreshQueue
        In which the panel waits for its turn to redraw.
    parent : QMainWindow
    is_strip : bool, default False
        The panel is one row of controls that needs no title.

    Signals
    -------
    resized()
    """

    resized = Signal()

    def __init__(
        self,
        panel: Panel | LatePanel,
        state: LabState,
        queue: RefreshQueue,
        parent: QMainWindow,
        *,
        is_strip: bool = False,
    ) -> None:
        super().__init__(panel.TITLE, parent)
        self.setObjectName(f"{panel.PANEL_ID}_dock")
        self._id = panel.PANEL_ID
        self._state = state
        self._theme = state.theme
        self._queue = queue
        self._window = parent
        self._is_strip = is_strip
        self._is_seen = False
        self._panel = panel
        if isinstance(panel, Panel):
            self._hold(panel)
        self._title_bar = self._build_title_bar()
        self._no_title_bar = QWidget(self)
        self.setTitleBarWidget(self._title_bar)
        toggle = self.toggleViewAction()
        toggle.setObjectName(f"view.{panel.PANEL_ID}")
        toggle.setToolTip(f"Show or hide the {panel.TITLE} panel")
        self.visibilityChanged.connect(self._on_visibility_changed)
        self.topLevelChanged.connect(self.fit_title_bar)
        self._theme.changed.connect(self._tint)
        self._tint()

    @property
    def panel(self) -> Panel:
        """The panel; made now if it was not needed before."""
        if isinstance(self._panel, LatePanel):
            self._panel = self._panel.make(self._state)
            self._panel.set_seen(self._is_seen)
            self._hold(self._panel)
        return self._panel

    def furnish(self) -> None:
        """Make everything that was left out until now."""
        self.panel.furnish()

    @Slot()
    def fit_title_bar(self) -> None:
        """Show the title bar unless the dock is one of several tabs, or has a window frame."""
        if self.isFloating():
            wanted = None
        elif self._is_strip or self._window.tabifiedDockWidgets(self):
            wanted = self._no_title_bar
        else:
            wanted = self._title_bar
        if self.titleBarWidget() is not wanted:
            # a null widget means Qt's own title bar, which a floating window wants
            self.setTitleBarWidget(wanted)  # type: ignore[arg-type]
            if wanted is not None:
                wanted.show()

    @Slot()
    def come_forward(self) -> None:
        """Show the panel, in front of the tabs it shares its place with."""
        self.show()
        self.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit_title_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _build_title_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("dock_title")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel(self.windowTitle())
        title.setProperty("role", "title")
        self._float_button = self._button("float", "Move this panel into a window of its own")
        self._float_button.clicked.connect(self._on_float_clicked)
        self._close_button = self._button("close", "Hide this panel (View menu shows it again)")
        self._close_button.clicked.connect(self.close)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(2)
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self._float_button)
        row.addWidget(self._close_button)
        return bar

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{self._id}_{name}")
        button.setProperty("role", "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedSize(24, 24)
        button.setStyleSheet("padding: 0; min-height: 0;")
        return button

    @Slot(bool)
    def _on_visibility_changed(self, visible: bool) -> None:
        self._is_seen = visible
        if isinstance(self._panel, Panel):
            self._panel.set_seen(visible)
        elif visible:
            # not now: while docks are being arranged, those behind others come in sight too
            QTimer.singleShot(0, self, self._make_if_seen)
        self.fit_title_bar()

    @Slot()
    def _make_if_seen(self) -> None:
        if self._is_seen:
            self.furnish()

    def _hold(self, panel: Panel) -> None:
        panel.take_turns(self._queue)
        self.setWidget(panel)

    @Slot()
    def _on_float_clicked(self) -> None:
        self.setFloating(True)

    @Slot()
    def _tint(self) -> None:
        color = self._theme.theme.muted
        self._float_button.setIcon(icon("float", color))
        self._close_button.setIcon(icon("close", color))
