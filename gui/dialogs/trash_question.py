"""The one question before something is gone for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.trash import TrashContents

WIDTH = 340


class TrashQuestion(QDialog):
    """Asks whether the trash is to be emptied; closing it is a no.

    Parameters
    ----------
    contents : TrashContents
    then : callable
        Called after a yes.
    """

    def __init__(
        self, contents: TrashContents, then: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trash_question")
        self.setWindowTitle("Empty the trash")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = then
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        more = QLabel("Nothing that was in the trash can be brought back afterwards.")
        more.setObjectName("trash_question_more")
        more.setProperty("role", "muted")
        more.setWordWrap(True)
        question = f"Remove {contents.text} for good?"
        column.addWidget(DialogHeadline(question, "trash_question_text"))
        column.addWidget(more)
        column.addWidget(
            DialogButtons(
                self,
                "Empty the trash",
                name="trash_question",
                does="Remove deleted runs for good",
                is_final=True,
            )
        )
        self.setFixedWidth(WIDTH)

    def accept(self) -> None:
        """Do it."""
        super().accept()
        self._then()
