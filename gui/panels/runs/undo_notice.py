"""A sentence about what was just done, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.sentence import sentence
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.icon_button import IconButton

SIGNS = {"error": "✕  ", "ok": "", "muted": ""}


class UndoNotice(QFrame):
    """Shows one sentence until it is dismissed or replaced; hidden while there is none.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are ``{name}_text``, ``{name}_undo`` and ``{name}_dismiss``.

    Signals
    -------
    undo_wanted()
    shown(bool)
        Whether it is in sight from now on.
    """

    undo_wanted = Signal()
    shown = Signal(bool)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._text = QLabel()
        self._text.setObjectName(f"{name}_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._undo = QPushButton("Undo")
        self._undo.setObjectName(f"{name}_undo")
        self._undo.setToolTip("Fetch back what was deleted.")
        self._undo.clicked.connect(self.undo)
        self._dismiss = IconButton("close", "Dismiss", theme, name=f"{name}_dismiss")
        self._dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        row.addWidget(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence in sight, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def show_text(self, text: str, role: str = "muted", *, can_undo: bool = False) -> None:
        """Show a sentence, with a way back if there is one."""
        set_dynamic_property(self._text, "role", role)
        self._text.setText(f"{SIGNS.get(role, '')}{sentence(text)}")
        self._undo.setVisible(can_undo)
        self.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    @property
    def can_undo(self) -> bool:
        """Whether the way back is offered."""
        return not self.isHidden() and not self._undo.isHidden()

    @Slot()
    def undo(self) -> None:
        """Take the way back, as a click on its button does."""
        self.hide()
        self.undo_wanted.emit()
