"""In which order the window's panels redraw, and which wait."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.panels.refresh_queue import RefreshQueue
from gui.state.lab_state import LabState


def panel_turns(state: LabState, parent: QObject) -> RefreshQueue:
    """Return the queue of a window: fast under a hand, and then only what the hand looks at.

    While the time slider or a pen moves, the panels follow each other as fast as they can;
    while a pen draws, those that are not about the shown sample wait until it is lifted.
    """
    drawing, timeline = state.drawing, state.timeline
    queue = RefreshQueue(
        parent,
        is_hurried=lambda: drawing.is_under_pen or not timeline.is_live,
        is_held=lambda: drawing.is_under_pen,
    )
    drawing.lifted.connect(queue.go_on)
    return queue
