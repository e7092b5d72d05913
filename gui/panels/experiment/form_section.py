"""A titled group of rows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget


class FormSection(QWidget):
    """A small heading over a column of widgets.

    Parameters
    ----------
    title : str
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(title.upper())
        heading.setProperty("role", "section")
        self._heading = QHBoxLayout()
        self._heading.setSpacing(4)
        self._heading.addWidget(heading)
        self._heading.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._column.addLayout(self._heading)

    def add_to_heading(self, widget: QWidget) -> None:
        """Put a small control to the right of the heading."""
        self._heading.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Add a row."""
        self._column.addWidget(widget)
