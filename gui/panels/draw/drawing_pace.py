"""When the Draw panel is drawn anew."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gui.panels.draw.drawing_reader import DrawingReader
from gui.panels.draw.every_move import EveryMove
from gui.panels.panel import Panel
from gui.state.lab_state import LabState


class DrawingPace(QObject):
    """Has the panel drawn once for every answer while a stroke is drawn, and then at once.

    The board draws itself.  Everything else waits for the answer, which is on its way: what it
    would be drawn for in between takes time from that.

    Parameters
    ----------
    state : LabState
    reader : DrawingReader
    panel : Panel
    """

    def __init__(self, state: LabState, reader: DrawingReader, panel: Panel) -> None:
        super().__init__(panel)
        self._state = state
        self._reader = reader
        self._panel = panel
        self._moves = EveryMove()
        state.moment.changed.connect(self._on_moment)
        state.drawing.changed.connect(self._on_drawn)
        state.drawing.lifted.connect(self._on_lifted)

    @Slot()
    def on_changed(self) -> None:
        """Draw the panel soon, or with the answer."""
        moment, read = self._state.moment.moment, self._reader.read
        is_asked = self._reader.is_behind or (
            moment is not None and read is not None and moment.sample is not read.sample
        )
        if not (is_asked and self._state.drawing.is_under_pen):
            self._panel.refresh_later()

    @Slot()
    def _on_drawn(self) -> None:
        if self._state.drawing.is_under_pen:
            self._moves.want()

    @Slot()
    def _on_lifted(self) -> None:
        self._moves.be_content()
        self.on_changed()

    @Slot()
    def _on_moment(self) -> None:
        if self._state.drawing.is_under_pen:
            self._panel.refresh_now()
        else:
            self._panel.refresh_later()
