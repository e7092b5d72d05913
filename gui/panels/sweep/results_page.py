"""What came of a sweep: four pictures and a table that follow each other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.number_words import counted
from core.sweeping.importance import METHOD
from core.sweeping.trial_row import TrialState
from gui.panels.sweep.best_picture import BestPicture
from gui.panels.sweep.curves_picture import CurvesPicture
from gui.panels.sweep.importance_picture import ImportancePicture
from gui.panels.sweep.line_legend import LineLegend
from gui.panels.sweep.parallel_picture import ParallelPicture
from gui.panels.sweep.slices_picture import SlicesPicture
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trial_table import TrialTable
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl

TRIALS, CURVES, SLICES, MATTERS = "trials", "curves", "slices", "matters"
PARTS = (
    (TRIALS, "Trials", "All trials, the best first."),
    (CURVES, "Learning curves", "How each trial was judged while it trained."),
    (SLICES, "Slices", "The value of every trial over each of its settings."),
    (MATTERS, "What matters", "The best value so far, and which settings matter."),
)
#: With less width one part is seen at a time.
BESIDE, MARGIN, TITLE = 900, 16, 28
#: With less height too.
TALL = 480


class ResultsPage(QScrollArea):
    """Parallel coordinates above; table, curves or slices, and what matters below.

    Parameters
    ----------
    focus : TrialFocus
    theme : CurrentTheme
    name : str

    Signals
    -------
    prune_wanted(int)
        Of a running trial.
    """

    prune_wanted = Signal(object)

    def __init__(
        self, focus: TrialFocus, theme: CurrentTheme, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._focus, self._name = focus, name
        self.setObjectName(f"{name}_results")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._sheet = QWidget()
        self.parallel = ParallelPicture(focus, theme, f"{name}_parallel")
        self.table = TrialTable(focus, f"{name}_table")
        self.curves = CurvesPicture(focus, theme, f"{name}_curves")
        self.slices = SlicesPicture(focus, theme, f"{name}_slices")
        self.best = BestPicture(focus, theme, f"{name}_best")
        self.importance = ImportancePicture(theme, f"{name}_importance")
        self._legend = LineLegend(theme, f"{name}_legend")
        self._parts = SegmentedControl(PARTS, name=f"{name}_part")
        self._views = SegmentedControl(PARTS[1:3], name=f"{name}_view")
        self._open = _button("Open", f"{name}_open", "Open the chosen trial as a run (Enter).")
        self._prune = _button("Prune", f"{name}_prune", "End the chosen trial now.")
        self._clear = _button("Clear brush", f"{name}_clear", "Show all trials alike again.")
        self._brushed = _label("", f"{name}_brushed", "muted")
        self._build()
        self._parts.chosen.connect(self._arrange)
        self._views.chosen.connect(self._arrange)
        self._open.clicked.connect(self._on_open)
        self._prune.clicked.connect(self._on_prune)
        self._clear.clicked.connect(focus.clear_brushes)
        focus.changed.connect(self._show_state)
        focus.shown.connect(self._show_state)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Show all columns side by side, or the chosen one."""
        is_wide = self.width() >= BESIDE and self.height() >= TALL
        part = self._parts.current
        view = self._views.current if is_wide else part
        self._parts.setVisible(not is_wide)
        self._views.setVisible(is_wide)
        self._left.setVisible(is_wide or part == TRIALS)
        self._middle.setVisible(is_wide or part in (CURVES, SLICES))
        self._right.setVisible(is_wide or part == MATTERS)
        self.curves.setVisible(view != SLICES)
        self.slices.setVisible(view == SLICES)
        row = self._title_row if is_wide else self._parts_row
        for button in (self._open, self._prune):
            row.addWidget(button)
        self._trials_title.setVisible(is_wide)
        self._legend.setVisible(self.width() >= 640)

    @Slot()
    def _show_state(self) -> None:
        focus = self._focus
        words, brushed = focus.brush_words(), focus.brushed
        count = "" if brushed is None else f" · {counted(len(brushed), 'trial')}"
        self._brushed.setText(f"brushed: {words}{count}" if words else "")
        self._clear.setEnabled(bool(focus.brushes))
        row = None if focus.trials is None else focus.trials.row(focus.selected)
        self._open.setEnabled(row is not None and row.state is not TrialState.RUNNING)
        self._prune.setEnabled(row is not None and row.state is TrialState.RUNNING)

    @Slot()
    def _on_open(self) -> None:
        if self._focus.selected is not None:
            self._focus.open(self._focus.selected)

    @Slot()
    def _on_prune(self) -> None:
        if self._focus.selected is not None:
            self.prune_wanted.emit(self._focus.selected)

    def _build(self) -> None:
        name = self._name
        self._brushed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title = _label("Every trial is a line", f"{name}_lines_title", "title")
        top = _row(title, (self._brushed, 1), self._legend, self._clear)
        self._trials_title = _label("Trials", f"{name}_trials_title", "title")
        self._trials_title.setMinimumHeight(TITLE)
        self._title_row = _row(self._trials_title, None, self._open, self._prune)
        self._parts_row = _row(self._parts, None)
        self._left = _column(self._title_row, self.table)
        self._middle = _column(_row(self._views, None), self.curves, self.slices)
        best = _label("Best so far", f"{name}_best_title", "title")
        matters = _label("What matters", f"{name}_matters_title", "title")
        method = _label(
            f"share of the differences, by {METHOD}", f"{name}_matters_method", "muted"
        )
        self._right = _column(
            _row(best, None), self.best, _row(matters, (method, 1)), self.importance
        )
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addWidget(self._left, 12)
        columns.addWidget(self._middle, 10)
        columns.addWidget(self._right, 9)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(MARGIN, 4, MARGIN, 12)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.parallel, 6)
        column.addLayout(self._parts_row)
        column.addLayout(columns, 5)
        self.table.setMinimumHeight(130)
        self.setWidget(self._sheet)


def _button(text: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setEnabled(False)
    return button


def _label(text: str, name: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _row(*parts: QWidget | tuple[QWidget, int] | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, tuple):
            row.addWidget(*part)
        else:
            row.addWidget(part)
    return row


def _column(*parts: QWidget | QHBoxLayout) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return column
