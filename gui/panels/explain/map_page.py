"""Many images as points, near each other where a layer finds them alike."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray, IntArray
from core.data_map.data_map import DataMap
from core.datasets.sample import Part
from core.explanation.class_score import Target
from core.figures.figure import Figure
from core.index_words import index_words
from core.inspection.moment import Moment
from core.number_text import percent_text
from gui.panels.explain.asking_page import AskingPage
from gui.panels.explain.kept_answers import KeptAnswers
from gui.panels.explain.map_gallery import LEAST_WIDTH, MapGallery
from gui.panels.explain.map_making import layer_before_scores, map_making
from gui.panels.explain.map_request import MapRequest
from gui.panels.explain.map_toolbar import DataMapToolbar
from gui.panels.explain.map_view import DataMapView
from gui.panels.explain.mapped_images import PART_WORDS, MappedImages
from gui.panels.explain.paper_figure import map_figure
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut

KEPT = 24
GAP = 16
WITH_HINT = 780  # screen pixels from which there is room to say what can be done
LEAST_MAP = 420  # screen pixels of the map beside a gallery
NO_DATA = "The map is made of the images of a data set, and none is loaded yet."
WORKING = "The map is being made…"
GIVEN_UP = "No map was made, as it was cancelled."
HINT = "point: read · click: show · drag a lasso: a gallery"
PARTS = (Part.TEST, Part.VALIDATION, Part.TRAIN)


class MapPage(AskingPage[MapRequest, DataMap]):
    """Shows a map of the test images, or of those of another part.

    Parameters
    ----------
    state : LabState
    """

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        answers = KeptAnswers(map_making(), name="map of the data", kept=KEPT)
        super().__init__(state, "explain_panel_map", answers, parent)
        self._build()
        answers.advanced.connect(self._on_advanced)
        state.data.changed.connect(self.stale)
        state.sample.changed.connect(self._show_sample)

    @property
    def view(self) -> DataMapView:
        """The points."""
        return self._view

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= LEAST_MAP + GAP + LEAST_WIDTH
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._hint.setVisible(self.width() >= WITH_HINT)

    def rest(self) -> None:
        super().rest()
        self._show_state()

    def _figure(self, request: MapRequest, answer: DataMap) -> Figure:
        return map_figure(request, answer)

    def _request(self, moment: Moment, target: Target) -> MapRequest | None:
        data = self._state.data
        self._toolbar.offer_parts([one for one in PARTS if one in data.parts()])
        part = self._toolbar.part
        dataset = data.dataset
        if dataset is None or part is None:
            self._stack.show_notice(NO_DATA)
            return None
        self._toolbar.offer(moment.outlines, layer_before_scores(moment.outlines))
        layer = self._toolbar.layer
        request = MapRequest(
            moment,
            part,
            data.images(part),
            data.rows(part),
            _names(dataset.class_names, moment),
            -1 if layer is None else layer,
            self._toolbar.kind,
        )
        return replace(request, before=self._layout_before(request))

    def _layout_before(self, request: MapRequest) -> FloatArray | None:
        """Return the map of the same subject that is shown: points start from there."""
        if self._shown is None or self._shown[0].subject != request.subject:
            return None
        return self._shown[1].layout

    def _show(self, request: MapRequest) -> None:
        shown = self._shown
        if shown is not None and not shown[0].has_same_images(request):
            shown = self._shown = None  # of another run, or other images
        self._show_state()
        if shown is None:
            self._foot.show_text("")
            self._gallery.forget()
            self._blank.show_notice(GIVEN_UP if self.is_given_up else WORKING)
            return
        mapped = self._view.mapped
        if mapped is None or mapped.data_map is not shown[1]:
            mapped = MappedImages(*shown)
            self._view.show_map(mapped)
            self._follow_gallery(mapped)
        self._view.show_colors(self._toolbar.colors)
        self._view.set_faded(is_faded=shown[0].key != request.key)
        self._blank.show_view()
        self._foot.show_text(self._text(mapped, request))
        self._show_sample()

    def _refuse(self, why: str) -> None:
        self._show_state()
        super()._refuse(why)

    def _show_state(self) -> None:
        self._toolbar.set_state(is_busy=self._answers.is_busy, is_given_up=self.is_given_up)

    def _text(self, mapped: MappedImages, request: MapRequest) -> str:
        """Return how many images these are, how many are wrong, and of which step."""
        data_map, of = mapped.data_map, mapped.request
        count, whole = len(data_map.places), len(of.rows)
        images = f"{count:,}" if count == whole else f"{count:,} of {whole:,}"
        wrong = count - data_map.verdicts.right
        parts = [f"{images} {PART_WORDS[of.part]} images", f"{wrong:,} wrong, ringed"]
        if data_map.shares:
            along, up = (percent_text(share) for share in (*data_map.shares, 0.0)[:2])
            parts.append(f"{along} of the variance along, {up} up")
        if of.subject != request.subject:
            parts.insert(0, "the map before")
        elif of.key != request.key:
            parts.insert(0, f"map of {of.moment.step_text}")
        return " · ".join(parts)

    def _follow_gallery(self, mapped: MappedImages) -> None:
        """Say of the caught images what the newer map says."""
        indices = self._gallery.indices
        places = mapped.data_map.places
        if indices is None:
            return
        points = np.flatnonzero(np.isin(places, indices))
        if not len(points):
            self._on_closed()
            return
        self._gallery.show_images(mapped, places[points])
        self._view.show_caught(points)

    @Slot(object, object)
    def _on_advanced(self, request: MapRequest, news: tuple[float, FloatArray | None]) -> None:
        share, layout = news
        self._toolbar.show_progress(share)
        shown = self._shown
        is_shown = shown is not None and shown[0].subject == request.subject
        if layout is not None and is_shown and self._is_of_now(request):
            self._view.show_on_the_way(layout)

    @Slot()
    def _on_changed(self) -> None:
        self.stale.emit()

    @Slot()
    def _on_colors(self) -> None:
        self._view.show_colors(self._toolbar.colors)

    @Slot(int)
    def _on_chosen(self, point: int) -> None:
        if (mapped := self._view.mapped) is not None:
            self._on_image(int(mapped.data_map.places[point]))

    @Slot(int)
    def _on_image(self, index: int) -> None:
        """Make an image the sample of every panel, if it is still there."""
        mapped, data = self._view.mapped, self._state.data
        if mapped is None or mapped.request.part not in data.parts():
            return
        if data.rows(mapped.request.part) is mapped.request.rows:
            self._state.sample.show(data.sample(mapped.request.part, index))

    @Slot(object)
    def _on_caught(self, points: IntArray) -> None:
        mapped = self._view.mapped
        if mapped is None or not len(points):
            self._on_closed()
            return
        self._view.show_caught(points)
        self._gallery.show_images(mapped, mapped.data_map.places[points])
        self._gallery.show()
        self._show_sample()

    @Slot()
    def _on_mistakes(self) -> None:
        if (mapped := self._view.mapped) is not None:
            self._on_caught(np.flatnonzero(~mapped.data_map.verdicts.is_right))

    @Slot()
    def _on_closed(self) -> None:
        self._gallery.forget()
        self._view.show_caught(None)

    @Slot()
    def _show_sample(self) -> None:
        sample, mapped = self._state.sample.sample, self._view.mapped
        is_of_part = sample and mapped and sample.part is mapped.request.part
        index = sample.index if sample is not None and is_of_part else -1
        self._view.show_selected(index)
        self._gallery.view.show_selected(index)

    def _build(self) -> None:
        name, theme = self.objectName(), self._state.theme
        self._toolbar = DataMapToolbar(name)
        self._toolbar.changed.connect(self._on_changed)
        self._toolbar.colors_changed.connect(self._on_colors)
        self._toolbar.mistakes_wanted.connect(self._on_mistakes)
        self._toolbar.cancel_wanted.connect(self.give_up)
        self._toolbar.make_wanted.connect(self.ask_again)
        points = QWidget()
        self._view = DataMapView(theme, f"{name}_points")
        self._blank = NoticeStack(points, self._view, f"{name}_working")
        self._view.chosen.connect(self._on_chosen)
        self._view.caught.connect(self._on_caught)
        self._gallery = MapGallery(theme, f"{name}_gallery")
        self._gallery.image_chosen.connect(self._on_image)
        self._gallery.closed.connect(self._on_closed)
        self._gallery.hide()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(GAP)
        self._sides.addWidget(points, 3)
        self._sides.addWidget(self._gallery, 2)
        self._foot, self._hint = ReadOut(f"{name}_foot", ""), QLabel(HINT)
        self._hint.setObjectName(f"{name}_hint")
        self._hint.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._hint)
        body = QWidget()
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(self._sides, 1)
        inside.addLayout(foot)
        view = QWidget()
        view.setLayout(inside)
        self._stack = NoticeStack(body, view, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 0, 3, 0)
        column.setSpacing(6)
        column.addWidget(self._toolbar)
        column.addWidget(body, 1)


def _names(names: tuple[str, ...], moment: Moment) -> tuple[str, ...]:
    """Return a name for every output of the network."""
    outputs = math.prod(moment.outlines[-1].output_shape)
    more = range(len(names), outputs)
    return (*names, *(index_words(index) for index in more))[:outputs]
