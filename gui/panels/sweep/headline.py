"""The panel's first line, and what can be done with the sweep."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from gui.panels.sweep.headline_view import SweepHeadlineView
from gui.panels.sweep.runner import RunnerState
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property

SPACE, RESULTS = "Space…", "Results"
PAUSE, ON = "Pause", "Resume"
USE, USED = "Use these settings", "Settings in use"
USE_TIP = "Put the settings of the chosen trial, else of the best one, into the experiment."
USED_TIP = "The experiment has the settings of this trial: Restart trains with them."


CORNER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
#: Between the buttons and the sentence beside them.
GAP = 8


class SweepHeadline(QWidget):
    """Sentence at the left, buttons at the right; below it where there is no room beside.

    Signals
    -------
    other_page_wanted(), pause_wanted(), stop_wanted(), run_wanted(), use_wanted()
    """

    other_page_wanted = Signal()
    pause_wanted = Signal()
    stop_wanted = Signal()
    run_wanted = Signal()
    use_wanted = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.view = SweepHeadlineView(theme, f"{name}_view")
        self._buttons: dict[str, QPushButton] = {}
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._is_beside = True
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 4)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(GAP)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.view, 0, 0)
        grid.addWidget(self._row, 0, 1, CORNER)
        for part, text, tip, signal in (
            ("page", SPACE, "What is varied, and how is searched.", self.other_page_wanted),
            ("pause", PAUSE, "Begin no further trial; those under way end.",
             self.pause_wanted),
            ("stop", "Stop", "End now; what ended is kept and can be resumed.",
             self.stop_wanted),
            ("run", "Run", "Begin the sweep.", self.run_wanted),
            ("use", USE, USE_TIP, self.use_wanted),
        ):  # fmt: skip
            button = QPushButton(text)
            button.setObjectName(f"{name}_{part}")
            button.setToolTip(tip)
            button.clicked.connect(signal)
            row.addWidget(button)
            self._buttons[part] = button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_texts(self, large: str, pill: str, quiet: str) -> None:
        """Say what came of the sweep."""
        self.view.show_texts(large, pill, quiet)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons beside the sentence, or below it."""
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self._row.updateGeometry()  # buttons that left may have been hidden before it was seen
        buttons = self._row.sizeHint().width() + GAP
        is_beside = self.view.line_width() + buttons <= room
        if is_beside != self._is_beside:
            self._is_beside = is_beside
            self._grid.removeWidget(self._row)
            if is_beside:
                self._grid.addWidget(self._row, 0, 1, CORNER)
            else:
                self._grid.addWidget(self._row, 1, 0, 1, 2, CORNER)

    def show_state(self, state: RunnerState, *, is_setup: bool, has_trials: bool) -> None:
        """Offer what can be done."""
        is_idle, buttons = state is RunnerState.IDLE, self._buttons
        buttons["page"].setText(RESULTS if is_setup else SPACE)
        buttons["page"].setVisible(has_trials or not is_setup)
        is_under_way = state in (RunnerState.RUNNING, RunnerState.PAUSED)
        buttons["pause"].setText(ON if state is RunnerState.PAUSED else PAUSE)
        buttons["pause"].setVisible(is_under_way)
        buttons["stop"].setVisible(not is_idle)
        buttons["stop"].setEnabled(state is not RunnerState.STOPPING)
        buttons["run"].setVisible(is_idle)
        buttons["use"].setVisible(not is_setup)
        set_dynamic_property(buttons["run"], "role", "primary" if is_setup else "")
        self._arrange()

    def show_run(self, text: str, *, may_run: bool) -> None:
        """Name the button that begins, and let it be pressed or not."""
        self._buttons["run"].setText(text)
        self._buttons["run"].setEnabled(may_run)
        self._arrange()

    def show_use(self, *, may_use: bool, is_used: bool) -> None:
        """Offer the settings of a trial, or say that the experiment has them."""
        use = self._buttons["use"]
        use.setText(USED if is_used else USE)
        use.setToolTip(USED_TIP if is_used else USE_TIP)
        use.setEnabled(may_use and not is_used)
        set_dynamic_property(use, "role", "" if is_used else "primary")
        self._arrange()
