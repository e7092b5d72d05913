"""The bar over a network and the covers on it, driven by one player."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.inspection.stage_numbers import NetworkView
from gui.panels.network.phase_bar import PhaseBar
from gui.panels.network.phase_overlay import PhaseOverlay
from gui.panels.network.phase_scene import PhaseScene
from gui.panels.network.pipeline_view import PipelineView
from gui.state.phase_player import PhasePlayer
from gui.theme.theme import CurrentTheme


class PhaseView(QObject):
    """Shows a player's phase over a pipeline, and hands on what is asked of the player.

    Parameters
    ----------
    theme : CurrentTheme
    pipeline : PipelineView
    player : PhasePlayer
    name : str
        ``objectName`` of the bar.

    Attributes
    ----------
    bar : PhaseBar
        For the owner to place; hidden while no phase is shown.
    """

    def __init__(
        self, theme: CurrentTheme, pipeline: PipelineView, player: PhasePlayer, name: str
    ) -> None:
        super().__init__(pipeline)
        self._player = player
        self._overlay = PhaseOverlay(theme, pipeline)
        self.bar = PhaseBar(theme, name)
        self.bar.hide()
        self.bar.back_wanted.connect(player.back)
        self.bar.step_wanted.connect(player.step)
        self.bar.play_wanted.connect(player.play_or_pause)
        self.bar.leave_wanted.connect(player.leave)
        self.bar.phase_chosen.connect(player.go_to)
        self.bar.pace_chosen.connect(player.set_pace)
        player.playing_changed.connect(self.bar.show_playing)

    def show_scene(self, scene: PhaseScene | None) -> None:
        """Say what happens in the phase, and cover what comes later; None shows no phase."""
        phase = self._player.phase
        self.bar.setVisible(scene is not None)
        if scene is None or phase is None:
            self._overlay.hide()
            return
        self.bar.show_phase(
            self._player.phases,
            phase,
            self._player.caption,
            can_go_back=self._player.can_go_back,
        )
        self._overlay.show_scene(
            scene.lit,
            scene.source,
            scene.hidden,
            hides_kernel=scene.hides_kernel,
            is_backward=scene.view is NetworkView.GRADIENTS,
        )
