"""What leaves the program besides runs: figures, reports, submissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from gui.actions.action_id import ActionId
from gui.dialogs.file_dialogs import FileDialogs
from gui.lab.lab import Lab
from gui.window.figure_actions import FigureActions
from gui.window.notice_bar import NoticeBar
from gui.window.panel_dock import PanelDock
from gui.window.report_actions import ReportActions
from gui.window.submission_actions import SubmissionActions


class ExportActions(QObject):
    """Makes what exports, and hands its actions on.

    Parameters
    ----------
    lab : Lab
    docks : mapping of str to PanelDock
    front : callable
        Returns the dock that is worked in, or else the view in front.
    file_dialogs : FileDialogs
    notice_bar : NoticeBar
    parent : QMainWindow
        The window that dialogs belong to.
    """

    def __init__(
        self,
        lab: Lab,
        docks: Mapping[str, PanelDock],
        front: Callable[[], PanelDock],
        file_dialogs: FileDialogs,
        notice_bar: NoticeBar,
        parent: QMainWindow,
    ) -> None:
        super().__init__(parent)
        tasks = lab.run_keeper.tasks
        self.submissions = SubmissionActions(lab, file_dialogs, notice_bar, parent)
        self.report = ReportActions(lab, file_dialogs, notice_bar, parent)
        self.figures = FigureActions(docks, front, tasks, file_dialogs, notice_bar, parent)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            **self.submissions.handlers(),
            **self.report.handlers(),
            **self.figures.handlers(),
        }
