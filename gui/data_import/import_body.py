"""Choices, images and checks side by side, as the room allows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.data_description import DataDescription
from core.data_import.source_facts import SourceFacts
from core.experiment import Experiment
from gui.data_import.checked_list import CheckedList
from gui.data_import.choices_form import ChoicesForm
from gui.data_import.images_side import WIDTH as IMAGES_WIDTH
from gui.data_import.images_side import ImagesSide
from gui.data_import.names_form import NamesForm
from gui.data_import.network_fit import NetworkFit
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl

SIDE, BETWEEN = 276, 24
#: With less, what was checked takes turns with the choices.
NARROW = 2 * BETWEEN + 2 * SIDE + IMAGES_WIDTH
CHOICES, CHECKS = "choices", "checks"
_BAR_ROOM = 10


class ImportBody(QWidget):
    """What can be changed, what the network will see, and what was checked.

    Parameters
    ----------
    facts : SourceFacts
    experiment : Experiment
    description : DataDescription
        What is chosen at first.
    theme : CurrentTheme
    """

    def __init__(
        self,
        facts: SourceFacts,
        experiment: Experiment,
        description: DataDescription,
        theme: CurrentTheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = ChoicesForm(facts, description)
        self.names = NamesForm()
        self.network = NetworkFit(experiment)
        self.images = ImagesSide(theme)
        self.checked = CheckedList()
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, _BAR_ROOM, 0)
        column.setSpacing(14)
        for widget in (self.form, self.names, self.network):
            column.addWidget(widget)
        column.addStretch(1)
        self._turns = SegmentedControl(
            [
                (CHOICES, "Choices", "How the data is read and used."),
                (CHECKS, "Checked", "What is wrong with it, and what is not."),
            ],
            name="import_turns",
        )
        self._turns.chosen.connect(self._arrange)
        self._choices = _scroll(choices, "import_choices")
        self._checks = _scroll(self.checked, "import_checks")
        self._left = QVBoxLayout()
        self._left.setSpacing(8)
        self._left.addWidget(self._turns, 0, Qt.AlignmentFlag.AlignLeft)
        self._left.addWidget(self._choices, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(BETWEEN)
        self._row.addLayout(self._left)
        self._row.addWidget(self.images, 1)
        self._left.addWidget(self._checks)
        self.setMinimumWidth(SIDE + BETWEEN + IMAGES_WIDTH)

    def show_choices(self, *, can_change: bool = True) -> None:
        """Bring the choices into sight; let them be changed, or not for now."""
        self._turns.choose(CHOICES)
        self._choices.setEnabled(can_change)

    def show_checks(self) -> None:
        """Bring what was checked into sight."""
        self._turns.choose(CHECKS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        is_narrow = self.width() < NARROW
        is_checked = is_narrow and self._turns.current == CHECKS
        self._turns.setVisible(is_narrow)
        layout, other = (self._left, self._row) if is_narrow else (self._row, self._left)
        if layout.indexOf(self._checks) < 0:
            other.removeWidget(self._checks)
            layout.addWidget(self._checks)
        self._choices.setVisible(not is_checked)
        self._checks.setVisible(is_checked or not is_narrow)


def _scroll(content: QWidget, name: str) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setObjectName(name)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setFixedWidth(SIDE)
    scroll.setWidget(content)
    return scroll
