"""The menu that holds what the transport has no room for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.window.run_read_outs import PARTS, RunReadOuts
from gui.window.speed_control import SPEEDS, SpeedControl

TIP = "What there is no room for here"


class TransportMenu(QToolButton):
    """Offers the commands that are folded away, and reads out the folded numbers.

    Parameters
    ----------
    commands : mapping of str to QAction
        Those that may be folded.
    speed : SpeedControl
    read_outs : RunReadOuts
    """

    def __init__(
        self,
        commands: Mapping[str, QAction],
        speed: SpeedControl,
        read_outs: RunReadOuts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transport_more")
        self.setProperty("role", "icon")
        self.setToolTip(TIP)
        self.setAccessibleName("More")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._commands = commands
        self._speed = speed
        self._read_outs = read_outs
        self._folded: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setObjectName("transport_menu")
        self._speeds = QMenu("Speed", self._menu)
        self._speeds.menuAction().setToolTip("How fast training goes ([ slower, ] faster)")
        group = QActionGroup(self._speeds)
        self._by_speed: dict[str, QAction] = {}
        for one in SPEEDS:
            action = self._speeds.addAction(one.word)
            action.setObjectName(f"speed_{one.value}")
            action.setToolTip(one.tip)
            action.setCheckable(True)
            action.setData(one)
            group.addAction(action)
            self._by_speed[one.value] = action
        group.triggered.connect(self._on_speed)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.hide()

    def hold(self, folded: Collection[str]) -> None:
        """Hold these, by name; without any there is no menu."""
        self._folded = tuple(folded)
        self.setVisible(bool(folded))

    def _fill(self) -> None:
        menu = self._menu
        for action in menu.actions():
            menu.removeAction(action)
            if action.parent() is menu and action.menu() is None:
                action.deleteLater()
        for name, command in self._commands.items():
            if name in self._folded:
                menu.addAction(command)
        if "speed" in self._folded:
            self._by_speed[self._speed.speed.value].setChecked(True)
            menu.addMenu(self._speeds)
        numbers = [name for name in PARTS if name in self._folded]
        if numbers:
            menu.addSeparator()
        for name in numbers:
            said = self._read_outs.values[name].text()
            line = menu.addAction(f"{self._read_outs.captions[name].text()}\t{said}")
            line.setToolTip(PARTS[name][1])
            line.setEnabled(False)

    def _on_speed(self, action: QAction) -> None:
        self._speed.choose(action.data())
