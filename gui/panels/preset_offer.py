"""What a panel says that has nothing to show for this network."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from core.presets import PRESETS
from gui.state.experiment_document import ExperimentDocument
from gui.widgets.notice_stack import NoticeStack

PRESET = "seed-cnn"
OFFER = f"Choose the preset {PRESET}"
CHOSEN = f"{PRESET} is chosen in the Experiment panel: restart (Ctrl+R) to train it."


class PresetOffer(QObject):
    """Says what the panel would show, and offers a preset that has it.

    Parameters
    ----------
    stack : NoticeStack
        Where it is said.
    experiment : ExperimentDocument
        Is edited, as by the list of presets.
    would_show : str
        Two lines: what the panel shows, and what this network lacks.
    """

    def __init__(
        self, stack: NoticeStack, experiment: ExperimentDocument, would_show: str
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._experiment = experiment
        self._would_show = would_show
        self._is_shown = False
        stack.accepted.connect(self._choose)
        experiment.changed.connect(self._on_experiment_changed)

    def show(self) -> None:
        """Say it."""
        self._is_shown = True
        is_chosen = self._experiment.experiment.network == PRESETS[PRESET].network
        if is_chosen:
            self._stack.show_notice(f"{self._would_show}\n\n{CHOSEN}")
        else:
            self._stack.show_notice(self._would_show, OFFER)

    def hide(self) -> None:
        """Say nothing any more."""
        self._is_shown = False

    @Slot()
    def _choose(self) -> None:
        data = self._experiment.experiment.data
        self._experiment.edit(PRESETS[PRESET].replace(data=data), f"choose preset {PRESET}")

    @Slot()
    def _on_experiment_changed(self) -> None:
        if self._is_shown:
            self.show()
