"""Two judged runs side by side: which is right where, how sure, and how robust."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

from core.evaluation.ranking import Ranking, ranked
from core.evaluation.two_judged import Agreement
from core.number_words import counted
from gui.judging.coverage_chart import NamedSureness
from gui.judging.gallery_view import GalleryView
from gui.judging.reliability_section import ReliabilitySection
from gui.judging.robustness_charts import RobustnessCharts
from gui.judging.robustness_wish import RobustnessAnswer
from gui.judging.unsure_section import UnsureSection
from gui.judging.wrapped_row import WrappedRow
from gui.panels.compare.agreement_table import WORDS, AgreementTable
from gui.panels.compare.judged_pair import PairAnswer
from gui.panels.compare.pair_words import caution, chance_sentence, class_sentence, headline
from gui.theme.theme import CurrentTheme
from gui.widgets.thin_progress import THICKNESS, ThinProgress

LEAST_GALLERY = 220
TITLE, LINE, GAP, BUTTON = 26, 20, 8, 28
MORE = "Make images worse"
CANCEL = "Cancel"
SURE = "Does {run} know how sure it is?"
WHY_MORE = "Judge both runs on images that are turned, shifted, blurred or covered."


class JudgedSheet(QScrollArea):
    """Sentences, table with images, diagrams of both runs, and robustness when asked for.

    Parameters
    ----------
    theme : CurrentTheme
    name : str

    Signals
    -------
    image_chosen(int)
        Index of the part.
    robustness_wanted()
        It is asked for, or no longer.
    """

    image_chosen = Signal(int)
    robustness_wanted = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_sheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._answer: PairAnswer | None = None
        self._is_tempered = False
        self._sheet = QWidget()
        self._build(theme, name)
        self.setWidget(self._sheet)

    def show_answer(self, answer: PairAnswer, *, is_faded: bool) -> None:
        """Show what came of judging both; pale if it is of other steps."""
        if answer is not self._answer:
            self._answer = answer
            self._title.setText(headline(answer))
            names, both = answer.first.names, answer.both
            words = chance_sentence(both.test), class_sentence(both, names), caution(answer)
            self._words.setText(" ".join(word for word in words if word))
            self._table.show_both(both)
            self._show_images()
            self._show_sureness()
            self._arrange()
        pictures = [self._table, self._images, self._unsure.picture]
        for picture in (*pictures, *(one.picture for one in self._sure)):
            picture.set_faded(is_faded=is_faded)

    def show_robustness(
        self, answer: RobustnessAnswer | None, *, is_faded: bool, is_busy: bool, why_not: str
    ) -> None:
        """Show what is known of images made worse; a button asks for what is not."""
        self._more.setEnabled(is_busy or is_faded or answer is None)
        self._more.setText(CANCEL if is_busy else MORE)
        self._why.setText(why_not)
        self._charts.setVisible(answer is not None)
        self._progress.setVisible(is_busy)
        if answer is not None:
            self._charts.show_answer(answer, ("A", "B"))
            self._charts.set_faded(is_faded=is_faded)
        self._arrange()

    @Slot(float)
    def show_progress(self, share: float) -> None:
        """Show how far the images made worse are, from 0 to 1."""
        self._progress.show_share(share)

    def show_selected(self, index: int) -> None:
        """Frame the shown sample; -1 for none of the part."""
        self._images.show_selected(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot(object)
    def _on_chosen(self, _agreement: Agreement) -> None:
        self._show_images()

    def _show_images(self) -> None:
        """Show the images of the chosen cell, as that run sees them that is wrong there."""
        answer, chosen = self._answer, self._table.selected
        if answer is None:
            return
        of_first = chosen is not Agreement.ONLY_FIRST
        evaluation = answer.first if of_first else answer.second
        places = ranked(evaluation.verdicts, answer.both.places[chosen], Ranking.CONFIDENCE)
        who = "A" if of_first else "B"
        self._images_title.setText(
            f"{counted(len(places), 'image')} where {WORDS[chosen]} · as {who} sees them"
        )
        self._images.show_images(evaluation, places, Ranking.CONFIDENCE, is_mixed=True)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_sureness(self) -> None:
        answer = self._answer
        if answer is None:
            return
        series = []
        for name, section, one in zip(
            "AB", self._sure, (answer.first, answer.second), strict=True
        ):
            section.show_evaluation(one, is_tempered=self._is_tempered)
            found = one.sureness(is_tempered=self._is_tempered)
            if found is not None:
                series.append(NamedSureness(name, found))
        self._unsure.show_series(tuple(series))

    @Slot(bool)
    def _on_temperature(self, is_on: bool) -> None:
        self._is_tempered = is_on
        self._show_sureness()

    def _arrange(self) -> None:
        width = max(1, self.viewport().width() - GAP)
        self._title.setGeometry(0, 0, width, TITLE)
        top = TITLE
        words = self._words.heightForWidth(width)
        self._words.setGeometry(0, top, width, words)
        top += words + GAP
        table = self._table.sizeHint()
        is_beside = width - table.width() - 2 * GAP >= LEAST_GALLERY
        self._table.move(0, top)
        x, y = (table.width() + 2 * GAP, top) if is_beside else (0, top + table.height() + GAP)
        self._images_title.setGeometry(x, y, width - x, LINE)
        high = max(table.height() - LINE, LEAST_GALLERY - LINE)
        self._scroll.setGeometry(x, y + LINE, width - x, high)
        top = max(top + table.height(), y + LINE + high) + 2 * GAP
        row = self._row.height_for(width)
        self._row.setGeometry(0, top, width, row)
        top += row + GAP
        wide = self._more.sizeHint().width()
        self._more.setGeometry(0, top, wide, BUTTON)
        self._why.setGeometry(wide + GAP, top, max(1, width - wide - GAP), BUTTON)
        top += BUTTON + GAP
        self._progress.setGeometry(0, top, width, THICKNESS)
        top += THICKNESS + GAP
        if not self._charts.isHidden():
            charts = self._charts.height_for(width)
            self._charts.setGeometry(0, top, width, charts)
            top += charts
        self._sheet.resize(width, top)

    def _build(self, theme: CurrentTheme, name: str) -> None:
        sheet = self._sheet
        self._title = _label(f"{name}_title", "headline", sheet)
        self._words = _label(f"{name}_words", "muted", sheet)
        self._words.setWordWrap(True)
        self._table = AgreementTable(theme, f"{name}_table", sheet)
        self._table.chosen.connect(self._on_chosen)
        self._images_title = _label(f"{name}_images_title", "title", sheet)
        self._images = GalleryView(theme, f"{name}_images")
        self._images.image_chosen.connect(self.image_chosen)
        self._scroll = QScrollArea(sheet)
        self._scroll.setObjectName(f"{name}_images_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._images)
        self._sure = tuple(
            ReliabilitySection(
                theme, f"{name}_{run.lower()}", f"Does {run} know how sure it is?"
            )
            for run in "AB"
        )
        for section in self._sure:
            section.temperature_switched.connect(self._on_temperature)
        self._unsure = UnsureSection(theme, f"{name}_unsure")
        self._row = WrappedRow((*self._sure, self._unsure), sheet)
        self._more = QPushButton(MORE, sheet)
        self._more.setObjectName(f"{name}_more")
        self._more.setToolTip(WHY_MORE)
        self._more.clicked.connect(self.robustness_wanted)
        self._why = _label(f"{name}_why", "muted", sheet)
        self._progress = ThinProgress(f"{name}_progress", "Made worse and judged so far", sheet)
        self._charts = RobustnessCharts(theme, f"{name}_robustness", sheet)


def _label(name: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
