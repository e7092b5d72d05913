"""Choose how many layers are drawn anew in what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from gui.widgets.choice_box import ChoiceBox

LEARNED, ALL = "learned weights", "all layers anew"


class SanityDepth(ChoiceBox):
    """Hidden until a sanity check is done: ``learned weights``, ``5.dense anew``, … , all.

    Parameters
    ----------
    name : str
        ``objectName``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Layers drawn anew")
        self.setToolTip(
            "Which weights the maps are of: those that were learned, or with some layers drawn "
            "anew, the last one first. A map that depends on the weights changes."
        )
        self.hide()

    @property
    def chosen_depth(self) -> int:
        """How many layers are drawn anew, less one; -1 is none."""
        return self.currentIndex() - 1

    def offer(self, layers: Sequence[str]) -> None:
        """Offer the layers with weights, the last first; emits nothing."""
        last = len(layers) - 1
        more = [
            ALL if at == last else f"{layer} anew" if not at else f"and {layer}"
            for at, layer in enumerate(layers)
        ]
        with QSignalBlocker(self):
            self.clear()
            self.addItems([LEARNED, *more])
            self.setCurrentIndex(0)
        self.show()
