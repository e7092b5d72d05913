"""How much memory a run will take."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from core.errors import CoreError
from core.experiment import Experiment
from gui.widgets.dynamic_property import set_dynamic_property


class MemoryLine(QLabel):
    """One quiet line, which becomes a warning when the machine has little to spare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memory_estimate")
        self.setWordWrap(True)
        self.setProperty("role", "caption")

    def show_experiment(
        self, experiment: Experiment, image_count: int, twins: Sequence[Experiment] = ()
    ) -> None:
        """Show what training it on so many images takes; nothing while that is not known.

        Parameters
        ----------
        experiment : Experiment
        image_count : int
        twins : sequence of Experiment
            That are to be trained along with it.
        """
        said = _in_words(experiment, twins, image_count) if image_count else None
        self.setVisible(said is not None)
        if said is not None:
            text, parts, is_trouble = said
            self.setText(text)
            self.setToolTip(parts)
            set_dynamic_property(self, "role", "warning" if is_trouble else "caption")


def _in_words(
    experiment: Experiment, twins: Sequence[Experiment], image_count: int
) -> tuple[str, str, bool] | None:
    """Return what to say, its parts, and whether it warns; None for layers that do not fit."""
    # it brings the parts of training, and the window is painted before there are images
    from core.free_memory import free_memory
    from core.twins.twin_memory import estimate_twins

    free = free_memory()
    try:
        estimate = estimate_twins(experiment, twins, image_count, free)
    except CoreError:  # said beside the layers
        return None
    trouble = estimate.objection(free) or estimate.warning(free)
    whose = f"All {1 + len(twins)} twins need" if twins else "Needs"
    text = trouble or f"{whose} about {estimate.words} of memory."
    return text, estimate.parts_words, bool(trouble)
