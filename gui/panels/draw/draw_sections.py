"""What stands beside the board: stages, changes, own digits, and the answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QLabel, QWidget

from gui.panels.draw.answer_bars import TIP, AnswerBars
from gui.panels.draw.answer_bars import WIDTH as ANSWER
from gui.panels.draw.change_section import ChangeSection
from gui.panels.draw.own_digits_keeper import OwnDigitsKeeper
from gui.panels.draw.own_digits_view import HEIGHT as DIGITS
from gui.panels.draw.own_digits_view import OwnDigitsView
from gui.panels.draw.stage_picture import SIDE
from gui.panels.draw.stages_view import BETWEEN, HEADING, STAGES, StagesView
from gui.state.lab_state import LabState
from gui.widgets.segmented_control import SegmentedControl

ROWS_APART, SEGMENTS = 16, 28
WIDEST_ANSWER = 260
LEAST_STACKED = 420  # screen pixels of height, for all sections below each other
SECTIONS = (
    ("stages", "Stages", "What the network gets, stage by stage."),
    ("change", "Change", "Change the ink, or the network, so that they agree."),
    ("digits", "My digits", "Drawings that you kept."),
)


class DrawSections(QWidget):
    """All sections below each other where there is the room, else one of them at a time.

    Parameters
    ----------
    state : LabState
    keeper : OwnDigitsKeeper
    """

    def __init__(
        self, state: LabState, keeper: OwnDigitsKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("draw_sections")
        self._width = self._room = 0
        self._needs: tuple[object, ...] = ()
        self._chooser = SegmentedControl(SECTIONS, name="draw_section", parent=self)
        self.stages = StagesView(state.theme, self)
        self.change = ChangeSection(state.teaching, state.theme, self)
        self.digits = OwnDigitsView(keeper, state.theme, self)
        self._answer_heading = QLabel("Answer", self)
        self._answer_heading.setProperty("role", "title")
        self._answer_heading.setToolTip(TIP)
        self.answer = AnswerBars(state.theme, self)
        self._chooser.chosen.connect(self.arrange)

    def show_section(self, name: str) -> None:
        """Bring a section in sight: ``stages``, ``change`` or ``digits``."""
        self._chooser.choose(name)

    def set_room(self, width: int, height: int) -> None:
        """Lay everything out in `width` pixels; there are `height` without scrolling.

        What is laid out never depends on whether there is a bar that scrolls it: the bar would
        depend on itself.
        """
        self._width, self._room = width, height
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Lay everything out anew when a part wants another size, or did while hidden."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.arrange()
        return super().event(event)

    def arrange_if_changed(self) -> None:
        """Arrange anew if something came in sight, or needs another height."""
        film, lesson = self.change.film, self.change.lesson
        needs = film.isHidden(), lesson.isHidden(), lesson.sizeHint(), self.answer.height()
        if needs != self._needs:
            self._needs = needs
            self.arrange()

    @staticmethod
    def least_for(stages: int) -> int:
        """Return the width from which so many stages stand in one row."""
        return _row_width(stages) + BETWEEN + ANSWER

    @Slot()
    def arrange(self) -> None:
        """Put the answer at the right, and the sections beside it."""
        room = self._width - ANSWER - BETWEEN
        is_wide = self.stages.in_a_row(room) == len(STAGES)
        is_stacked = is_wide and self._room >= LEAST_STACKED
        answer = max(ANSWER, min(room - _row_width() + ANSWER, WIDEST_ANSWER))
        answer = answer if is_wide else ANSWER
        width = max(1, self._width - answer - BETWEEN)
        self._chooser.setVisible(not is_stacked)
        chooser = self._chooser.sizeHint().width()
        self._chooser.setGeometry(0, 0, min(self._width, chooser), SEGMENTS)
        top = 0 if is_stacked else SEGMENTS + 8
        sections = {"stages": self.stages, "change": self.change, "digits": self.digits}
        for name, section in sections.items():
            is_shown = is_stacked or name == self._chooser.current
            section.setVisible(is_shown)
            if is_shown:
                height = self._arranged(section, width, self._room - top, is_stacked=is_stacked)
                if section is self.digits and not is_stacked:
                    height = max(height, self._room - top)  # it is alone
                section.setGeometry(0, top, width, height)
                top += height + ROWS_APART
        left = width + BETWEEN
        # the names of the sections are whole, if need be over the answer
        below = SEGMENTS + 8 if chooser > width and not is_stacked else 0
        self._answer_heading.setGeometry(left, below, answer, HEADING)
        self.answer.set_room(self._room - HEADING - below)
        self.answer.setGeometry(left, below + HEADING, answer, self.answer.height())
        least = below + HEADING + self.answer.height()
        self.setMinimumHeight(max(top - ROWS_APART, least))

    def _arranged(self, section: QWidget, width: int, room: int, *, is_stacked: bool) -> int:
        if isinstance(section, StagesView):
            return section.arrange(width, is_headed=is_stacked)
        if isinstance(section, ChangeSection):
            return section.arrange(width, room)
        return DIGITS


def _row_width(stages: int = len(STAGES)) -> int:
    return stages * (SIDE + BETWEEN) - BETWEEN
