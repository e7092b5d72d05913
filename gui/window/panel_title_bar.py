"""The title over a panel that no tab names."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme

MAXIMISE = "Let this panel have the whole window (Shift+F11, or a double click)"
PUT_BACK_ALL = "Put all panels back (Esc, or a double click)"
TEAR_OFF = "Move this panel into a window of its own"
PUT_BACK = "Put this panel back into the window (or a double click on its title)"
HIDE = "Hide this panel (View → Panels shows it again)"


class PanelTitleBar(QWidget):
    """A title, and buttons that maximise the panel, tear it off or hide it.

    Parameters
    ----------
    panel_id, title : str
    theme : CurrentTheme
    parent : QWidget

    Signals
    -------
    maximise_wanted(), close_wanted()
    float_wanted()
        The panel is to have a window of its own, or to come back from it.
    menu_wanted(QPoint)
        What else can be done with the panel is asked for, at a place on the screen.
    """

    maximise_wanted = Signal()
    float_wanted = Signal()
    close_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, panel_id: str, title: str, theme: CurrentTheme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dock_title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._is_floating = False
        label = QLabel(title, self)
        label.setProperty("role", "title")
        self._maximise = self._button(f"{panel_id}_maximise", MAXIMISE)
        self._maximise.clicked.connect(self.maximise_wanted)
        self._float = self._button(f"{panel_id}_float", TEAR_OFF)
        self._float.clicked.connect(self.float_wanted)
        self._close = self._button(f"{panel_id}_close", HIDE)
        self._close.clicked.connect(self.close_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(2)
        row.addWidget(label)
        row.addStretch()
        for button in (self._maximise, self._float, self._close):
            row.addWidget(button)
        theme.changed.connect(self._tint)
        self._tint()

    def show_place(self, *, is_floating: bool, is_alone: bool) -> None:
        """Say what the buttons do where the panel is now."""
        self._is_floating = is_floating
        is_back = is_floating or is_alone
        for button, tip in (
            (self._float, PUT_BACK if is_floating else TEAR_OFF),
            (self._maximise, PUT_BACK_ALL if is_back else MAXIMISE),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._maximise.setVisible(not is_floating)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Put a window back, or maximise the panel."""
        wanted = self.float_wanted if self._is_floating else self.maximise_wanted
        wanted.emit()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for what else can be done, in place of Qt's list of all docks."""
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedSize(24, 24)
        button.setStyleSheet("padding: 0; min-height: 0;")
        return button

    @Slot()
    def _tint(self) -> None:
        color = self._theme.theme.muted
        self._maximise.setIcon(icon("enlarge", color))
        self._float.setIcon(icon("float", color))
        self._close.setIcon(icon("close", color))
