"""What the drawn parts of the panel have in common."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.theme.theme import CurrentTheme, Theme
from gui.widgets.walked_picture import WalkedPicture

FADED = 0.4


class EvaluationPicture(WalkedPicture):
    """A picture that pales while what it shows is of another step.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    title : str
        What screen readers call it.
    """

    def __init__(
        self, theme: CurrentTheme, name: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_faded = False
        self.setObjectName(name)
        self.setAccessibleName(title)
        theme.changed.connect(self.update)

    @property
    def is_faded(self) -> bool:
        """Whether it is of another step than the shown one."""
        return self._is_faded

    def set_faded(self, *, is_faded: bool) -> None:
        """Pale, or be plain again."""
        if is_faded != self._is_faded:
            self._is_faded = is_faded
            self.update()

    @property
    def colors(self) -> Theme:
        """The colours to paint with."""
        return self._theme.theme

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(FADED if self._is_faded else 1.0)
        return painter
