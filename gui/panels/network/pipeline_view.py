"""All stages of a network, left to right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from core.arrays import FloatArray
from core.inspection.pixel_field import PixelField
from core.inspection.stage_numbers import StageNumbers
from gui.panels.network.field_overlay import FieldOverlay
from gui.panels.network.kernel_view import KernelView
from gui.panels.network.large_plan import with_large
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.pipeline_planning import SCROLL_BAR, plan_pipeline
from gui.panels.network.row_plan import plan_rows
from gui.panels.network.stage_kind import stage_kinds
from gui.panels.network.stage_legend import HEIGHT as LEGEND_HEIGHT
from gui.panels.network.stage_view import LINE_HEIGHT, StageView
from gui.panels.network.stages_surface import StagesSurface
from gui.theme.theme import CurrentTheme
from gui.widgets.large_tile import LargeTile
from gui.widgets.tile_opener import TileOpener

TOP = LINE_HEIGHT + 2  # where the numbers begin, under the headers


class PipelineView(QScrollArea):
    """Lays out one `StageView` per stage, in rows; scrolls when they do not fit.

    Stages are created when first needed and kept: nothing is created while training runs.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    hovered(int, tuple of int or None)
        Place of the stage (0 is the input), and index into its numbers.
    clicked(int, tuple of int)
    """

    hovered = Signal(int, object)
    clicked = Signal(int, object)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._views: list[StageView] = []
        self._stages: tuple[StageNumbers, ...] = ()
        self._kernel_shape: tuple[int, ...] | None = None
        self.setObjectName("network_pipeline")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        self._content = StagesSurface(theme)
        self._content.setObjectName("network_stages")
        self.setWidget(self._content)
        self.kernel = KernelView(theme, "network_kernel", self._content)
        self.kernel.hide()
        self.field = FieldOverlay(theme, self._content)
        self.large = LargeTile(theme, "network_large", self._content)
        self.large.closed.connect(self._arrange)
        self._opened: int | None = None
        self._legend_height = LEGEND_HEIGHT  # of all stages; none where there is no room

    @property
    def content(self) -> QWidget:
        """What holds the stages, and scrolls."""
        return self._content

    @property
    def opened(self) -> int | None:
        """Place of the stage of which a map is shown large."""
        return None if self.large.mosaic is None else self._opened

    @property
    def views(self) -> tuple[StageView, ...]:
        """The stages in use, input first."""
        return tuple(self._views[: len(self._stages)])

    def describe(
        self,
        stages: Sequence[StageNumbers],
        kernel_shape: tuple[int, ...] | None,
        *,
        role: str,
        tips: Sequence[str],
    ) -> None:
        """Prepare for `stages` and a kernel of `kernel_shape` under the first one."""
        self._stages, self._kernel_shape = tuple(stages), kernel_shape
        self.large.close_tile()
        while len(self._views) < len(stages):
            self._add_view(len(self._views))
        for view in self._views[len(stages) :]:
            view.hide()
        kinds = stage_kinds(stages)
        for view, stage, kind, tip in zip(self.views, stages, kinds, tips, strict=True):
            view.describe(stage, kind, role=role, tip=tip)
            view.show()
        self.kernel.setVisible(kernel_shape is not None)
        self._arrange()

    def show_field(self, field: PixelField | None) -> None:
        """Outline what a pixel can see, in the stages that show maps."""
        outlined: list[QRect] = []
        boxes = () if field is None else zip(field.boxes, field.channels, strict=True)
        for box, channel in boxes:
            mosaic = self._views[box.layer + 1].mosaic
            offset = mosaic.mapTo(self._content, QPoint())
            tiles = range(mosaic.maps.shape[2]) if channel is None else (channel,)
            for tile in tiles:
                first = mosaic.cell_rect(tile, box.top, box.left)
                last = mosaic.cell_rect(tile, box.bottom, box.right)
                outlined.append(first.united(last).translated(offset))
        self.field.show_boxes(outlined)

    def show_field_weights(self, weights: FloatArray | None) -> None:
        """Shade the input by what a pixel answers to, (H, W); None shades nothing."""
        if not self._views:
            return
        mosaic = self._views[0].mosaic
        offset = mosaic.mapTo(self._content, QPoint())
        self.field.show_weights(weights, mosaic.tile_rect(0).translated(offset))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _add_view(self, place: int) -> None:
        view = StageView(self._theme, f"network_stage_{place}", self._content)
        view.hovered.connect(self._on_hovered)
        view.clicked.connect(self._on_clicked)
        TileOpener(view.mosaic, self._theme).wanted.connect(self._on_large_wanted)
        self._views.append(view)

    def _plan(self, width: int, height: int) -> PipelinePlan:
        headers = [view.header_width() for view in self.views]
        if self._kernel_shape is not None:
            headers[0] = max(headers[0], self.kernel.title.sizeHint().width())
        # what is opened large wants the whole height
        planned = plan_rows if self.opened is None else plan_pipeline
        room = height - TOP
        plan = planned(self._stages, self._kernel_shape, headers, width, room - LEGEND_HEIGHT)
        self._legend_height = LEGEND_HEIGHT
        if plan.height <= room - LEGEND_HEIGHT and plan.width <= width:
            return plan
        # rather no legends than a bar that scrolls: but only for a single row
        bare = plan_pipeline(self._stages, self._kernel_shape, headers, width, room)
        if bare.height > room or bare.width > width:
            return plan
        bare = planned(self._stages, self._kernel_shape, headers, width, room)
        if not bare.tops:
            self._legend_height = 0
            return bare
        return plan

    def _arrange(self) -> None:
        if not self._stages:
            return
        width, height = self.width(), self.height()
        plan = self._plan(width, height)
        if plan.width > width:
            plan = self._plan(width, height - SCROLL_BAR)
        opened = self.opened
        if opened is not None:
            headers = [view.header_width() for view in self.views]
            plan = with_large(plan, self._stages, headers, opened, width)
        below = self._legend_height
        total = QSize(max(plan.width, 1), TOP + plan.height + below)
        lefts = plan.lefts
        for place, (view, stage) in enumerate(zip(self.views, plan.stages, strict=True)):
            top, body = plan.row_of(place)
            view.setGeometry(lefts[place], top, stage.width, TOP + body + below)
            view.arrange(stage, TOP + body, has_legend=below > 0)
        if plan.kernel is not None:
            first = plan.stages[0]
            y, end = TOP + first.height, TOP + plan.row_of(0)[1] + below
            self.kernel.setGeometry(0, y, first.width, end - y)
            self.kernel.arrange(plan.kernel)
            self.kernel.raise_()
        self._content.resize(total)
        self._content.show_rows(plan.tops)
        self.field.setGeometry(self._content.rect())
        self.show_field(None)
        self.show_field_weights(None)
        self.field.raise_()
        if opened is not None:
            width = plan.stages[opened].width
            self.large.setGeometry(lefts[opened], 0, width, TOP + plan.height)
            self.large.raise_()

    def _on_large_wanted(self, channel: int, row: int, column: int) -> None:
        mosaic = self.sender().parent()
        place = next(at for at, view in enumerate(self._views) if view.mosaic is mosaic)
        self.open_large(place, channel, row, column)

    def open_large(self, place: int, channel: int, row: int, column: int) -> None:
        """Open a tile of the stage at `place` large, with a number in its middle."""
        self._opened = place
        view = self._views[place]
        self.large.open_tile(view.mosaic, channel, row, column, view.title.text())
        self._arrange()
        self.large.map.go_to(row, column)

    def _place_of(self, sender: object) -> int:
        return next(place for place, view in enumerate(self._views) if view is sender)

    def _on_hovered(self, position: tuple[int, ...] | None) -> None:
        self.hovered.emit(self._place_of(self.sender()), position)

    def _on_clicked(self, position: tuple[int, ...]) -> None:
        self.clicked.emit(self._place_of(self.sender()), position)

    def sizeHint(self) -> QSize:
        return QSize(900, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 64)

    def scroll_to_stage(self, place: int) -> None:
        """Bring a stage into sight."""
        view = self._views[place]
        self.ensureWidgetVisible(view, 16, 0)
