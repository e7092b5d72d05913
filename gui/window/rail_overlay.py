"""A panel that stands over the centre for a while."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton
from gui.window.panel_dock import PanelDock

PIN_TIP = "Keep this panel open when something else is clicked"
CLOSE_TIP = "Close this panel (Esc); its name at the side opens it again"


class RailOverlay(QFrame):
    """Holds what a dock lends it, until Esc or a click elsewhere; a pin keeps it open.

    Nothing under it moves, and a click elsewhere does what it does anyway.

    Parameters
    ----------
    theme : CurrentTheme
    parent : QWidget
        The window over which it stands.

    Signals
    -------
    left()
        It is to be closed.
    """

    left = Signal()

    def __init__(self, theme: CurrentTheme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail_overlay")
        self.setProperty("role", "overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dock: PanelDock | None = None
        self._before: QWidget | None = None
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self.pin = IconButton("pin", PIN_TIP, theme, name="rail_overlay_pin")
        self.pin.setCheckable(True)
        self._close = IconButton("close", CLOSE_TIP, theme, name="rail_overlay_close")
        self._close.clicked.connect(self.left)
        bar = QWidget()
        bar.setObjectName("dock_title")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(2)
        row.addWidget(self._title)
        row.addStretch()
        for button in (self.pin, self._close):
            button.setProperty("role", "quiet_icon")
            row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 0)
        self._column.setSpacing(0)
        self._column.addWidget(bar)
        self.hide()

    @property
    def dock(self) -> PanelDock | None:
        """Whose panel is shown, if any."""
        return self._dock

    def show_panel_of(self, dock: PanelDock, *, takes_keyboard: bool = True) -> None:
        """Show what `dock` holds, in the place of what was shown."""
        self.give_back()
        self._before = QApplication.focusWidget()
        self._dock = dock
        self._title.setText(dock.windowTitle())
        self.setAccessibleName(dock.windowTitle())
        body = dock.lend_body()
        self._column.addWidget(body, 1)
        body.show()
        self.show()
        self.raise_()
        if takes_keyboard:
            body.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def give_back(self) -> None:
        """Give what is shown back to its dock, and the keyboard to who had it."""
        dock, self._dock = self._dock, None
        if dock is None:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self._column.removeWidget(dock.body)
        dock.take_body_back()
        self.hide()
        before, self._before = self._before, None
        if had_keyboard and before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when something else in the window is pressed, which happens all the same.

        A dock that comes to the front of its tabs would also lie over this.
        """
        is_raised = event.type() == QEvent.Type.ZOrderChange and watched is not self
        if is_raised and watched.parent() is self.parent():
            QTimer.singleShot(0, self, self.raise_)  # Qt must first see the dock on top
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and isinstance(event, QMouseEvent)
            and not self.pin.isChecked()
            and self._is_elsewhere(watched)
        ):
            self.left.emit()
        return False

    def event(self, event: QEvent) -> bool:
        """Take Esc before any shortcut of the window does."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc, if nothing inside wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _is_elsewhere(self, pressed: QWidget) -> bool:
        """Whether `pressed` belongs to the window, but neither to this nor to the strips."""
        if pressed.window() is not self.window() or pressed is self:
            return False
        above: QWidget | None = pressed
        while above is not None:
            if above is self or above.property("role") == "rail":
                return False
            above = above.parentWidget()
        return True
