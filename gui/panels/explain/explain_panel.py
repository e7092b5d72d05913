"""Which pixels speak for a class, by seven methods side by side."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.explanation.explained_image import ExplainedImage
from core.index_words import place_words
from core.inspection.moment import Moment
from gui.panels.explain.class_choice import ClassChoice
from gui.panels.explain.explainer import Explainer
from gui.panels.explain.request import ExplainRequest
from gui.panels.explain.sanity_button import SanityButton
from gui.panels.explain.tiles_view import ExplainTilesView
from gui.panels.explain.toolbar import INSET, ExplainToolbar
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.state.lab_state import LabState
from gui.state.selection import INPUT_LAYER, Unit
from gui.widgets.color_legend import ColorLegend
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut

LEAST_SIZE = QSize(440, 132)
#: How long the time slider has to rest before maps are made for where it is.
REST_MS = 200
HINT = (
    "Point at a pixel to read it: blue speaks for the class, orange against it; the number "
    "over a map is its largest."
)
WORKING = "making the maps …"
OF_ANOTHER_SAMPLE = "maps of the sample before · making new ones …"


class ExplainPanel(MomentPanel):
    """Shows the sample and seven maps of which pixels speak for a class.

    What takes time is made elsewhere; until it is there, the maps made last stand there in
    grey with the step they belong to.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "explain_panel"
    TITLE: ClassVar[str] = "Explain"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._choice = ClassChoice()
        self._explainer = Explainer(self)
        self._explainer.answered.connect(self._on_answered)
        self._shown: tuple[ExplainRequest, ExplainedImage] | None = None
        self._wanted: ExplainRequest | None = None
        self._pointed: tuple[int, tuple[int, int]] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self._build()

    @property
    def is_current(self) -> bool:
        """Whether the maps are those of the shown moment, or it is said why there are none."""
        wanted = self._wanted
        return wanted is not None and self._explainer.answer(wanted) is not None

    def refresh(self) -> None:
        moment = self._state.moment.moment
        if moment is None:
            self._stack.show_notice(WAITING)
            return
        self._choice.follow(moment)
        dataset = self._state.data.dataset
        self._toolbar.offer(self._choice, () if dataset is None else dataset.class_names)
        target = self._choice.target(is_against=self._toolbar.is_against)
        before, request = self._wanted, ExplainRequest(moment, target)
        self._wanted = request
        answer = self._explainer.answer(request)
        if isinstance(answer, str):
            self._rest.stop()
            self._sanity.follow(None)
            self._stack.show_notice(answer)
            return
        if answer is not None:
            self._rest.stop()
            self._shown = request, answer
        elif before is None or before.subject != request.subject:
            self._ask()  # the user waits for this one
        else:
            self._ask_later(is_new=before.key != request.key)
        self._show(moment)
        self._stack.show_view()

    def rest(self) -> None:
        self._rest.stop()
        if self._sanity.is_busy:
            self._sanity.end()
        if self._explainer.is_busy:
            self._explainer.give_up()
        if self._wanted is not None and not self.is_current:
            self._wanted = None  # is asked for when the panel is seen again
            self.refresh_later()

    def shut_down(self) -> None:
        """End the thread, before the window goes."""
        self._rest.stop()
        self._explainer.shut_down()
        self._sanity.shut_down()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(820, 560)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = event.key() - Qt.Key.Key_0
        is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 and event.text().isdecimal()
        if is_digit and index < self._choice.classes:
            self._on_class_chosen(index)
        else:
            super().keyPressEvent(event)

    def _ask_later(self, *, is_new: bool) -> None:
        """Wait until the slider rests; while training runs, until the maps before are made."""
        if not self._state.timeline.is_live:
            if is_new or not (self._rest.isActive() or self._explainer.is_busy):
                self._rest.start()
        elif not (self._rest.isActive() or self._explainer.is_busy):
            self._rest.start()

    @Slot()
    def _ask(self) -> None:
        self._rest.stop()
        if self._wanted is not None and not self.is_current:
            self._explainer.ask(self._wanted)

    def _show(self, moment: Moment) -> None:
        self._tiles.show_digit(_ink(moment))
        shown, wanted = self._shown, self._wanted
        size = moment.sample.image.shape[:2]
        if shown is not None and shown[0].moment.sample.image.shape[:2] != size:
            shown = self._shown = None  # such maps would not fit beside this image
        is_faded = shown is None or wanted is None or shown[0].key != wanted.key
        self._tiles.show_maps(
            None if shown is None else shown[1],
            is_faded=is_faded,
            is_shared=self._toolbar.is_shared,
        )
        if shown is not None:
            self._legend.set_limit(shown[1].limit)
        self._legend.setVisible(self._toolbar.is_shared)
        self._tiles.mark(_pixel_of(self._state.selection.unit, moment))
        self._sanity.follow(None if is_faded else wanted)
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
    def _on_answered(self, request: ExplainRequest) -> None:
        wanted = self._wanted
        answer = self._explainer.answer(request)
        is_of_now = wanted is not None and request.subject == wanted.subject
        if isinstance(answer, ExplainedImage) and is_of_now:
            self._shown = request, answer  # in grey, if it is of an earlier step
        self.refresh_later()

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

    @Slot(int)
    def _on_class_chosen(self, index: int) -> None:
        self._choice.choose(index)
        self.refresh_now()

    @Slot(int)
    def _on_other_chosen(self, index: int) -> None:
        self._choice.choose_against(index)
        self.refresh_now()

    @Slot()
    def _on_changed(self) -> None:
        self.refresh_now()

    @Slot()
    def _fit(self) -> None:
        self._tiles.fit(self._scroll.maximumViewportSize())

    def _build(self) -> None:
        name = self.PANEL_ID
        self._fit_later = QTimer(self, singleShot=True)  # once the layout has sized the parts
        self._fit_later.timeout.connect(self._fit)
        self._toolbar = ExplainToolbar(name)
        self._toolbar.class_chosen.connect(self._on_class_chosen)
        self._toolbar.other_chosen.connect(self._on_other_chosen)
        self._toolbar.changed.connect(self._on_changed)
        self._tiles = ExplainTilesView(self._state.theme, name)
        self._tiles.hovered.connect(self._on_hovered)
        self._tiles.clicked.connect(self._on_clicked)
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._status = QLabel()
        self._status.setObjectName(f"{name}_status")
        self._status.setProperty("role", "muted")
        self._legend = ColorLegend(self._state.theme)
        self._legend.setObjectName(f"{name}_legend")
        self._sanity = SanityButton(self._tiles.tiles[1:], f"{name}_sanity")
        self._sanity.said.connect(self._status.setText)
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
        foot.addWidget(self._sanity)
        foot.addWidget(self._legend)
        column = QVBoxLayout(view)
        column.setContentsMargins(16 - INSET, 5, 16 - INSET, 5)
        column.setSpacing(6)
        column.addWidget(self._toolbar)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self._stack = NoticeStack(self, view, f"{name}_message")


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
