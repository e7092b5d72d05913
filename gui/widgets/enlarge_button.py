"""A small button in the corner of a picture that opens it large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

SIDE = 18  # screen pixels


class EnlargeButton(IconButton):
    """Lies over the picture under the mouse; is hidden at first.

    Parameters
    ----------
    picture : str
        ``objectName`` of what is opened, which the button's begins with.
    theme : CurrentTheme
    parent : QWidget
    """

    def __init__(self, picture: str, theme: CurrentTheme, parent: QWidget) -> None:
        super().__init__(
            "enlarge",
            "Open this map large (wheel, +)",
            theme,
            name=f"{picture}_enlarge",
            parent=parent,
        )
        self.setProperty("role", "tiny")
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def put_at(self, corner: QPoint) -> None:
        """Lie below and left of a picture's upper right pixel."""
        self.move(corner.x() - SIDE + 1, corner.y())
