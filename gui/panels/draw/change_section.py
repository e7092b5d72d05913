"""Make the drawing more of a class, or the network more of the drawing's mind."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.arrays import FloatArray
from gui.panels.draw.film_view import HEIGHT as FILM
from gui.panels.draw.film_view import FilmView
from gui.panels.draw.ink_legend import LINE, InkLegend
from gui.panels.draw.ink_map import HEADING, LARGE, SMALL, TEXT_WIDTH, InkMap
from gui.panels.draw.lesson_view import LessonView
from gui.state.teaching import Teaching
from gui.theme.theme import CurrentTheme

BETWEEN, ROWS_APART, BUTTON = 16, 12, 28
LEAST_FILM = 200
#: Of height, for a large map with all its words below it.
LEAST_BELOW = HEADING + LARGE + 5 * LINE + 2 * BUTTON
BRANCH = "trains a branch on this drawing"


class ChangeSection(QWidget):
    """The slope of the ink, the two steps, the film, and what a step on the network did.

    Parameters
    ----------
    teaching : Teaching
    theme : CurrentTheme
    """

    def __init__(
        self, teaching: Teaching, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("draw_change")
        self.ink = InkMap(theme, self)
        self.legend = InkLegend(theme, self)
        self.step_on_ink = QPushButton("One step on the ink", self)
        self.step_on_ink.setObjectName("draw_step_on_ink")
        self.step_on_ink.setToolTip(
            "Change the drawing along the slope: the pixel that counts most by a quarter of "
            "full ink, the others in proportion. Undo takes it back."
        )
        self.step_on_network = QPushButton("One step on the network", self)
        self.step_on_network.setObjectName("draw_step_on_network")
        self.step_on_network.setToolTip(
            "Train a copy of the network for one step on this drawing, no longer than it takes "
            "to read it right, and see what that does to the answer and to the test images. "
            "The run itself stays as it is."
        )
        self._hint = QLabel(BRANCH, self)
        self._hint.setProperty("role", "muted")
        self._hint.setToolTip(self.step_on_network.toolTip())
        self.film = FilmView(theme, self)
        self.lesson = LessonView(teaching, self)

    def show_slope(self, slope: FloatArray | None, ink: FloatArray | None, name: str) -> None:
        """Show where ink helps, as `InkMap.show_slope` does; None for nothing."""
        self.ink.show_slope(slope, ink, name)
        self.legend.show_scale(slope)

    def arrange(self, width: int, room: int) -> int:
        """Put everything into some width; return the height that is taken.

        Where there is no room for words beside a large map, and too few pixels of height,
        `room`, for them below it, the map is small.
        """
        is_beside = width >= LARGE + TEXT_WIDTH
        is_large = is_beside or (width >= LARGE and room >= LEAST_BELOW)
        side = LARGE if is_large else min(width, SMALL)
        height = self.ink.height_of(is_large=is_large)
        ink_width = LARGE + TEXT_WIDTH if is_beside else width
        self.ink.setGeometry(0, 0, side, height)
        left = LARGE + BETWEEN if is_beside else 0
        top = HEADING if is_beside else height + 4
        beside = ink_width - left
        lines = self.legend.height_of(is_large=is_large)
        self.legend.setGeometry(left, top, min(beside, TEXT_WIDTH), lines)
        top += lines + 4
        for part in (self.step_on_ink, self.step_on_network):
            part.setGeometry(left, top, min(beside, TEXT_WIDTH - BETWEEN), BUTTON)
            top += BUTTON + 4
        self._hint.setGeometry(left, top, beside, LINE)
        bottom = max(height, top + LINE)
        film_left = ink_width + BETWEEN
        if self.film.isHidden():
            pass
        elif width - film_left >= LEAST_FILM:
            self.film.setGeometry(film_left, 0, width - film_left, FILM)
            bottom = max(bottom, FILM)
        else:
            self.film.setGeometry(0, bottom + ROWS_APART, width, FILM)
            bottom += ROWS_APART + FILM
        if self.lesson.isHidden():
            return bottom
        lesson = max(self.lesson.heightForWidth(width), self.lesson.minimumSizeHint().height())
        self.lesson.setGeometry(0, bottom + ROWS_APART, width, lesson)
        return bottom + ROWS_APART + lesson
