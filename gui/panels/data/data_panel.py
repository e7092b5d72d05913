"""What is in the data, before anyone trains on it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.datasets.sample import Part, Sample
from core.exploring.exploration import Exploration
from core.exploring.finding import Finding
from core.exploring.parts import Place
from core.figures.figure import Figure
from gui.background.newest_wish import NewestWish
from gui.lab.run_shelf import RunShelf
from gui.panels.data.exploring import (
    Explored,
    ExploreWish,
    SampleAnswer,
    SampleWish,
    answer_sample,
    exploring,
    training_part,
)
from gui.panels.data.found_page import FoundPage
from gui.panels.data.headline import LABELS, OVERVIEW, DataHeadline
from gui.panels.data.label_page import LabelPage
from gui.panels.data.overview_page import OverviewPage
from gui.panels.data.paper_figure import data_figure
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack

LEAST_SIZE = QSize(440, 200)
NO_DATA = (
    "This panel shows what is in the data before training: classes, mean images, copies, and "
    "how much a nearest neighbour gets right.\nNo data is loaded yet."
)
LOOKING = "Looking at the images…"
GIVEN_UP = "Exploring was cancelled. Press Explore to begin again."
EMPTY = "There is no image in this data."


class DataPanel(Panel):
    """Explores the data in use on a thread; what was found is kept by what is in the data.

    Parameters
    ----------
    state : LabState
    shelf : RunShelf, optional
        Beside its runs corrected labels are kept that cannot lie beside their data.
    """

    PANEL_ID: ClassVar[str] = "data_panel"
    TITLE: ClassVar[str] = "Data"

    def __init__(
        self,
        state: LabState,
        parent: QWidget | None = None,
        *,
        shelf: RunShelf | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._wanted: ExploreWish | None = None
        self._explored: Explored | None = None
        self._failure = ""
        self._is_given_up = False
        self._sample_wish: SampleWish | None = None
        self._round = 0
        self._exploring: NewestWish[ExploreWish, Explored] = NewestWish(
            exploring(), name="exploring of data", parent=self
        )
        self._exploring.answered.connect(self._on_explored)
        self._exploring.advanced.connect(self._on_advanced)
        self._exploring.failed.connect(self._on_failed)
        self._asking: NewestWish[SampleWish, SampleAnswer] = NewestWish(
            answer_sample, name="neighbours of a sample", parent=self
        )
        self._asking.answered.connect(self._on_sample_answered)
        self._build(shelf)
        state.data.changed.connect(self.refresh_later)
        state.sample.changed.connect(self.refresh_later)
        state.experiment.changed.connect(self.refresh_later)
        state.moment.changed.connect(self._on_moment)
        self.refresh_later()

    @property
    def exploration(self) -> Exploration | None:
        """What is known of the data."""
        return None if self._explored is None else self._explored.exploration

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(960, 560)

    def paper_figure(self) -> Figure | None:
        return data_figure(self.exploration)

    def rest(self) -> None:
        """Explore nothing that cannot be seen."""
        self._labels.rest()
        self._asking.give_up()
        self._sample_wish = None
        if self._exploring.is_busy:
            self._exploring.give_up()
            self._wanted = None
        self.refresh_later()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        self._exploring.shut_down()
        self._asking.shut_down()
        self._labels.shut_down()

    def refresh(self) -> None:
        wanted = ExploreWish.of(self._state.data)
        if wanted is None or not wanted.is_same(self._wanted):
            self._ask(wanted)
        self._show()
        self._follow_sample()
        if self._headline.shown == LABELS:
            self._labels.follow(self.exploration)

    def _ask(self, wanted: ExploreWish | None) -> None:
        self._wanted, self._failure, self._is_given_up = wanted, "", False
        shown = self.exploration
        if wanted is None or (shown is not None and not wanted.has_images_of(shown)):
            self._explored = None
        if wanted is None or not wanted.parts:
            self._exploring.give_up()
            self._failure = EMPTY
        elif shown is None or not shown.is_complete or not wanted.is_split_as(shown):
            self._exploring.ask(wanted)

    @property
    def is_current(self) -> bool:
        """Whether all is known of the data in use."""
        return not self._exploring.is_busy

    def _show(self) -> None:
        exploration, is_busy = self.exploration, self._exploring.is_busy
        parts = () if self._wanted is None else self._wanted.parts
        self._headline.view.show_exploration(exploration, sum(map(len, parts)))
        self._headline.set_state(is_busy=is_busy, may_begin=self._is_given_up)
        if self._explored is None:
            if self._wanted is None:
                self._stack.show_notice(NO_DATA)
            else:
                self._stack.show_notice(
                    self._failure or (GIVEN_UP if self._is_given_up else LOOKING)
                )
            return
        self._overview.show_explored(self._explored)
        self._stack.show_view()

    def _follow_sample(self) -> None:
        sample, exploration = self._state.sample.sample, self.exploration
        place = None if sample is None else (sample.part, sample.index)
        self._overview.show_selected(place)
        self._found.grid.show_selected(place)
        among = None if exploration is None else training_part(exploration)
        if sample is None or among is None or sample.image.shape != among.image(0).shape:
            self._overview.sample.show_sample(None, None, ())
            return
        experiment = self._state.experiment.experiment
        wish = SampleWish(sample, among, experiment.augmentation, experiment.seed, self._round)
        if self._sample_wish is None or self._sample_wish.key != wish.key:
            self._sample_wish = wish
            self._asking.ask(wish)

    @Slot(object, object)
    def _on_explored(self, _wish: ExploreWish, explored: Explored) -> None:
        self._explored = explored
        self.refresh_now()

    @Slot(object, object)
    def _on_advanced(self, _wish: ExploreWish, news: tuple[float, Explored]) -> None:
        share, explored = news
        self._headline.show_progress(share)
        before = self.exploration
        if before is None or not before.is_complete:
            is_new = before is None or before is not explored.exploration
            self._explored = explored
            if is_new:
                self.refresh_now()

    @Slot(object, str)
    def _on_failed(self, _wish: ExploreWish, text: str) -> None:
        self._failure = text
        self.refresh_now()

    @Slot(object, object)
    def _on_sample_answered(self, wish: SampleWish, answer: SampleAnswer) -> None:
        names = () if self.exploration is None else self.exploration.names
        self._overview.sample.show_sample(wish.sample, answer, names)
        self._overview.arrange_again()

    @Slot(object)
    def _on_moment(self, _moment: object) -> None:
        if self._headline.shown == LABELS:
            self.refresh_later()

    @Slot()
    def _on_cancel(self) -> None:
        self._exploring.give_up()
        self._is_given_up = True
        self.refresh_now()

    @Slot()
    def _on_again(self) -> None:
        self._wanted = None
        self.refresh_now()

    @Slot()
    def _on_others(self) -> None:
        self._round += 1
        self._follow_sample()

    @Slot(object)
    def _on_chosen(self, place: Place) -> None:
        """Make an image the sample of every panel, if it is still there."""
        part, index = place
        data = self._state.data
        if part in data.parts() and index < data.count(part):
            self._state.sample.show(data.sample(Part(part), index))

    @Slot(object)
    def _on_sample(self, sample: Sample) -> None:
        self._on_chosen((sample.part, sample.index))

    @Slot(object)
    def _on_look(self, finding: Finding) -> None:
        if self.exploration is not None:
            self._found.show_finding(finding, self.exploration)
            self._views.setCurrentWidget(self._found)
            self._follow_sample()

    @Slot()
    def _on_labels_wanted(self) -> None:
        finding = self._found.finding
        self._headline.choose(LABELS)  # which takes notice of the data in use
        if finding is not None:
            self._labels.show_places(finding.places, finding.text)
            self.refresh_now()

    @Slot(str)
    def _on_view(self, view: str) -> None:
        self._views.setCurrentWidget(self._labels if view == LABELS else self._overview)
        self.refresh_now()
        if view == LABELS:
            self._labels.setFocus()

    @Slot()
    def _on_problems_wanted(self) -> None:
        self._headline.choose(OVERVIEW)
        self._views.setCurrentWidget(self._overview)
        self._overview.show_findings()

    @Slot()
    def _on_back(self) -> None:
        self._views.setCurrentWidget(self._overview)

    def _build(self, shelf: RunShelf | None) -> None:
        name, theme = self.PANEL_ID, self._state.theme
        self._headline = DataHeadline(theme, f"{name}_headline")
        self._headline.view_chosen.connect(self._on_view)
        self._headline.view.problems_wanted.connect(self._on_problems_wanted)
        self._headline.cancel_wanted.connect(self._on_cancel)
        self._headline.again_wanted.connect(self._on_again)
        self._overview = OverviewPage(theme, name)
        self._overview.findings.look_wanted.connect(self._on_look)
        self._overview.sample.others_wanted.connect(self._on_others)
        self._found = FoundPage(theme, f"{name}_found")
        self._found.back_wanted.connect(self._on_back)
        self._found.labels_wanted.connect(self._on_labels_wanted)
        self._labels = LabelPage(self._state, f"{name}_labels", shelf)
        for page in (self._overview, self._found, self._labels):
            page.chosen.connect(self._on_chosen)
        self._views = QStackedWidget()
        for page in (self._overview, self._found, self._labels):
            self._views.addWidget(page)
        body = QWidget(self)
        self._stack = NoticeStack(body, self._views, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headline)
        column.addWidget(body, 1)
        self._stack.show_notice(NO_DATA)
