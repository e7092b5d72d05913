"""Everything that unrolls a batch phase by phase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.state.phase_player import PhasePlayer
from gui.state.run_state import RunState


class PhaseActions(QObject):
    """Steps and plays the phases, and offers only what is possible.

    Parameters
    ----------
    phases : PhasePlayer
    come_forward : callable
        Shows the panel that shows the phases.
    """

    def __init__(
        self, phases: PhasePlayer, come_forward: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._phases = phases
        self._come_forward = come_forward
        self._actions: ActionRegistry | None = None

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what each action does."""
        return {
            ActionId.PHASE_STEP: self._step,
            ActionId.PHASE_BACK: self._phases.back,
            ActionId.PHASE_PLAY: self._play,
            ActionId.PHASE_LEAVE: self._phases.leave,
        }

    def watch(self, actions: ActionRegistry) -> None:
        """Offer of `actions` what is possible, now and after every change."""
        self._actions = actions
        self._phases.changed.connect(self._offer)
        self._offer()

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Leave the phases where training goes on."""
        self._phases.show_state(state)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        if self._actions is not None:
            self._actions[ActionId.PHASE_BACK].setEnabled(self._phases.can_go_back)
            self._actions[ActionId.PHASE_LEAVE].setEnabled(self._phases.is_active)

    @Slot()
    def _step(self) -> None:
        self._come_forward()
        self._phases.step()

    @Slot()
    def _play(self) -> None:
        self._come_forward()
        self._phases.play_or_pause()
