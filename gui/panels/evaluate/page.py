"""Where the parts of the panel stand: beside each other, or one below the other."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from gui.panels.evaluate.confusion_section import ConfusionSection
from gui.panels.evaluate.evaluation import Evaluation
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
    """Matrix, most frequent mistakes and images of one evaluation.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        sheet = self._sheet = QWidget()
        self.confusion = ConfusionSection(theme, f"{name}_confusion", sheet)
        self._title = QLabel("Most frequent mistakes", sheet)
        self._title.setObjectName(f"{name}_mistakes_title")
        self._title.setProperty("role", "title")
        self.mistakes = MistakeList(theme, f"{name}_mistakes", sheet)
        self.gallery = Gallery(theme, f"{name}_gallery", sheet)
        self.setWidget(sheet)
        choose = self.gallery.show_cell
        for part in (self.confusion, self.mistakes):
            part.chosen.connect(choose)
            part.chosen.connect(self._show_selected)
        self.confusion.entered.connect(self._on_entered)
        self.gallery.source_chosen.connect(self._show_selected)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what was judged."""
        self.confusion.show_evaluation(evaluation)
        self.mistakes.show_evaluation(evaluation)
        self.gallery.show_evaluation(evaluation)
        self._show_selected()
        self._arrange()

    def set_faded(self, *, is_faded: bool) -> None:
        """Pale while what is shown is not of the shown step."""
        for picture in (*self.confusion.pictures, self.mistakes, self.gallery.view):
            picture.set_faded(is_faded=is_faded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

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
        sentences = self.mistakes.sizeHint().height() + TITLE + BELOW
        is_whole = is_beside and not is_upright
        confusion.set_room(height - sentences * is_whole, is_upright=is_upright)
        matrix = confusion.sizeHint()
        left = min(width, matrix.width() if is_beside else width)
        confusion.setGeometry(MARGIN, 0, left, matrix.height())
        top = matrix.height() + BELOW
        if is_beside:
            bottom = max(self._place_list(top, left), height)
            x = MARGIN + left + BETWEEN
            self.gallery.setGeometry(x, 0, width - left - BETWEEN, height)
        else:
            self.gallery.setGeometry(MARGIN, top, width, LOW_GALLERY)
            bottom = self._place_list(top + LOW_GALLERY + BELOW, width)
        self._sheet.resize(max(0, width + 2 * MARGIN), bottom + BELOW)

    def _place_list(self, top: int, room: int) -> int:
        """Place title and lines of the mistakes; return where they end."""
        width = min(room, WIDEST_LIST)
        lines = self.mistakes.sizeHint().height()
        self._title.setGeometry(MARGIN, top, width, TITLE)
        self.mistakes.setGeometry(MARGIN, top + TITLE, width, lines)
        return top + TITLE + lines
