"""The dock that holds a panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QWidget,
)

from gui.panels.panel import Panel
from gui.panels.panel_spec import PanelParts, PanelSpec
from gui.panels.refresh_queue import RefreshQueue
from gui.panels.samples.sample_headline import SampleHeadline
from gui.panels.samples.sample_page import SamplePage
from gui.window.panel_title_bar import PanelTitleBar
from gui.window.tab_stops import go_on, stops_of


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
    keeper : callable or None
        Asked before the dock is shown with it and whether it is to be; where it returns True
        the dock stays as it is, because its panel is kept somewhere else.

    Signals
    -------
    made(Panel)
    resized()
    maximise_wanted()
        The panel is to have the whole window, or to give it back.
    menu_wanted(QPoint)
        What else can be done with the panel is asked for, at a place on the screen.
    asked_for()
        It was brought forward.
    """

    made = Signal(object)
    resized = Signal()
    maximise_wanted = Signal()
    menu_wanted = Signal(QPoint)
    asked_for = Signal()
    keeper: Callable[[PanelDock, bool], bool] | None = None  # Qt asks before it is made

    def __init__(
        self, spec: PanelSpec, parts: PanelParts, queue: RefreshQueue, parent: QMainWindow
    ) -> None:
        super().__init__(spec.title, parent)
        self.setObjectName(f"{spec.id}_dock")
        self.area = spec.area
        self._spec = spec
        self._parts = parts
        self._queue = queue
        self._window = parent
        self._is_seen = self._is_lent = self._is_alone = self._is_bare = False
        self._is_waiting = False
        self._panel: Panel | None = None
        self._shown: tuple[Panel, ...] = ()  # the panel, and the headline over it
        self._body: QWidget | None = None
        self._title_bar = bar = PanelTitleBar(spec.id, spec.title, parts.state.theme, self)
        bar.maximise_wanted.connect(self.maximise_wanted)
        bar.float_wanted.connect(self._on_float_clicked)
        bar.close_wanted.connect(self.close)
        bar.menu_wanted.connect(self.menu_wanted)
        self._no_title_bar = QWidget(self)
        self._no_title_bar.hide()
        self.setTitleBarWidget(self._title_bar)
        toggle = self.toggleViewAction()
        toggle.setObjectName(f"view.{spec.id}")
        toggle.setToolTip(f"Show or hide the {spec.title} panel")
        self.visibilityChanged.connect(self._on_visibility_changed)
        self.topLevelChanged.connect(self.fit_title_bar)

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
                if self._spec.shows_sample:
                    self._queue.make_urgent(one)
            self._body = body
            self.setWidget(body)
            self.set_alone(is_alone=self._is_alone, is_bare=self._is_bare)
            self.made.emit(self._panel)
        return self._panel

    @property
    def is_made(self) -> bool:
        """Whether there is a panel."""
        return self._panel is not None

    def when_made(self, do: Callable[[Any], object]) -> None:
        """Call `do` with the panel, now or when there is one."""
        if self._panel is None:
            self.made.connect(do)
        else:
            do(self._panel)

    def let_wait(self) -> None:
        """Make no panel only because the dock came into sight: its turn comes."""
        self._is_waiting = True

    @property
    def panel_id(self) -> str:
        """The panel's id."""
        return self._spec.id

    @property
    def high(self) -> int:
        """Logical pixels that the panel needs from top to bottom."""
        return self._spec.high

    @property
    def icon_name(self) -> str:
        """The picture that stands for the panel."""
        return self._spec.icon

    @property
    def body(self) -> QWidget:
        """What the dock holds: the panel with all that stands over it."""
        self.make()
        if self._body is None:
            raise RuntimeError(f"{self.objectName()}: expected a panel, received none")
        return self._body

    def lend_body(self) -> QWidget:
        """Return what the dock holds, to be shown somewhere else; the panel is seen there."""
        body = self.body
        self.make_late_parts()
        self._is_lent = True
        self._set_seen(True)
        return body

    def take_body_back(self) -> None:
        """Hold again what was lent."""
        self._is_lent = False
        self.setWidget(self.body)
        self._set_seen(False)

    def write_anew(self) -> None:
        """Write all texts of the panel again: what indices begin with has changed."""
        for shown in self._shown:
            shown.refresh_later()
        for part in self.findChildren(QWidget):
            part.update()

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

    @property
    def is_alone(self) -> bool:
        """Whether the panel has the whole window."""
        return self._is_alone

    def set_alone(self, *, is_alone: bool, is_bare: bool = False) -> None:
        """Set whether the panel has the whole window, and whether even without its title."""
        self._is_alone, self._is_bare = is_alone, is_bare
        for shown in self._shown:
            if isinstance(shown, SampleHeadline):
                shown.set_presented(is_presented=is_bare)
        self.fit_title_bar()

    @Slot()
    def fit_title_bar(self) -> None:
        """Show the title bar unless a tab shows the title already, or nothing shall."""
        has_tab = bool(self._window.tabifiedDockWidgets(self)) and not self._is_alone
        has_no_title = self._is_bare or (has_tab and not self.isFloating())
        wanted = self._no_title_bar if has_no_title else self._title_bar
        if self.titleBarWidget() is not wanted:
            if (before := self.titleBarWidget()) is not None:
                before.hide()
            self.setTitleBarWidget(wanted)
            wanted.show()
        self._title_bar.show_place(is_floating=self.isFloating(), is_alone=self._is_alone)

    @Slot()
    def come_forward(self) -> None:
        """Show the panel, in front of the tabs it shares its place with."""
        self.show()
        self.raise_()
        self.asked_for.emit()

    def take_keyboard(self) -> None:
        """Come forward, and give the keyboard to the panel."""
        self.come_forward()
        self.panel.take_keyboard()

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Show or hide the dock, unless its panel is kept somewhere else."""
        if self.keeper is None or not self.keeper(self, visible):
            super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit_title_bar()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what takes the keyboard next, in a window of its own as in the large one."""
        if self.isFloating():
            return go_on(stops_of(self), forward=forward)
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @Slot(bool)
    def _on_visibility_changed(self, visible: bool) -> None:
        if not shiboken6.isValid(self._window):
            return  # the program ends with the window open
        if not self._is_lent:
            self._set_seen(visible)
        if visible and self._panel is None and not self._is_waiting:
            # not now: while docks are being arranged, those behind others come in sight too
            QTimer.singleShot(0, self, self._make_if_seen)
        self.fit_title_bar()

    def _set_seen(self, seen: bool) -> None:
        self._is_seen = seen
        for shown in self._shown:
            shown.set_seen(seen)

    @Slot()
    def _make_if_seen(self) -> None:
        if self._is_seen:
            self.make_late_parts()

    @Slot()
    def _on_float_clicked(self) -> None:
        self.setFloating(not self.isFloating())
