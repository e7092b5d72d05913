"""The five stages between the board and the network."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from core.drawing.preparation import DigitPreparation, Prepared
from core.number_text import probability_text
from gui.panels.draw.stage_card import StageCard
from gui.panels.draw.stage_picture import SIDE
from gui.panels.draw.switched_answers import SWITCHES, Answers, StageAnswer
from gui.theme.theme import CurrentTheme

BETWEEN, ROWS_APART, HEADING = 16, 12, 24
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
    """Pictures of all stages with their switches, and what the network says without each.

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
        self._heading = QLabel("What the network gets", self)
        self._heading.setProperty("role", "title")
        self._heading.setToolTip(
            "As MNIST was made: grey, ink, crop, a box of 20×20, centre of mass. Switch a "
            "stage off to see what it does."
        )
        self.cards = {
            stage: StageCard(stage, title, switch, tip, theme, self)
            for stage, title, switch, tip in STAGES
        }
        for card in self.cards.values():
            card.switched.connect(self._on_switched)

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
        if prepared is not None and self.cards["ink"].picture.image is not None:
            self.cards["ink"].picture.show_marks(box=prepared.box)
            self.cards["centre"].picture.show_marks(centre=prepared.mass_centre)
        self.cards["grey"].say("" if drawn is None else f"{drawn.shape[1]}×{drawn.shape[0]}")

    def show_switched(self, answers: Answers | None) -> None:
        """Write what the network says with each switch turned; None for nothing."""
        for stage in SWITCHES:
            card = self.cards[stage]
            word = "without" if card.is_on else "with"
            known = answers is not None and stage in answers
            card.say(f"{word}: {_answer_text(answers[stage])}" if answers and known else "")

    @staticmethod
    def in_a_row(width: int) -> int:
        """Return how many of the stages fit beside each other."""
        return max(1, min(len(STAGES), (width + BETWEEN) // (SIDE + BETWEEN)))

    def arrange(self, width: int, *, is_headed: bool = True) -> int:
        """Put the stages into rows of some width; return the height that they take.

        Where they are alone, what they are stands above them already.
        """
        per_row, step = self.in_a_row(width), SIDE + BETWEEN
        top = HEADING if is_headed else 0
        height = max(card.sizeHint().height() for card in self.cards.values())
        for place, card in enumerate(self.cards.values()):
            row, column = divmod(place, per_row)
            card.setGeometry(column * step, top + row * (height + ROWS_APART), SIDE, height)
        self._heading.setGeometry(0, 0, width, HEADING)
        self._heading.setVisible(is_headed)
        rows = -(-len(STAGES) // per_row)
        return top + rows * height + (rows - 1) * ROWS_APART

    def _on_switched(self, stage: str, is_on: bool) -> None:
        self.how_chosen.emit(replace(self._how, **{SWITCHES[stage]: is_on}))


def _answer_text(answer: StageAnswer | None) -> str:
    if answer is None:
        return "no ink"
    if answer.probability is None:
        return answer.name
    return f"{answer.name}, {probability_text(answer.probability)}"
