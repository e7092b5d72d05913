"""Where a sweep is put together."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.panels.sweep.plan_form import PlanForm
from gui.panels.sweep.space_form import SpaceForm

#: How narrow and how wide the search may be beside the space.
PLAN_LEAST, PLAN_MOST = 280, 330
MARGIN, GAP = 16, 32


class SetupPage(QWidget):
    """The space at the left, the search at the right, and what is wrong above both.

    Parameters
    ----------
    space : SpaceForm
    plan : PlanForm
    name : str
    """

    def __init__(
        self, space: SpaceForm, plan: PlanForm, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._problem = QLabel()
        self._problem.setObjectName(f"{name}_problem")
        self._problem.setProperty("role", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.hide()
        sheet = QWidget()
        self._forms = QBoxLayout(QBoxLayout.Direction.LeftToRight, sheet)
        self._forms.setContentsMargins(MARGIN, 8, MARGIN, 16)
        self._forms.setSpacing(GAP)
        self._forms.addWidget(space, 1)
        self._forms.addWidget(plan)
        self._space, self._plan = space, plan
        scroll = QScrollArea()
        scroll.setObjectName(f"{name}_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(sheet)
        self._problem.setContentsMargins(MARGIN, 4, MARGIN, 0)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._problem)
        column.addWidget(scroll, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 120)

    def show_problem(self, problem: str) -> None:
        """Say what is wrong; nothing if all is well."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._arrange()  # there may be more settings than before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the forms beside each other where both have room, else below each other."""
        directions = QBoxLayout.Direction
        room = self._scroll.viewport().width() - 2 * MARGIN
        beside = room - GAP - self._space.minimumSizeHint().width()
        is_wide = beside >= PLAN_LEAST
        self._plan.setFixedWidth(min(PLAN_MOST, max(PLAN_LEAST, beside if is_wide else room)))
        self._forms.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._forms.activate()  # else its scroll bar is that of before
