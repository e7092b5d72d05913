"""The lock beside one field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

SIZE = 22
VARIED = (
    "A sweep varies it: the lock is open, and its values stand in the Sweep panel. Click to "
    "keep it as it is here."
)
KEPT = "Click to let a sweep vary it."


class VaryLock(IconButton):
    """A button that is checked while a sweep varies the field.

    It always takes the keyboard, so that the Tab key comes by the same way forth and back, and
    is seen while it is open, has the keyboard, or its field is near the mouse or the keyboard.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    parent : QWidget
        The row of the field.

    Attributes
    ----------
    path : str
        Of the field.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget) -> None:
        super().__init__("lock", KEPT, theme, name=name, parent=parent)
        self.path = ""
        self._is_near = False
        self.setProperty("role", "tiny")
        self.setFixedSize(SIZE, SIZE)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def is_seen(self) -> bool:
        """Whether it is painted."""
        return self._is_near or self.isChecked() or self.hasFocus()

    def show_field(self, path: str, label: str, *, is_varied: bool) -> None:
        """Be the lock of a field."""
        self.path = path
        self.show_icon("unlock" if is_varied else "lock", VARIED if is_varied else KEPT)
        self.setAccessibleName(f"{label}: vary in a sweep")
        self.setAccessibleDescription(self.toolTip())
        self.setChecked(is_varied)
        self.update()

    def set_near(self, *, is_near: bool) -> None:
        """Be seen while mouse or keyboard are at the field."""
        if is_near != self._is_near:
            self._is_near = is_near
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_seen:
            super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
