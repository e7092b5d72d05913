"""What comes from other programs, and goes to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from gui.actions.action_id import ActionId
from gui.lab.lab import Lab
from gui.window.document_actions import DocumentActions
from gui.window.figure_actions import FigureActions
from gui.window.model_actions import ModelActions
from gui.window.notice_bar import NoticeBar
from gui.window.panel_dock import PanelDock
from gui.window.report_actions import ReportActions
from gui.window.submission_actions import SubmissionActions


class OutsideActions(QObject):
    """Models, submissions, reports and figures.

    Parameters
    ----------
    lab : Lab
    documents : DocumentActions
    docks : mapping of str to PanelDock
        Whose panels can be saved as figures.
    front : callable
        Returns the dock that is worked in, or else the view in front.
    notice_bar : NoticeBar
    parent : QMainWindow

    Attributes
    ----------
    models : ModelActions
    submissions : SubmissionActions
    report : ReportActions
    figures : FigureActions
    """

    def __init__(
        self,
        lab: Lab,
        documents: DocumentActions,
        docks: Mapping[str, PanelDock],
        front: Callable[[], PanelDock],
        notice_bar: NoticeBar,
        parent: QMainWindow,
    ) -> None:
        super().__init__(parent)
        dialogs = documents.file_dialogs
        self.models = ModelActions(lab, dialogs, notice_bar, documents.open_run, parent)
        self.submissions = SubmissionActions(lab, dialogs, notice_bar, parent)
        self.report = ReportActions(lab, dialogs, notice_bar, parent)
        tasks = lab.run_keeper.tasks
        self.figures = FigureActions(docks, front, tasks, dialogs, notice_bar, parent)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            **self.models.handlers(),
            **self.submissions.handlers(),
            **self.report.handlers(),
            **self.figures.handlers(),
        }
