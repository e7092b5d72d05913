"""Which pixels speak for a class, by seven methods side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.explanation.class_score import Target
from core.explanation.explained_image import ExplainedImage
from core.figures.figure import Figure
from core.index_words import place_words
from core.inspection.moment import Moment
from gui.panels.explain.asking_page import AskingPage
from gui.panels.explain.explaining import image_explaining
from gui.panels.explain.kept_answers import KeptAnswers
from gui.panels.explain.paper_figure import explain_figure
from gui.panels.explain.request import ExplainRequest
from gui.panels.explain.sanity_button import SanityButton
from gui.panels.explain.tiles_view import ExplainTilesView
from gui.panels.explain.toolbar import INSET
from gui.state.lab_state import LabState
from gui.state.selection import INPUT_LAYER, Unit
from gui.widgets.color_legend import ColorLegend
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut

#: Images whose maps are kept.
KEPT = 64
HINT = "Point at a pixel to read it: {}; the number over a map is its largest."
ALONE = "blue speaks for the class, orange against it"
WORKING = "making the maps…"
OF_ANOTHER_SAMPLE = "maps of the sample before · making new ones…"


class PixelsPage(AskingPage[ExplainRequest, ExplainedImage]):
    """Shows the sample and seven maps of which pixels speak for a class.

    What takes time is made elsewhere; until it is there, the maps made last stand there in
    grey with the step they belong to.

    Parameters
    ----------
    state : LabState
    """

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        answers = KeptAnswers(image_explaining(), name="explanation", kept=KEPT)
        super().__init__(state, "explain_panel_pixels", answers, parent)
        self._is_shared = False
        self._redrawn: Mapping[str, FloatArray] | None = None  # shown in place of the maps
        self._pointed: tuple[int, tuple[int, int]] | None = None
        self._build("explain_panel")  # the first view has the names of the panel

    def share_scale(self, *, is_shared: bool) -> None:
        """Let one scale go for all maps, or each have its own, from the next look on."""
        self._is_shared = is_shared

    def _figure(self, request: ExplainRequest, answer: ExplainedImage) -> Figure:
        return explain_figure(request.moment, answer)

    def rest(self) -> None:
        if self._sanity.is_busy:
            self._sanity.end()
        super().rest()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        super().shut_down()
        self._sanity.shut_down()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start(0)

    def wanted_width(self, height: int) -> int:
        """Return how wide it has to be for the largest maps that so many pixels allow."""
        return self._tiles.wanted_width(height)

    def _request(self, moment: Moment, target: Target) -> ExplainRequest:
        return ExplainRequest(moment, target)

    def _refuse(self, why: str) -> None:
        self._sanity.follow(None)
        super()._refuse(why)

    def _show(self, request: ExplainRequest) -> None:
        moment, shown = request.moment, self._shown
        self._read_out.set_hint(_hint(request))
        self._tiles.show_digit(_ink(moment), moment.sample.image)
        size = moment.sample.image.shape[:2]
        if shown is not None and shown[0].moment.sample.image.shape[:2] != size:
            shown = self._shown = None  # such maps would not fit beside this image
        is_faded = shown is None or shown[0].key != request.key
        self._tiles.show_maps(
            None if shown is None else shown[1],
            is_faded=is_faded,
            is_shared=self._is_shared,
        )
        if self._redrawn is not None and not is_faded:
            self._tiles.show_redrawn(self._redrawn)
        if shown is not None:
            self._legend.set_limit(shown[1].limit)
        self._legend.setVisible(self._is_shared)
        self._tiles.mark(_pixel_of(self._state.selection.unit, moment))
        self._sanity.follow(None if is_faded else request)
        if is_faded:
            self._status.setText(self._status_text())
        elif not self._sanity.isChecked():
            self._status.setText("")
        self._show_pointed()

    def _status_text(self) -> str:
        """Return what the maps in grey belong to."""
        if self._shown is None or self._wanted is None:
            return WORKING
        before, now = self._shown[0].moment, self._wanted.moment
        if before.sample is not now.sample:
            return OF_ANOTHER_SAMPLE
        if before.run_id != now.run_id or before.snapshot.step == now.snapshot.step:
            return WORKING
        return f"maps of {before.step_text}"

    def _show_pointed(self) -> None:
        """Read the number under the mouse."""
        position, cell = self._pointed or (0, (-1, -1))
        tile = self._tiles.tiles[position]
        rows, columns = tile.map.values.shape
        if self._pointed is None or cell[0] >= rows or cell[1] >= columns:
            self._read_out.show_hint()
            return
        value = float(tile.map.values[cell])
        self._read_out.show_value(value, f"{tile.title} · pixel {place_words(cell)}")

    @Slot(object)
    def _on_redrawn(self, maps: Mapping[str, FloatArray] | None) -> None:
        self._redrawn = maps
        self.stale.emit()

    @Slot(int, object)
    def _on_hovered(self, position: int, cell: tuple[int, int] | None) -> None:
        self._pointed = None if cell is None else (position, cell)
        self._show_pointed()

    @Slot(int, object)
    def _on_clicked(self, _position: int, cell: tuple[int, int]) -> None:
        moment = self._state.moment.moment
        if moment is not None:
            self._state.selection.ask(_unit_at(cell, moment))
            self._tiles.mark(_pixel_of(self._state.selection.unit, moment))

    @Slot()
    def _fit(self) -> None:
        self._tiles.fit(self._scroll.maximumViewportSize())

    def _build(self, name: str) -> None:
        self._fit_later = QTimer(self, singleShot=True)  # once the layout has sized the parts
        self._fit_later.timeout.connect(self._fit)
        self._tiles = ExplainTilesView(self._state.theme, name)
        self._tiles.hovered.connect(self._on_hovered)
        self._tiles.clicked.connect(self._on_clicked)
        self._read_out = ReadOut(f"{name}_read_out", HINT.format(ALONE))
        self._status = QLabel()
        self._status.setObjectName(f"{name}_status")
        self._status.setProperty("role", "muted")
        self._legend = ColorLegend(self._state.theme)
        self._legend.setObjectName(f"{name}_legend")
        self._sanity = SanityButton(self._tiles.tiles[1:], f"{name}_sanity")
        self._sanity.said.connect(self._status.setText)
        self._sanity.redrawn.connect(self._on_redrawn)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._tiles)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view = QWidget()
        foot = QHBoxLayout()
        foot.setContentsMargins(INSET, 0, INSET, 0)
        foot.addWidget(self._read_out, 1)
        foot.addWidget(self._status)
        foot.addWidget(self._sanity.depth_chooser)
        foot.addWidget(self._sanity)
        foot.addWidget(self._legend)
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self._stack = NoticeStack(self, view, f"{name}_message")


def _hint(request: ExplainRequest) -> str:
    """Return how a map is read: what its two colours speak for."""
    target, name_of = request.target, request.moment.sample.name_of
    if target.against is None:
        return HINT.format(ALONE)
    one, other = name_of(target.index), name_of(target.against)
    return HINT.format(f"blue speaks for {one}, orange for {other}")


def _ink(moment: Moment) -> np.ndarray:
    """Return the shown image, shape (H, W), from 0 to 1; colours are averaged."""
    ink: np.ndarray = moment.sample.image.astype(np.float64).mean(axis=2) / 255
    return ink


def _unit_at(cell: tuple[int, int], moment: Moment) -> Unit:
    """Return the number of the network's input that a pixel is."""
    shape = moment.network.input_shape
    if len(shape) == 3:
        return Unit(INPUT_LAYER, 0, *cell)
    _, columns, channels = moment.sample.image.shape
    return Unit(INPUT_LAYER, (cell[0] * columns + cell[1]) * channels)


def _pixel_of(unit: Unit, moment: Moment) -> tuple[int, int] | None:
    """Return the pixel that is selected, if one is."""
    if unit.layer != INPUT_LAYER:
        return None
    if unit.row is not None and unit.column is not None:
        return unit.row, unit.column
    shape = moment.network.input_shape
    _, columns, channels = moment.sample.image.shape
    if len(shape) == 3 or math.prod(shape) != moment.sample.image.size:
        return None
    row, column = divmod(unit.channel // channels, columns)
    return row, column
