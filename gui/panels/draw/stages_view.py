"""The five stages beside the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QWidget

from core.drawing.preparation import DigitPreparation, Prepared
from core.number_text import probability_text
from gui.panels.draw.answer_bars import TIP, AnswerBars
from gui.panels.draw.answer_bars import WIDTH as ANSWER
from gui.panels.draw.ink_map import LARGE, TEXT_WIDTH, InkMap
from gui.panels.draw.stage_card import StageCard
from gui.panels.draw.stage_picture import SIDE
from gui.panels.draw.switched_answers import SWITCHES, Answers, StageAnswer
from gui.theme.theme import CurrentTheme

BETWEEN, ROWS_APART, HEADING = 16, 12, 24
WIDEST_ANSWER = 260
STAGES = (
    ("grey", "As drawn", "", "What is on the board, without colours."),
    ("ink", "Ink", "find ink", "Paper becomes 0, strongest ink 1; dark on light is turned."),
    ("crop", "Crop", "crop", "The empty margins are cut off."),
    ("fit", "Scale", "box of 20", "Scaled to fit 20×20 of the 28×28 pixels, proportions kept; "
     "switched off, the whole picture."),
    ("centre", "Centre", "centre", "The centre of mass of the ink comes to the middle; "
     "switched off, the middle of the box does."),
)  # fmt: skip


class StagesView(QWidget):
    """Pictures of all stages with their switches, and what the network says of each class.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    how_chosen(DigitPreparation)
        A switch was turned.
    """

    how_chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draw_stages")
        self._how = DigitPreparation()
        self._room = 0
        self._heading = QLabel("What the network gets", self)
        self._heading.setProperty("role", "title")
        self._heading.setToolTip(
            "As MNIST was made: grey, ink, crop, a box of 20×20, centre of mass. Switch a "
            "stage off to see what it does."
        )
        self._answer_heading = QLabel("Answer", self)
        self._answer_heading.setProperty("role", "title")
        self._answer_heading.setToolTip(TIP)
        self.cards = {
            stage: StageCard(stage, title, switch, tip, theme, self)
            for stage, title, switch, tip in STAGES
        }
        for card in self.cards.values():
            card.switched.connect(self._on_switched)
        self.answer = AnswerBars(theme, self)
        self.ink = InkMap(theme, self)

    def set_room(self, width: int) -> None:
        """Lay everything out in `width` pixels, whatever else this widget has.

        What is laid out never depends on whether there is a bar that scrolls it: the bar would
        depend on itself.
        """
        self._room = width
        self.arrange()

    def show_classes(self, names: Sequence[str], target: int | None) -> None:
        """List these classes, of which `target` is meant."""
        before = self.answer.height()
        self.answer.show_classes(names, target)
        if self.answer.height() != before:
            self.arrange()

    def show_how(self, how: DigitPreparation) -> None:
        """Show what is done."""
        self._how = how
        for stage, field in SWITCHES.items():
            self.cards[stage].set_on(is_on=getattr(how, field))

    def show_stages(self, prepared: Prepared | None, *, is_picture: bool) -> None:
        """Show what the drawing is after each stage; None if there is no ink."""
        found = {} if prepared is None else {one.name: one.image for one in prepared.stages}
        for stage, card in self.cards.items():
            as_it_is = is_picture and stage == "grey"
            card.picture.show_image(found.get(stage), is_as_it_is=as_it_is)
        drawn = found.get("grey")
        self.cards["grey"].say("" if drawn is None else f"{drawn.shape[1]}×{drawn.shape[0]}")

    def show_switched(self, answers: Answers | None) -> None:
        """Write what the network says with each switch turned; None for nothing."""
        for stage in SWITCHES:
            card = self.cards[stage]
            word = "without" if card.is_on else "with"
            card.say("" if answers is None else f"{word}: {_answer_text(answers[stage])}")

    def arrange(self) -> None:
        """Put the answer at the right, and the stages in rows beside it."""
        room = self._room - ANSWER - BETWEEN
        per_row = max(1, min(len(STAGES), (room + BETWEEN) // (SIDE + BETWEEN)))
        step = SIDE + BETWEEN
        height = max(card.sizeHint().height() for card in self.cards.values())
        for place, card in enumerate(self.cards.values()):
            row, column = divmod(place, per_row)
            top = HEADING + row * (height + ROWS_APART)
            card.setGeometry(column * step, top, SIDE, height)
        left = per_row * step + (BETWEEN if per_row == len(STAGES) else 0)
        width = max(ANSWER, min(self._room - left, WIDEST_ANSWER))
        self._heading.setGeometry(0, 0, left - BETWEEN, HEADING)
        self._answer_heading.setGeometry(left, 0, width, HEADING)
        self.answer.setGeometry(left, HEADING, width, self.answer.height())
        row, column = divmod(len(STAGES), per_row)
        ink_top = HEADING + row * (height + ROWS_APART)
        is_large = per_row == len(STAGES)  # there is nothing else below
        ink_width = LARGE + TEXT_WIDTH if is_large else SIDE
        ink_height = self.ink.height_of(is_large=is_large)
        self.ink.setGeometry(column * step, ink_top, ink_width, ink_height)
        self.setMinimumHeight(max(ink_top + ink_height, HEADING + self.answer.height()))

    def event(self, event: QEvent) -> bool:
        """Lay everything out anew when a part wants another size, or did while hidden."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.arrange()
        return super().event(event)

    def _on_switched(self, stage: str, is_on: bool) -> None:
        self.how_chosen.emit(replace(self._how, **{SWITCHES[stage]: is_on}))


def _answer_text(answer: StageAnswer | None) -> str:
    if answer is None:
        return "no ink"
    if answer.probability is None:
        return str(answer.label)
    return f"{answer.label}, {probability_text(answer.probability)}"
