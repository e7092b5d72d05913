"""The title of a map, and its shape at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.arrays import Shape, shape_text
from gui.widgets.dynamic_property import set_dynamic_property

SPACING = 8


class MapHeading(QWidget):
    """One line over a map.

    Parameters
    ----------
    name : str
        The labels are ``{name}_title`` and ``{name}_shape``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._shape = QLabel()
        self._shape.setObjectName(f"{name}_shape")
        self._shape.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._shape)

    def show_heading(self, title: str, role: str, shape: Shape) -> None:
        """Show a title in a role of the style sheet, such as ``"backward"``."""
        self._title.setText(title)
        set_dynamic_property(self._title, "role", role)
        self._shape.setText(shape_text(shape))

    def fit(self, width: int) -> None:
        """Leave the shape out where title and shape need more than `width` pixels."""
        title, shape = self._title.sizeHint().width(), self._shape.sizeHint().width()
        self._shape.setVisible(title + SPACING + shape <= width)
