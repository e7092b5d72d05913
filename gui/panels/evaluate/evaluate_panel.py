"""How well the shown moment does on many images, and on which it fails."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.data_description import source_of
from core.datasets.sample import Part, Sample
from core.figures.figure import Figure
from core.inspection.network_copy import NetworkCopy
from gui.judging.evaluation import Evaluation, EvaluationRequest
from gui.judging.evaluator import evaluating
from gui.judging.rested_wish import RestedWish
from gui.judging.robustness_view import RobustnessView
from gui.judging.robustness_wish import RobustnessAnswer, RobustnessRequest, disturbing
from gui.lab.run_shelf import RunShelf
from gui.panels.evaluate.evaluate_sight import EvaluateSight
from gui.panels.evaluate.headline import EvaluateHeadline
from gui.panels.evaluate.headline_view import Freshness, HeadlineText, headline_of
from gui.panels.evaluate.image_lists import ImageLists
from gui.panels.evaluate.page import EvaluatePage
from gui.panels.evaluate.paper_figure import (
    confusion_figure,
    robustness_figure,
    silencing_figure,
)
from gui.panels.evaluate.silencing_page import SilencingPage
from gui.panels.evaluate.silencing_wish import JudgedWeights
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack

LEAST_SIZE = QSize(440, 200)
NO_DATA = "This panel shows how well the network does on many images.\nNo data is loaded yet."
NOT_ITS_DATA = "The images of this run are not there: {}\nLocate them, and it is judged."
NO_MOMENT = "The first digit is on its way through the network…"
SOON = "The shown step is judged once it stays: pause, or press Judge now."
JUDGING = "Judging…"
GIVEN_UP = "Judging was cancelled. Press Judge now to begin again."

_Judging = RestedWish[EvaluationRequest, Evaluation]
_Disturbing = RestedWish[RobustnessRequest, RobustnessAnswer]


class EvaluatePanel(Panel):
    """Judges test, validation or training images with the weights of the shown moment.

    A step is judged away from the main thread when it has been shown for a while.  Until then
    what was judged before stays in sight, paled, with its step.

    Parameters
    ----------
    state : LabState
    shelf : RunShelf, optional
        Beside its runs the marks are kept.
    """

    PANEL_ID: ClassVar[str] = "evaluate_panel"
    TITLE: ClassVar[str] = "Evaluate"

    def __init__(
        self,
        state: LabState,
        parent: QWidget | None = None,
        *,
        shelf: RunShelf | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._judging: _Judging = RestedWish(
            evaluating(NetworkCopy()), name="evaluation", parent=self
        )
        self._disturbing: _Disturbing = RestedWish(
            disturbing((NetworkCopy(),)), name="robustness", parent=self
        )
        self._build()
        self.lists = ImageLists(state.data, self._page.gallery, shelf, self)
        for wish in (self._judging, self._disturbing):
            wish.changed.connect(self.refresh_now)
        self._judging.advanced.connect(self._on_judging)
        self._disturbing.advanced.connect(self._on_disturbing)
        state.moment.changed.connect(self.refresh_later)
        state.sample.changed.connect(self._show_sample)
        state.data.changed.connect(self.refresh_later)
        state.data.own_changed.connect(self.refresh_later)
        self.refresh_later()

    @property
    def evaluation(self) -> Evaluation | None:
        """What is shown."""
        return self._judging.answer

    @property
    def is_current(self) -> bool:
        """Whether the overview is of the shown moment, or it is said why it cannot be."""
        return self._judging.is_current or bool(self._judging.failure)

    @property
    def robustness(self) -> RobustnessAnswer | None:
        """What is shown of images made worse."""
        return self._disturbing.answer

    def paper_figure(self) -> Figure | None:
        if self._silencing.isVisibleTo(self):
            return silencing_figure(self._silencing.shown)
        if self._worse.isVisibleTo(self):
            return robustness_figure(self.robustness)
        return confusion_figure(self.evaluation if self._page.isVisibleTo(self) else None)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(960, 560)

    def rest(self) -> None:
        """Judge nothing that cannot be seen."""
        self._silencing.pause()
        interrupted = [wish.pause() for wish in (self._judging, self._disturbing)]
        if any(interrupted):
            self.refresh_later()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        self._silencing.shut_down()
        self._judging.shut_down()
        self._disturbing.shut_down()
        self.lists.shut_down()

    def refresh(self) -> None:
        self._headline.offer(self._state.data.parts())
        wanted = self._wanted()
        self._judging.follow(wanted)
        sight = self._headline.sight
        is_worse = sight is EvaluateSight.ROBUSTNESS
        worse = RobustnessRequest((wanted,)) if wanted is not None and is_worse else None
        self._disturbing.follow(worse)
        if not is_worse and self._disturbing.is_under_way:
            self._disturbing.pause()
        if sight is EvaluateSight.SILENCING:
            self._silencing.follow(_judged(wanted))
        else:
            self._silencing.pause()
        self._show(wanted)
        self._show_sample()

    def _wanted(self) -> EvaluationRequest | None:
        """Return what the shown moment and the chosen part ask for; None without either."""
        moment, data, part = self._state.moment.moment, self._state.data, self._headline.part
        dataset = data.dataset
        if moment is None or dataset is None or part not in data.parts():
            return None
        if data.is_of_other_run and part is not Part.OWN:
            return None  # how well it does on others' images was not asked
        return EvaluationRequest(
            moment,
            part,
            dataset,
            data.rows(part),
            data.rows(Part.VALIDATION),
            self._state.timeline.is_live,
            data.images(part) if part is Part.OWN else None,
        )

    @property
    def _in_sight(self) -> _Judging | _Disturbing:
        """What Judge now and Cancel are about."""
        is_worse = self._headline.sight is EvaluateSight.ROBUSTNESS
        return self._disturbing if is_worse else self._judging

    def _show(self, wanted: EvaluationRequest | None) -> None:
        wish, evaluation = self._in_sight, self._judging.answer
        is_busy = wish.is_busy or (wish is self._disturbing and wish.is_under_way)
        failure = self._judging.failure or wish.failure
        self._headline.set_state(is_busy=is_busy, may_judge=wish.may_ask)
        self._headline.view.say(
            HeadlineText("Nothing judged yet")
            if wanted is None or evaluation is None or self._judging.failure
            else headline_of(evaluation, self._freshness(evaluation, wanted))
        )
        if self._headline.sight is EvaluateSight.SILENCING and wanted is not None:
            self._views.setCurrentWidget(self._silencing)
            self._stack.show_view()
        elif wanted is None:
            self._stack.show_notice(self._why_not())
        elif failure:
            self._stack.show_notice(failure)
        elif wish.answer is None:
            waits = GIVEN_UP if wish.is_given_up else SOON
            self._stack.show_notice(JUDGING if is_busy else waits)
        elif wish is self._judging and evaluation is not None:
            self._page.show_evaluation(evaluation)
            self._page.set_faded(is_faded=not wish.is_current)
            self._views.setCurrentWidget(self._page)
            self._stack.show_view()
            self.lists.show_evaluation(evaluation)
        elif (worse := self._disturbing.answer) is not None:
            self._worse.charts.show_answer(worse, ("",))
            self._worse.charts.set_faded(is_faded=not wish.is_current)
            self._views.setCurrentWidget(self._worse)
            self._stack.show_view()

    def _why_not(self) -> str:
        data = self._state.data
        if data.is_of_other_run:
            return NOT_ITS_DATA.format(source_of(data.missing))
        return NO_DATA if data.dataset is None else NO_MOMENT

    def _freshness(self, evaluation: Evaluation, wanted: EvaluationRequest) -> Freshness:
        if self._judging.is_current:
            return Freshness.SHOWN_STEP
        same = wanted.subject == evaluation.request.subject
        return Freshness.OTHER_STEP if same else Freshness.OTHER_IMAGES

    @Slot(float)
    def _on_judging(self, share: float) -> None:
        if self._in_sight is self._judging:
            self._headline.show_progress(share)

    @Slot(float)
    def _on_disturbing(self, share: float) -> None:
        if self._in_sight is self._disturbing:
            self._headline.show_progress(share)

    @Slot()
    def _on_judge(self) -> None:
        self._in_sight.ask()

    @Slot()
    def _on_cancel(self) -> None:
        self._in_sight.cancel()

    @Slot(object)
    def _on_part(self, _part: Part) -> None:
        # what was chosen is wanted now; only steps have to rest
        self.refresh_now()
        self._in_sight.ask()

    @Slot(int)
    def _on_image(self, index: int) -> None:
        """Make an image the sample of every panel, if it is still there."""
        evaluation, wanted = self.evaluation, self._wanted()
        if evaluation is None or wanted is None:
            return
        request, data = evaluation.request, self._state.data
        is_there = request.part in data.parts() and data.rows(request.part) is request.rows
        if is_there:
            self._state.sample.show(data.sample(request.part, index))

    @Slot(object)
    def _show_sample(self, _sample: Sample | None = None) -> None:
        sample, evaluation = self._state.sample.sample, self.evaluation
        is_of_part = (
            sample is not None
            and evaluation is not None
            and sample.part is evaluation.request.part
        )
        self._page.gallery.show_selected(sample.index if sample and is_of_part else -1)

    def _build(self) -> None:
        name, theme = self.PANEL_ID, self._state.theme
        self._headline = EvaluateHeadline(theme, f"{name}_headline")
        self._headline.part_chosen.connect(self._on_part)
        self._headline.sight_chosen.connect(self._on_part)
        self._headline.judge_wanted.connect(self._on_judge)
        self._headline.cancel_wanted.connect(self._on_cancel)
        self._page = EvaluatePage(theme, name)
        self._page.gallery.image_chosen.connect(self._on_image)
        self._worse = RobustnessView(theme, f"{name}_robustness")
        self._views = QStackedWidget()
        self._views.addWidget(self._page)
        self._views.addWidget(self._worse)
        self._silencing = SilencingPage(self._state, f"{name}_silencing")
        self._views.addWidget(self._silencing)
        body = QWidget(self)
        self._stack = NoticeStack(body, self._views, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headline)
        column.addWidget(body, 1)
        self._stack.show_notice(SOON)


def _judged(wanted: EvaluationRequest | None) -> JudgedWeights | None:
    """Return weights and images alone."""
    if wanted is None:
        return None
    return JudgedWeights(wanted.moment, wanted.images, wanted.rows, wanted.names)
