"""What comes from other programs, and goes to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.actions.action_id import ActionId
from gui.lab.lab import Lab
from gui.window.document_actions import DocumentActions
from gui.window.model_actions import ModelActions
from gui.window.notice_bar import NoticeBar
from gui.window.submission_actions import SubmissionActions


class OutsideActions(QObject):
    """Models and submissions.

    Parameters
    ----------
    lab : Lab
    documents : DocumentActions
    notice_bar : NoticeBar
    parent : QWidget

    Attributes
    ----------
    models : ModelActions
    submissions : SubmissionActions
    """

    def __init__(
        self, lab: Lab, documents: DocumentActions, notice_bar: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        dialogs = documents.file_dialogs
        self.models = ModelActions(lab, dialogs, notice_bar, documents.open_run, parent)
        self.submissions = SubmissionActions(lab, dialogs, notice_bar, parent)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {**self.models.handlers(), **self.submissions.handlers()}
