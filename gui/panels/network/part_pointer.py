"""Frames, on the input, what the part of a map sees that is shown large."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect

from core.inspection.pixel_field import PixelField
from gui.panels.network.pipeline_view import PipelineView
from gui.state.moment import CurrentMoment
from gui.theme.theme import CurrentTheme
from gui.widgets.part_frame import PartFrame


class PartPointer(QObject):
    """Follows the opened map, and the part of it that is in sight.

    Parameters
    ----------
    pipeline : PipelineView
    moment : CurrentMoment
    theme : CurrentTheme
    """

    def __init__(
        self, pipeline: PipelineView, moment: CurrentMoment, theme: CurrentTheme
    ) -> None:
        super().__init__(pipeline)
        self._pipeline = pipeline
        self._moment = moment
        self._frame = PartFrame(theme, pipeline.content, "network_part")
        pipeline.large.map.moved.connect(self._follow)
        pipeline.large.closed.connect(self._follow)

    def _follow(self) -> None:
        """Frame what the first and the last number in sight see, and all between."""
        part = self._seen()
        if part is None:
            self._frame.show_part(None)
            return
        mosaic = self._pipeline.views[0].mosaic
        h, w, _ = mosaic.maps.shape
        within = part.intersected(QRect(0, 0, w, h))
        first = mosaic.cell_rect(0, within.top(), within.left())
        last = mosaic.cell_rect(0, within.bottom(), within.right())
        offset = mosaic.mapTo(self._pipeline.content, first.topLeft()) - first.topLeft()
        self._frame.show_part(first.united(last).translated(offset))

    def _seen(self) -> QRect | None:
        """Return columns and rows of the input; None where there is no part of a map."""
        large, moment, place = (
            self._pipeline.large,
            self._moment.moment,
            self._pipeline.opened,
        )
        if moment is None or not place or large.mosaic is None:
            return None
        if large.mosaic.maps.shape != moment.trace.values[place].shape:
            return None  # weights, of which no part sees a part of the input
        part, seen = large.map.part, QRect()
        for row, column in ((part.top(), part.left()), (part.bottom(), part.right())):
            pixel = place - 1, row, column, large.channel
            box = PixelField.of(moment.outlines, *pixel).boxes[-1]
            rows, columns = box.size
            seen = seen.united(QRect(box.left, box.top, columns, rows))
        return seen
