"""A narrow strip at the side of the window, with a button for each panel that stood there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolBar, QVBoxLayout, QWidget

from gui.theme.theme import CurrentTheme
from gui.window.panel_dock import PanelDock
from gui.window.upright_button import UprightButton

WIDTH = 40


class Rail(QToolBar):
    """Shows which panels wait at one side of the window.

    Parameters
    ----------
    name : str
        ``objectName``; saved layouts know the strip by it.
    title : str
        For screen readers.
    theme : CurrentTheme

    Signals
    -------
    pressed(PanelDock)
    left()
        Esc was pressed.
    """

    pressed = Signal(object)
    left = Signal()

    def __init__(
        self, name: str, title: str, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setProperty("role", "rail")
        self.setAccessibleName(title)
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setFixedWidth(WIDTH)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._theme = theme
        self._buttons: dict[PanelDock, UprightButton] = {}
        strip = QWidget()
        self._column = QVBoxLayout(strip)
        self._column.setContentsMargins(2, 6, 2, 6)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.addWidget(strip)

    @property
    def buttons(self) -> tuple[UprightButton, ...]:
        """One for each panel, from top to bottom."""
        return tuple(self._buttons.values())

    def hold(self, docks: Sequence[PanelDock]) -> None:
        """Show buttons for these panels alone; without any the strip goes."""
        for dock in [dock for dock in self._buttons if dock not in docks]:
            button = self._buttons.pop(dock)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        for dock in docks:
            if dock not in self._buttons:
                self._buttons[dock] = self._button_for(dock)
                self._column.insertWidget(self._column.count() - 1, self._buttons[dock])
        self.setVisible(bool(docks))

    def show_open(self, opened: PanelDock | None) -> None:
        """Let the button of the panel that is open look pressed."""
        for dock, button in self._buttons.items():
            button.setChecked(dock is opened)

    def focus_on(self, dock: PanelDock) -> None:
        """Give the keyboard to the button of a panel."""
        self._buttons[dock].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close what was opened from here."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _button_for(self, dock: PanelDock) -> UprightButton:
        title = dock.windowTitle()
        tip = f"Open the {title} panel over the others (Esc closes it)"
        button = UprightButton(dock.icon_name, title, tip, self._theme)
        button.setObjectName(f"{dock.panel_id}_rail_button")
        button.setFixedWidth(WIDTH - 4)
        button.clicked.connect(lambda: self.pressed.emit(dock))
        return button
