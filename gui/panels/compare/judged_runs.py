"""Judges the shown run and another one on the same images, when they can be seen."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.datasets.sample import Part, Sample
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from gui.judging.evaluation import EvaluationRequest
from gui.judging.rested_wish import RestedWish
from gui.judging.robustness_wish import RobustnessAnswer, RobustnessRequest, disturbing
from gui.panels.compare.judged_pair import PairAnswer, PairRequest, judging_pair
from gui.panels.compare.judged_sheet import JudgedSheet
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack

SOON = "Both runs are judged as soon as the step rests."
JUDGING = "Judging both runs…"
NO_IMAGES = "There are no images to judge: load the data of the run."


class JudgedRuns(QWidget):
    """Asks for what is shown, and keeps it by the steps of both runs.

    Parameters
    ----------
    state : LabState
    name : str

    Signals
    -------
    changed()
        There is something else to show.
    """

    changed = Signal()

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._judging: RestedWish[PairRequest, PairAnswer] = RestedWish(
            judging_pair(NetworkCopy(), NetworkCopy()), name="two runs judged", parent=self
        )
        self._disturbing: RestedWish[RobustnessRequest, RobustnessAnswer] = RestedWish(
            disturbing((NetworkCopy(), NetworkCopy())), name="two runs disturbed", parent=self
        )
        self._sheet = JudgedSheet(state.theme, name)
        self._sheet.image_chosen.connect(self._on_image)
        self._sheet.robustness_wanted.connect(self._on_more)
        for wish in (self._judging, self._disturbing):
            wish.changed.connect(self.changed)
        self._disturbing.advanced.connect(self._sheet.show_progress)
        state.sample.changed.connect(self._show_sample)
        body = QWidget()
        self._stack = NoticeStack(body, self._sheet, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)
        self._stack.show_notice(SOON)

    @property
    def answer(self) -> PairAnswer | None:
        """What is shown."""
        return self._judging.answer

    def follow(self, ours: Moment, theirs: Moment) -> None:
        """Show two moments judged, now or when they have rested."""
        wanted = self._wanted(ours, theirs)
        self._judging.follow(wanted)
        worse = None if wanted is None else RobustnessRequest((wanted.first, wanted.second))
        self._disturbing.follow(worse, at_rest=False)
        answer = self._judging.answer
        if wanted is None:
            self._stack.show_notice(NO_IMAGES)
        elif self._judging.failure:
            self._stack.show_notice(self._judging.failure)
        elif answer is None:
            self._stack.show_notice(JUDGING if self._judging.is_busy else SOON)
        else:
            self._sheet.show_answer(answer, is_faded=not self._judging.is_current)
            self._sheet.show_robustness(
                self._disturbing.answer,
                is_faded=not self._disturbing.is_current,
                is_busy=self._disturbing.is_under_way,
                why_not=self._disturbing.failure,
            )
            self._show_sample()
            self._stack.show_view()

    def pause(self) -> bool:
        """Do nothing that cannot be seen; return whether something was interrupted."""
        interrupted = [wish.pause() for wish in (self._judging, self._disturbing)]
        return any(interrupted)

    def shut_down(self) -> None:
        """End the threads."""
        self._judging.shut_down()
        self._disturbing.shut_down()

    def _wanted(self, ours: Moment, theirs: Moment) -> PairRequest | None:
        data = self._state.data
        parts = [part for part in data.parts() if part not in (Part.OWN, Part.DRAWING)]
        if data.dataset is None or not parts:
            return None
        part = next((one for one in (Part.TEST, Part.VALIDATION) if one in parts), parts[0])
        first, second = (
            EvaluationRequest(
                moment,
                part,
                data.dataset,
                data.rows(part),
                data.rows(Part.VALIDATION),
                self._state.timeline.is_live,
            )
            for moment in (ours, theirs)
        )
        return PairRequest(first, second)

    @Slot()
    def _on_more(self) -> None:
        if self._disturbing.is_under_way:
            self._disturbing.cancel()
        else:
            self._disturbing.ask()

    @Slot(int)
    def _on_image(self, index: int) -> None:
        """Make an image the sample of every panel, if it is still there."""
        answer, data = self._judging.answer, self._state.data
        if answer is None:
            return
        request = answer.request.first
        if request.part in data.parts() and data.rows(request.part) is request.rows:
            self._state.sample.show(data.sample(request.part, index))

    @Slot(object)
    def _show_sample(self, _sample: Sample | None = None) -> None:
        sample, answer = self._state.sample.sample, self._judging.answer
        is_of_part = (
            sample is not None
            and answer is not None
            and sample.part is answer.request.first.part
        )
        self._sheet.show_selected(sample.index if sample and is_of_part else -1)
