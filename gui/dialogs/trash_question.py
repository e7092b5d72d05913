"""The one question before something is gone for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.trash import TrashContents


class TrashQuestion(QMessageBox):
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
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(f"Remove {contents.text} for good?")
        self.setInformativeText("What is in the trash cannot be fetched back afterwards.")
        self._then = then
        yes = self.addButton("Empty the trash", QMessageBox.ButtonRole.DestructiveRole)
        yes.setObjectName("trash_question_yes")
        no = self.addButton(QMessageBox.StandardButton.Cancel)
        no.setObjectName("trash_question_no")
        self.setDefaultButton(no)
        yes.clicked.connect(self._on_yes)

    def _on_yes(self) -> None:
        self._then()
