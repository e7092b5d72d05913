"""Everything that changes how fast a run goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from gui.actions.action_id import ActionId
from gui.lab.lab import Lab
from gui.lab.speed import Speed
from gui.settings import Settings
from gui.window.speed_control import SpeedControl
from gui.window.transport_bar import TransportBar


class PaceActions(QObject):
    """Makes the run faster and slower, and remembers the speed.

    Parameters
    ----------
    lab : Lab
    settings : Settings
    parent : QObject
    """

    def __init__(self, lab: Lab, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._lab = lab
        self._settings = settings
        self._speed: SpeedControl | None = None

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what each action does."""
        return {
            ActionId.TRAINING_SLOWER: self._slower,
            ActionId.TRAINING_FASTER: self._faster,
        }

    def watch(self, transport: TransportBar) -> None:
        """Let the transport's speed be that of the run, and remember it."""
        self._speed = transport.speed
        transport.period_changed.connect(self._lab.controller.set_period)
        self._lab.controller.set_period(transport.period)
        transport.speed.chosen.connect(self._remember)
        if transport.speed.speed != Speed.named(self._settings.speed):
            self._remember(transport.speed.speed)  # chosen on the window's first picture

    @Slot()
    def _slower(self) -> None:
        if self._speed is not None:
            self._speed.slower()

    @Slot()
    def _faster(self) -> None:
        if self._speed is not None:
            self._speed.faster()

    @Slot(object)
    def _remember(self, speed: Speed) -> None:
        self._settings.speed = speed.value
