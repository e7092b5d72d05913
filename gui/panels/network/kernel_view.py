"""The weights that made the selected channel."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel, QWidget

from core.arrays import FloatArray
from core.inspection.magnitude import largest_magnitude
from gui.panels.network.stage_plan import LABEL_HEIGHT, StagePlan
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.map_mosaic import MapMosaic


class KernelView(QWidget):
    """One kernel, large enough to read, under a title: ``Filter 3 of 0…7``.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the mosaic is ``{name}_mosaic``.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = ""
        self.title = QLabel(self)
        self.title.setObjectName(f"{name}_title")
        self.mosaic = MapMosaic(theme, parent=self)
        self.mosaic.setObjectName(f"{name}_mosaic")
        self.mosaic.setToolTip(
            "The weights of the selected filter, one tile per input channel. They slide over "
            "the picture; each product is summed to one pixel of the filter's map. Click a "
            "weight to open its page."
        )

    def show_kernel(
        self,
        title: str,
        role: str,
        kernel: FloatArray,
        opened: tuple[int, int, int] | None,
    ) -> None:
        """Show a kernel of shape (rows, columns, tiles); `opened` is (tile, row, column)."""
        self.mosaic.set_selected(*(opened or (None,)))
        self._title = title
        self.mosaic.setAccessibleName(title)
        set_dynamic_property(self.title, "role", role)
        self._fit_title()
        self.mosaic.set_maps(kernel, largest_magnitude(kernel))

    def arrange(self, plan: StagePlan) -> None:
        """Place title and tiles as planned."""
        self.mosaic.set_columns(plan.columns)
        self.title.move(0, 0)
        self._fit_title(plan.width)
        self.mosaic.setGeometry(0, LABEL_HEIGHT, plan.width, plan.height)

    def _widest(self) -> int:
        """Return the room of the title whatever digits are in it: it counts from 0 or 1."""
        text = re.sub(r"\d", "0", self._title)
        return self.title.fontMetrics().horizontalAdvance(text)

    def _fit_title(self, room: int | None = None) -> None:
        """Leave out how many filters there are where that has no room."""
        self.title.setText(self._title)
        room = self.width() if room is None else room
        if self._widest() > room:
            self.title.setText(self._title.partition(" of ")[0])
        self.title.setToolTip(self._title)
        self.title.resize(self.title.sizeHint().width(), LABEL_HEIGHT)
