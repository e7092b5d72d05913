"""Six small charts: how well networks do on images that are made worse."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.evaluation.disturbance import DISTURBANCES
from core.evaluation.robustness import Robustness
from core.number_text import percent_text
from core.number_words import counted
from gui.judging.robustness_chart import LEAST_WIDTH, RobustnessChart
from gui.judging.robustness_wish import RobustnessAnswer
from gui.theme.theme import CurrentTheme
from gui.widgets.read_out import ReadOut

BETWEEN, LINE = 24, 24
WIDEST = 460
HINT = "Point at a strength to read it; below each stands what such an image looks like."


class RobustnessCharts(QWidget):
    """All six, in as many columns as there is room for, and a line that reads them.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._answer: RobustnessAnswer | None = None
        self.charts = {
            kind: RobustnessChart(theme, kind, f"{name}_{kind.value}", self)
            for kind in DISTURBANCES
        }
        self._read_out = ReadOut(f"{name}_read_out", HINT, self)
        for chart in self.charts.values():
            chart.pointed.connect(self._say)

    def show_answer(self, answer: RobustnessAnswer, names: tuple[str, ...]) -> None:
        """Show what is known so far; `names` are those of the networks."""
        if answer is self._answer:
            return
        self._answer = answer
        for kind, chart in self.charts.items():
            chart.show_points(answer.curves.curve(kind), answer.examples[kind], names)
        self._read_out.set_hint(fastest_fall(answer.curves, names[0]) or HINT)
        self._say("")

    def set_faded(self, *, is_faded: bool) -> None:
        """Pale while what is shown is not of the shown step."""
        for chart in self.charts.values():
            chart.set_faded(is_faded=is_faded)

    def height_for(self, width: int) -> int:
        """Return how high it is in a room of that width."""
        columns = self._columns(width)
        rows = -(-len(self.charts) // columns)
        high = next(iter(self.charts.values())).sizeHint().height()
        return LINE + rows * (high + BETWEEN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._columns(self.width())
        wide = min(WIDEST, (self.width() - (columns - 1) * BETWEEN) // columns)
        high = next(iter(self.charts.values())).sizeHint().height()
        self._read_out.setGeometry(0, 0, self.width(), LINE)
        for at, chart in enumerate(self.charts.values()):
            row, column = divmod(at, columns)
            left, top = column * (wide + BETWEEN), LINE + row * (high + BETWEEN)
            chart.setGeometry(left, top, wide, high)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        if sentence:
            self._read_out.show_text(sentence)
        else:
            self._read_out.show_hint()

    def _columns(self, width: int) -> int:
        most = max(1, (width + BETWEEN) // (LEAST_WIDTH + BETWEEN))
        return 1 if most < 2 else 2 if most < 3 else 3


def fastest_fall(curves: Robustness, name: str = "") -> str:
    """Return under what the first network loses most, in a sentence; empty if unknown."""
    if curves.share < 1 or not curves.points:
        return ""
    worst = min(
        (curves.curve(kind)[-1] for kind in DISTURBANCES), key=lambda point: point.share(0)
    )
    title = DISTURBANCES[worst.kind].title.lower()
    images, share = counted(worst.images, "image"), percent_text(worst.share(0))
    return f"{images} made worse: {name or 'it'} loses most under {title}, down to {share}."
