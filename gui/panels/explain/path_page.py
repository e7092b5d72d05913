"""Integrated gradients with their path: from a blank image to the shown one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.explanation.class_score import Target
from core.explanation.integrated_gradients import COMPLETE_WITHIN, IntegratedGradients
from core.explanation.integrated_path import IntegratedPath
from core.figures.figure import Figure
from core.inspection.moment import Moment
from core.number_text import percent_text, signed_text
from core.number_words import counted
from gui.panels.explain.asking_page import AskingPage
from gui.panels.explain.explain_page import scrolled
from gui.panels.explain.explaining import ink_of, path_explaining
from gui.panels.explain.kept_answers import KeptAnswers
from gui.panels.explain.paper_figure import path_figure
from gui.panels.explain.path_view import PathView
from gui.panels.explain.request import ExplainRequest
from gui.state.lab_state import LabState
from gui.widgets.color_legend import ColorLegend
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut

KEPT = 16
DIGITS = 3
WORKING = "walking the path…"
HINT = "Point at a place of the path to read it."


class PathPage(AskingPage[ExplainRequest, IntegratedPath]):
    """Shows the way from no ink to the image, and that its sum is complete.

    Parameters
    ----------
    state : LabState
    """

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        answers = KeptAnswers(path_explaining(), name="integrated path", kept=KEPT)
        super().__init__(state, "explain_panel_path", answers, parent)
        self._build()

    @property
    def view(self) -> PathView:
        """Pictures and curves."""
        return self._view

    def _figure(self, request: ExplainRequest, answer: IntegratedPath) -> Figure:
        return path_figure(request.moment, answer)

    def _request(self, moment: Moment, target: Target) -> ExplainRequest:
        return ExplainRequest(moment, target)

    def _show(self, request: ExplainRequest) -> None:
        shown = self._shown
        if shown is None:
            self._status.setText(WORKING)
            return
        self._view.show_path(shown[1], ink_of(shown[0].moment))
        is_faded = shown[0].key != request.key
        self._view.set_faded(is_faded=is_faded)
        self._legend.set_limit(self._view.limit)
        self._show_sum(shown[1], shown[0].target)
        of = shown[0].moment
        is_other_step = of.sample is request.moment.sample and is_faded
        self._status.setText(f"path of {of.step_text}" if is_other_step else "")

    def _show_sum(self, path: IntegratedPath, target: Target) -> None:
        what = "score" if target.against is None else "difference of the scores"
        total, delta = (signed_text(one, DIGITS) for one in (path.total, path.delta))
        self._sum.setText(f"Σ of the map {total} · {what} of the image minus blank {delta}")
        is_complete = path.missed <= COMPLETE_WITHIN
        off = f"{percent_text(path.missed)} off with {counted(path.steps, 'step')}"
        self._check.setText(f"✓ complete: {off}" if is_complete else f"! {off}, the most")
        set_dynamic_property(self._check, "role", "ok" if is_complete else "warning")

    @Slot(int)
    def _on_pointed(self, step: int) -> None:
        if step < 0:
            self._read_out.show_hint()
        else:
            self._read_out.show_text(self._view.sentence(step))

    def _build(self) -> None:
        name = self.objectName()
        view = QWidget()
        self._view = PathView(self._state.theme, f"{name}_view")
        self._view.pointed.connect(self._on_pointed)
        rule = QLabel(IntegratedGradients.FORMULA)
        rule.setObjectName(f"{name}_rule")
        rule.setProperty("role", "muted")
        rule.setToolTip(IntegratedGradients.RULE)
        rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sum, self._check, self._status = QLabel(), QLabel(), QLabel()
        for label, part in (
            (self._sum, "sum"),
            (self._check, "check"),
            (self._status, "status"),
        ):
            label.setObjectName(f"{name}_{part}")
        self._status.setProperty("role", "muted")
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._legend = ColorLegend(self._state.theme)
        self._legend.setObjectName(f"{name}_legend")
        sums, foot = QHBoxLayout(), QHBoxLayout()
        sums.addWidget(self._sum)
        sums.addWidget(self._check)
        sums.addStretch(1)
        foot.addWidget(self._read_out, 1)
        foot.addWidget(self._status)
        foot.addWidget(self._legend)
        column = QVBoxLayout(view)
        column.setContentsMargins(3, 0, 3, 0)
        column.setSpacing(6)
        column.addWidget(rule)
        column.addLayout(sums)
        column.addWidget(self._view, 1)
        column.addLayout(foot)
        self._stack = NoticeStack(self, scrolled(view), f"{name}_message")
