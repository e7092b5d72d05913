"""Says in the transport that a sweep runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from gui.window.panel_dock import PanelDock

if TYPE_CHECKING:  # made when it is asked for
    from gui.panels.sweep.sweep_control import SweepControl
    from gui.panels.sweep.sweep_panel import SweepPanel

#: Beside the text: the border and the room within it.
AROUND = 22


class SweepBadge(QPushButton):
    """Is there as long as a sweep runs: how many trials have ended; a click leads to them.

    Parameters
    ----------
    dock : PanelDock
        Of the Sweep panel.

    Signals
    -------
    resized()
        It came, went, or became wider.
    """

    resized = Signal()

    def __init__(self, dock: PanelDock) -> None:
        super().__init__()
        self.setObjectName("sweep_badge")
        self.setProperty("role", "pill")
        self._control: SweepControl | None = None
        self._dock = dock
        self.hide()
        self.clicked.connect(dock.come_forward)
        dock.when_made(self._watch)

    @Slot(object)
    def _watch(self, panel: SweepPanel) -> None:
        self._control = panel.control
        panel.control.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        from gui.panels.sweep.sweep_words import badge, badge_tip

        control = self._control
        if control is None:
            return
        text = badge(control.state, control.ended, control.most)
        if text:
            tip = badge_tip(control.state, control.ended, control.most, control.seconds_left)
            self.setText(text)
            self.setToolTip(tip)
            self.setAccessibleName(tip)
        widest = badge(control.state, control.most, control.most)
        width = self.fontMetrics().horizontalAdvance(widest) + AROUND
        is_there = bool(text)
        if is_there == self.isHidden() or (is_there and width > self.minimumWidth()):
            self.setMinimumWidth(width if is_there else 0)
            self.setVisible(is_there)
            self.resized.emit()
