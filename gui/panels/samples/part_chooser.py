"""Choose the part of the data set that samples are picked from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from core.datasets.sample import Part
from gui.widgets.choice_box import ChoiceBox

PART_TITLES = {
    Part.TEST: "Test",
    Part.VALIDATION: "Validation",
    Part.TRAIN: "Training",
    Part.OWN: "My digits",
    Part.DRAWING: "Drawing",
}
_SHORT_TITLES = PART_TITLES | {
    Part.VALIDATION: "Valid.",
    Part.TRAIN: "Train",
    Part.OWN: "Mine",
    Part.DRAWING: "Draw",
}
WIDTH, SHORT_WIDTH = 96, 72


class PartChooser(ChoiceBox):
    """Lists the parts there are, with whole names or, where room is scarce, short ones.

    Parameters
    ----------
    name : str
        ``objectName``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_short = False
        self.setObjectName(name)
        self.setAccessibleName("Part of the data")
        self.setToolTip(
            "Which images to pick from. Only training images change the weights; "
            "validation images judge during training, test images at the end."
        )
        # its names come and go without a new layout
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFixedWidth(WIDTH)

    @property
    def part(self) -> Part | None:
        """The chosen part; None until some are offered."""
        chosen = self.currentData()
        return None if chosen is None else Part(chosen)

    def offer(self, parts: Sequence[Part], chosen: Part | None) -> None:
        """List `parts`; choose the given one if it is among them, or else the first."""
        with QSignalBlocker(self):
            self.clear()
            for part in parts:
                self.addItem(self._titles()[part], part.value)
                self.setItemData(
                    self.count() - 1, PART_TITLES[part], Qt.ItemDataRole.ToolTipRole
                )
            if chosen in parts:
                self.setCurrentIndex(parts.index(chosen))

    def show_part(self, part: Part) -> bool:
        """Show `part` as the chosen one; return whether another one was, and this is listed."""
        place = self.findData(part.value)
        if place < 0 or place == self.currentIndex():
            return False
        with QSignalBlocker(self):
            self.setCurrentIndex(place)
        return True

    def set_short(self, *, is_short: bool) -> None:
        """Use short names, or whole ones."""
        if is_short != self._is_short:
            self._is_short = is_short
            for place in range(self.count()):
                self.setItemText(place, self._titles()[Part(self.itemData(place))])
            self.setFixedWidth(self.width_of(is_short=is_short))

    @staticmethod
    def width_of(*, is_short: bool) -> int:
        """Return how wide the list is with short or with whole names."""
        return SHORT_WIDTH if is_short else WIDTH

    def _titles(self) -> dict[Part, str]:
        return _SHORT_TITLES if self._is_short else PART_TITLES
