"""How much memory a run will take."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from core.errors import CoreError
from core.experiment import Experiment
from core.training.free_memory import free_memory
from core.training.memory_estimate import estimate_memory
from gui.widgets.dynamic_property import set_dynamic_property


class MemoryLine(QLabel):
    """One quiet line, which becomes a warning when the machine has little to spare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memory_estimate")
        self.setWordWrap(True)
        self.setProperty("role", "caption")

    def show_experiment(self, experiment: Experiment, image_count: int) -> None:
        """Show what training it on so many images takes; nothing while that is not known."""
        free = free_memory()
        try:
            estimate = estimate_memory(experiment, image_count, free) if image_count else None
        except CoreError:  # layers that do not fit: said beside them
            estimate = None
        self.setVisible(estimate is not None)
        if estimate is None:
            return
        trouble = estimate.objection(free) or estimate.warning(free)
        self.setText(trouble or f"Needs about {estimate.words} of memory.")
        self.setToolTip(estimate.parts_words)
        set_dynamic_property(self, "role", "warning" if trouble else "caption")
