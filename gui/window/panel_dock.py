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
from gui.panels.panel_spec import PanelParts, PanelSpec
from gui.panels.refresh_queue import RefreshQueue
from gui.panels.samples.sample_page import SamplePage
from gui.theme.icons import icon


class PanelDock(QDockWidget):
    """Holds one panel; its title bar hides while a tab already shows the title.

    Parameters
    ----------
    spec : PanelSpec
        Of the panel, which is made when it is first seen or asked for.
    parts : PanelParts
        What the panel is handed.
    queue : RefreshQueue
        In which the panel waits for its turn to redraw.
    parent : QMainWindow

    Attributes
    ----------
    area : Area
        The panel's first place.

    Signals
    -------
    made(Panel)
    resized()
    """

    made = Signal(object)
    resized = Signal()

    def __init__(
        self, spec: PanelSpec, parts: PanelParts, queue: RefreshQueue, parent: QMainWindow
    ) -> None:
        super().__init__(spec.title, parent)
        self.setObjectName(f"{spec.id}_dock")
        self.area = spec.area
        self._spec = spec
        self._parts = parts
        self._theme = parts.state.theme
        self._queue = queue
        self._window = parent
        self._is_seen = False
        self._panel: Panel | None = None
        self._shown: tuple[Panel, ...] = ()  # the panel, and the headline over it
        self._title_bar = self._build_title_bar()
        self._no_title_bar = QWidget(self)
        self.setTitleBarWidget(self._title_bar)
        toggle = self.toggleViewAction()
        toggle.setObjectName(f"view.{spec.id}")
        toggle.setToolTip(f"Show or hide the {spec.title} panel")
        self.visibilityChanged.connect(self._on_visibility_changed)
        self.topLevelChanged.connect(self.fit_title_bar)
        self._theme.changed.connect(self._tint)
        self._tint()

    @property
    def panel(self) -> Panel:
        """The panel; made now if it was not needed before."""
        return self.make()

    def make(self) -> Panel:
        """Make the panel, unless it was made before; return it."""
        if self._panel is None:
            body: QWidget
            if self._spec.shows_sample:
                body = page = SamplePage(self._parts, self._spec.make, self)
                self._panel, self._shown = page.panel, (page.headline, page.panel)
            else:
                body = self._panel = self._spec.make(self._parts, self)
                self._shown = (body,)
            for one in self._shown:
                one.set_seen(self._is_seen)
                one.take_turns(self._queue)
            self.setWidget(body)
            self.made.emit(self._panel)
        return self._panel

    @property
    def panel_id(self) -> str:
        """The panel's id."""
        return self._spec.id

    def shut_down(self) -> None:
        """End the threads of the panel, if it was made."""
        if self._panel is not None:
            self._panel.shut_down()

    def import_late_parts(self) -> None:
        """Make the panel, and import what the rest of it needs."""
        self.panel.import_late_parts()

    def make_late_parts(self) -> None:
        """Make everything that was left out until now."""
        self.panel.make_late_parts()

    @Slot()
    def fit_title_bar(self) -> None:
        """Show the title bar unless the dock is one of several tabs, or has a window frame."""
        if self.isFloating():
            wanted = None
        elif self._window.tabifiedDockWidgets(self):
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
        button.setObjectName(f"{self._spec.id}_{name}")
        button.setProperty("role", "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedSize(24, 24)
        button.setStyleSheet("padding: 0; min-height: 0;")
        return button

    @Slot(bool)
    def _on_visibility_changed(self, visible: bool) -> None:
        self._is_seen = visible
        for shown in self._shown:
            shown.set_seen(visible)
        if visible and self._panel is None:
            # not now: while docks are being arranged, those behind others come in sight too
            QTimer.singleShot(0, self, self._make_if_seen)
        self.fit_title_bar()

    @Slot()
    def _make_if_seen(self) -> None:
        if self._is_seen:
            self.make_late_parts()

    @Slot()
    def _on_float_clicked(self) -> None:
        self.setFloating(True)

    @Slot()
    def _tint(self) -> None:
        color = self._theme.theme.muted
        self._float_button.setIcon(icon("float", color))
        self._close_button.setIcon(icon("close", color))
