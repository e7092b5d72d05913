"""How well the shown moment does on many images, and on which it fails."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.datasets.sample import Part, Sample
from gui.panels.evaluate.evaluation import Evaluation, EvaluationRequest
from gui.panels.evaluate.evaluator import Evaluator
from gui.panels.evaluate.headline import EvaluateHeadline
from gui.panels.evaluate.headline_view import Freshness, HeadlineText, headline_of
from gui.panels.evaluate.page import EvaluatePage
from gui.panels.evaluate.silencing_page import SilencingPage
from gui.panels.evaluate.silencing_wish import JudgedImages
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.segmented_control import SegmentedControl

#: A step is judged once it has been shown that long, in milliseconds.
REST = 200
LEAST_SIZE = QSize(440, 200)
NO_DATA = "Here you see how well the network does on many images.\nNo data is loaded yet."
NO_MOMENT = "The first digit is on its way through the network …"
SOON = "The shown step is judged as soon as it rests: pause, or press Judge now."
JUDGING = "Judging …"
OVERVIEW, SILENCING = "overview", "silencing"
_VIEWS = (
    (OVERVIEW, "Overview", "What is taken for what, and the images behind it."),
    (SILENCING, "Silencing", "Which classes are lost without each filter or unit."),
)
GIVEN_UP = "Judging was cancelled. Press Judge now to begin again."


class EvaluatePanel(Panel):
    """Judges test, validation or training images with the weights of the shown moment.

    A step is judged away from the main thread when it has been shown for a while.  Until then
    what was judged before stays in sight, paled, with its step.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "evaluate_panel"
    TITLE: ClassVar[str] = "Evaluate"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._evaluation: Evaluation | None = None
        self._asked: EvaluationRequest | None = None  # under way
        self._waiting: EvaluationRequest | None = None  # for its step to rest
        self._given_up: EvaluationRequest | None = None
        self._failed: tuple[EvaluationRequest, str] | None = None
        self._evaluator = Evaluator(self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._on_rested)
        self._build()
        self._evaluator.evaluated.connect(self._on_evaluated)
        self._evaluator.failed.connect(self._on_failed)
        self._evaluator.advanced.connect(self._headline.show_progress)
        state.moment.changed.connect(self.refresh_later)
        state.sample.changed.connect(self._show_sample)
        state.data.changed.connect(self.refresh_later)
        self.refresh_later()

    @property
    def evaluation(self) -> Evaluation | None:
        """What is shown."""
        return self._evaluation

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(960, 560)

    def rest(self) -> None:
        """Judge nothing that cannot be seen."""
        self._rest.stop()
        self._silencing.pause()
        self._evaluator.give_up()
        if self._asked is not None or self._waiting is not None:
            self._asked = self._waiting = None
            self.refresh_later()

    def shut_down(self) -> None:
        """End the thread, before the window goes."""
        self._rest.stop()
        self._silencing.shut_down()
        self._evaluator.shut_down()

    def refresh(self) -> None:
        self._headline.offer(self._state.data.parts())
        wanted = self._wanted()
        self._see_to(wanted)
        self._show(wanted)
        self._show_sample()
        if self._view.current == SILENCING:
            self._silencing.follow(
                None
                if wanted is None
                else JudgedImages(wanted.moment, wanted.images, wanted.rows, wanted.names)
            )

    def _wanted(self) -> EvaluationRequest | None:
        """Return what the shown moment and the chosen part ask for; None without either."""
        moment, data, part = self._state.moment.moment, self._state.data, self._headline.part
        dataset = data.dataset
        if moment is None or dataset is None or part not in data.parts():
            return None
        images = dataset.test if part is Part.TEST else dataset.train
        if images is None:
            return None
        return EvaluationRequest(
            moment,
            part,
            images,
            data.rows(part),
            tuple(dataset.class_names),
            self._state.timeline.is_live,
        )

    def _see_to(self, wanted: EvaluationRequest | None) -> None:
        """Have it judged when it has rested, unless it is known or under way."""
        if wanted is None:
            self._rest.stop()
            self._waiting = None
            return
        known = (
            None if self._evaluation is None else self._evaluation.request,
            None if self._failed is None else self._failed[0],
            self._asked,
            self._given_up,
        )
        if any(one is not None and wanted.is_same(one) for one in known):
            self._rest.stop()
            self._waiting = None
        elif self._waiting is None or not wanted.is_same(self._waiting):
            self._waiting = wanted
            self._rest.start()

    def _show(self, wanted: EvaluationRequest | None) -> None:
        evaluation = self._evaluation
        self._headline.set_state(
            is_busy=self._asked is not None, may_judge=self._may_judge(wanted)
        )
        failed = self._failed
        if wanted is None:
            has_data = self._state.data.dataset is not None
            self._say_nothing(NO_MOMENT if has_data else NO_DATA)
        elif failed is not None and wanted.is_same(failed[0]):
            self._say_nothing(failed[1])
        elif evaluation is None:
            is_given_up = self._given_up is not None and wanted.is_same(self._given_up)
            waits = GIVEN_UP if is_given_up else SOON
            self._say_nothing(JUDGING if self._asked is not None else waits)
        else:
            freshness = _freshness(evaluation.request, wanted)
            self._headline.view.say(headline_of(evaluation, freshness))
            self._page.set_faded(is_faded=freshness is not Freshness.SHOWN_STEP)
            self._stack.show_view()

    def _say_nothing(self, why: str) -> None:
        self._headline.view.say(HeadlineText("Nothing judged yet"))
        self._stack.show_notice(why)

    def _may_judge(self, wanted: EvaluationRequest | None) -> bool:
        evaluation = self._evaluation
        return wanted is not None and (
            evaluation is None or not wanted.is_same(evaluation.request)
        )

    def _ask(self, wanted: EvaluationRequest | None) -> None:
        self._rest.stop()
        self._waiting = self._given_up = self._failed = None
        if wanted is not None:
            self._asked = wanted
            self._evaluator.ask(wanted)
        self._show(wanted)

    @Slot()
    def _on_rested(self) -> None:
        self._ask(self._wanted())

    @Slot()
    def _on_judge(self) -> None:
        self._ask(self._wanted())

    @Slot()
    def _on_cancel(self) -> None:
        self._evaluator.give_up()
        self._given_up, self._asked = self._asked, None
        self.refresh_now()

    @Slot(object)
    def _on_part(self, _part: Part) -> None:
        # a part that was chosen is wanted now; only steps have to rest
        self._ask(self._wanted())

    @Slot(str)
    def _on_view(self, view: str) -> None:
        is_silencing = view == SILENCING
        self._views.setCurrentIndex(int(is_silencing))
        if not is_silencing:
            self._silencing.pause()
        self.refresh_now()

    @Slot(object)
    def _on_evaluated(self, evaluation: Evaluation) -> None:
        self._evaluation, self._failed = evaluation, None
        self._close(evaluation.request)
        self._page.show_evaluation(evaluation)
        self.refresh_now()

    @Slot(object, str)
    def _on_failed(self, request: EvaluationRequest, text: str) -> None:
        self._close(request)
        if text:
            self._failed = request, text
        self.refresh_now()

    def _close(self, request: EvaluationRequest) -> None:
        if not self._evaluator.is_busy or self._asked is request:
            self._asked = None

    @Slot(int)
    def _on_image(self, index: int) -> None:
        """Make an image the sample of every panel, if it is still there."""
        evaluation, wanted = self._evaluation, self._wanted()
        if evaluation is None or wanted is None:
            return
        request, data = evaluation.request, self._state.data
        is_there = request.part in data.parts() and data.rows(request.part) is request.rows
        if is_there:
            self._state.sample.show(data.sample(request.part, index))

    @Slot(object)
    def _show_sample(self, _sample: Sample | None = None) -> None:
        sample, evaluation = self._state.sample.sample, self._evaluation
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
        self._headline.judge_wanted.connect(self._on_judge)
        self._headline.cancel_wanted.connect(self._on_cancel)
        self._page = EvaluatePage(theme, name)
        self._page.gallery.image_chosen.connect(self._on_image)
        body = QWidget(self)
        self._stack = NoticeStack(body, self._page, f"{name}_message")
        self._silencing = SilencingPage(self._state, f"{name}_silencing", self)
        self._views = QStackedWidget(self)
        self._views.addWidget(body)
        self._views.addWidget(self._silencing)
        self._view = SegmentedControl(_VIEWS, name=f"{name}_view", parent=self)
        self._view.chosen.connect(self._on_view)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 8)
        row.addWidget(self._view)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headline)
        column.addLayout(row)
        column.addWidget(self._views, 1)
        self._stack.show_notice(SOON)


def _freshness(shown: EvaluationRequest, wanted: EvaluationRequest) -> Freshness:
    if wanted.is_same(shown):
        return Freshness.SHOWN_STEP
    same = wanted.has_same_images(shown)
    return Freshness.OTHER_STEP if same else Freshness.OTHER_IMAGES
