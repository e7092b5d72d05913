"""What every view of the Explain panel promises."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from core.explanation.class_score import Target
from core.figures.figure import Figure
from core.inspection.moment import Moment
from gui.panels.moment_panel import WAITING
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack


class ExplainPage(QWidget):
    """One way to explain; the panel shows one at a time.

    Parameters
    ----------
    state : LabState
    name : str
        ``objectName``; what keeps it from showing anything is said in ``{name}_message``.

    Signals
    -------
    stale()
        It has something new to show.
    """

    stale = Signal()

    _stack: NoticeStack

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state

    @property
    def is_current(self) -> bool:
        """Whether it shows what the shown moment asks for, or says why it cannot."""
        raise NotImplementedError

    def paper_figure(self) -> Figure | None:
        """Return what is shown, as data; None if it cannot be drawn elsewhere."""
        return None

    def show_waiting(self) -> None:
        """Say that there is no moment yet."""
        self._stack.show_notice(WAITING)

    def show_moment(self, moment: Moment, target: Target) -> None:
        """Show what is said of a moment, and of the class that is explained."""
        raise NotImplementedError

    def rest(self) -> None:
        """Compute nothing that cannot be seen; what is missing is asked for later."""

    def shut_down(self) -> None:
        """End the threads, before the window goes."""


def scrolled(view: QWidget) -> QScrollArea:
    """Return what scrolls a view up and down where it has less room than it needs."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(view)
    return area
