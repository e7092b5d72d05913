"""Where the parts of the overview stand: beside each other, or one below the other."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from gui.judging.coverage_chart import NamedSureness
from gui.judging.evaluation import Evaluation
from gui.judging.reliability_section import ReliabilitySection
from gui.judging.unsure_section import UnsureSection
from gui.panels.evaluate.confusion_section import ConfusionSection
from gui.panels.evaluate.gallery import Gallery
from gui.panels.evaluate.mistake_list import MistakeList
from gui.theme.theme import CurrentTheme

MARGIN = 16
BETWEEN = 32
LEAST_GALLERY = 330  # screen pixels beside the matrix
LOW_GALLERY = 320  # its height below the matrix
TITLE = 28
BELOW = 8
WIDEST_LIST = 520


class EvaluatePage(QScrollArea):
    """Matrix and images of one evaluation; below, mistakes, sureness and threshold.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._evaluation: Evaluation | None = None
        self._is_tempered = False
        sheet = self._sheet = QWidget()
        self.confusion = ConfusionSection(theme, f"{name}_confusion", sheet)
        self.gallery = Gallery(theme, f"{name}_gallery", sheet)
        self._title = QLabel("Most frequent mistakes", sheet)
        self._title.setObjectName(f"{name}_mistakes_title")
        self._title.setProperty("role", "title")
        self.mistakes = MistakeList(theme, f"{name}_mistakes", sheet)
        self.reliability = ReliabilitySection(theme, f"{name}_reliability", parent=sheet)
        self.reliability.temperature_switched.connect(self._on_temperature)
        self.unsure = UnsureSection(theme, f"{name}_unsure", sheet)
        self.setWidget(sheet)
        choose = self.gallery.show_cell
        for part in (self.confusion, self.mistakes):
            part.chosen.connect(choose)
            part.chosen.connect(self._show_selected)
        self.confusion.entered.connect(self._on_entered)
        self.gallery.source_chosen.connect(self._show_selected)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what was judged."""
        before, self._evaluation = self._evaluation, evaluation
        if before is evaluation:
            return
        if before is None or before.verdicts is not evaluation.verdicts:
            self.confusion.show_evaluation(evaluation)
            self.mistakes.show_evaluation(evaluation)
            self.gallery.show_evaluation(evaluation)
            self._show_selected()
        self.reliability.show_evaluation(evaluation, is_tempered=self._is_tempered)
        self._show_sureness()
        self._arrange()

    def set_faded(self, *, is_faded: bool) -> None:
        """Pale while what is shown is not of the shown step."""
        below = self.mistakes, self.reliability.picture, self.unsure.picture
        for picture in (*self.confusion.pictures, *below, self.gallery.view):
            picture.set_faded(is_faded=is_faded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_sureness(self) -> None:
        found = None
        if self._evaluation is not None:
            found = self._evaluation.sureness(is_tempered=self._is_tempered)
        self.unsure.show_series(() if found is None else (NamedSureness("", found),))

    @Slot(bool)
    def _on_temperature(self, is_on: bool) -> None:
        self._is_tempered = is_on
        self._show_sureness()

    def _show_selected(self) -> None:
        cell = self.gallery.cell
        self.confusion.show_selected(cell)
        self.mistakes.show_selected(cell)

    def _on_entered(self, true: int, predicted: int) -> None:
        self.gallery.show_cell(true, predicted)
        self._show_selected()
        self.gallery.take_keyboard()

    def _arrange(self) -> None:
        width = self.viewport().width() - 2 * MARGIN
        height = self.viewport().height() - 2 * BELOW
        confusion = self.confusion
        for is_upright in (False, True):
            left = confusion.width_of(is_upright=is_upright)
            is_beside = width - left - BETWEEN >= LEAST_GALLERY
            if is_beside:
                break
        is_upright = is_upright and is_beside
        sure = (part.sizeHint().height() for part in (self.reliability, self.unsure))
        row = max(*sure, self._list_height())
        confusion.set_room(height - row - BELOW, is_upright=is_upright)
        matrix = confusion.sizeHint()
        left = min(width, matrix.width() if is_beside else width)
        confusion.setGeometry(MARGIN, 0, left, matrix.height())
        top = matrix.height() + BELOW
        if is_beside:
            high = max(min(matrix.height(), height), LOW_GALLERY)  # its buttons in sight
            x = MARGIN + left + BETWEEN
            self.gallery.setGeometry(x, 0, width - left - BETWEEN, high)
            top = max(matrix.height(), high) + BELOW
        else:
            self.gallery.setGeometry(MARGIN, top, width, LOW_GALLERY)
            top += LOW_GALLERY + BELOW
        bottom = self._place_below(top, width)
        self._sheet.resize(max(0, width + 2 * MARGIN), bottom + BELOW)

    def _place_below(self, top: int, width: int) -> int:
        """Place what stands below in rows, as many beside each other as fit; return its end.

        The list takes what is left of its row, up to a width; the curve what is left of its.
        """
        sure, unsure = self.reliability.sizeHint(), self.unsure.minimumSizeHint()
        least_list = self.mistakes.minimumSizeHint().width()
        rows: list[tuple[QWidget, ...]]
        if least_list + sure.width() + unsure.width() + 2 * BETWEEN <= width:
            rows = [(self.mistakes, self.reliability, self.unsure)]
        elif sure.width() + unsure.width() + BETWEEN <= width:
            rows = [(self.mistakes,), (self.reliability, self.unsure)]
        else:
            rows = [(self.mistakes,), (self.reliability,), (self.unsure,)]
        for row in rows:
            x, high = MARGIN, 0
            for at, part in enumerate(row):
                after = sum(
                    BETWEEN + (sure if other is self.reliability else unsure).width()
                    for other in row[at + 1 :]
                )
                room = width + MARGIN - x - after
                if part is self.mistakes:
                    wide = min(room, WIDEST_LIST if len(row) == 1 else width // 3)
                    part_high = self._place_list(x, top, max(wide, least_list))
                else:
                    wide = sure.width() if part is self.reliability else min(room, 640)
                    part_high = part.sizeHint().height()
                    part.setGeometry(x, top, wide, part_high)
                x += wide + BETWEEN
                high = max(high, part_high)
            top += high + BELOW
        return top

    def _list_height(self) -> int:
        return TITLE + self.mistakes.sizeHint().height()

    def _place_list(self, x: int, top: int, width: int) -> int:
        """Place title and lines of the mistakes; return how high they are."""
        lines = self.mistakes.sizeHint().height()
        self._title.setGeometry(x, top, width, TITLE)
        self.mistakes.setGeometry(x, top + TITLE, width, lines)
        return TITLE + lines
