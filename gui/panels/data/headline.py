"""The panel's first line: what the data is, and the figure to beat."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QWidget

from core.exploring.exploration import Exploration
from core.number_text import percent_text
from core.number_words import counted
from gui.theme.fonts import BODY, CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl
from gui.widgets.thin_progress import THICKNESS, ThinProgress
from gui.widgets.wrapped_text import lines_of

LARGE, LESS_LARGE = 24.0, 18.0
HEIGHT = 56
#: Where the quiet line begins, and the room that one line of it takes.
QUIET_TOP, LINE = 34, 18
CONTROL_HEIGHT = 28
MARGIN, GAP, BELOW = 16, 8, 8
PILL_HEIGHT, PILL_PADDING = 22, 9
OVERVIEW, LABELS = "overview", "labels"
VIEWS = (
    (OVERVIEW, "Overview", "Classes, pixels, what was checked, and what is like the sample."),
    (LABELS, "Labels", "Walk through images whose label may be wrong, and correct them."),
)
NOTHING = "No data yet"
CANCEL, AGAIN = "Cancel", "Explore"


class DataHeadlineView(QWidget):
    """Paints the sentence, a pill beside it, and a quiet line below.

    Parameters
    ----------
    theme : CurrentTheme
    name : str

    Signals
    -------
    problems_wanted()
        The pill was clicked.
    said()
        Something else, which may need another height.
    """

    problems_wanted = Signal()
    said = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("What the data is")
        self._theme = theme
        self._large, self._beat, self._quiet = NOTHING, "", ""
        self._problems: int | None = None
        self._pill_place = QRectF()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def show_exploration(self, exploration: Exploration | None, images: int = 0) -> None:
        """Say what is known.

        Parameters
        ----------
        exploration : Exploration, optional
            None if nothing is known yet.
        images : int
            How many there are then to be looked at.
        """
        if exploration is None:
            self._large = counted(images, "image") if images else NOTHING
            self._beat = self._quiet = ""
            self._problems = None
        else:
            self._large = exploration.headline().partition(";")[0]
            self._problems = exploration.problems
            baseline = exploration.baseline
            self._beat = self._quiet = ""
            if baseline is not None:
                right = percent_text(baseline.accuracy)
                self._beat = f"a nearest neighbour gets {right}: the figure to beat"
                self._quiet = f"1-NN on {baseline.words()}"
            elif not exploration.is_complete:
                self._quiet = "the figure to beat is being worked out"
        self.setToolTip(self.spoken_value())
        self.update()
        self.said.emit()

    @property
    def pill_place(self) -> QRectF:
        """Where the pill is drawn; nowhere before anything is known."""
        return self._pill_place

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_over = self._pill_place.contains(event.position())
        shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.problems_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pill_place.contains(event.position()):
            self.problems_wanted.emit()

    def _keyboard_spots(self) -> tuple[QRectF, ...]:
        """Return the one place that a key can press."""
        return (self._pill_place,)

    def spoken_value(self) -> str:
        """Return all of it."""
        parts = (self._large, self._pill(), self._beat, self._quiet)
        return " · ".join(part for part in parts if part)

    def least_width(self) -> int:
        """Return how wide the sentence and the short pill are, less large."""
        letters = QFontMetrics(text_font(LESS_LARGE, bold=True))
        return letters.horizontalAdvance(self._large) + GAP + _pill_width("! 12")

    def sizeHint(self) -> QSize:
        return QSize(self.least_width() + 120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, width = QPainter(self), self._theme.theme, self.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        font, pill = text_font(LARGE, bold=True), self._pill()
        letters = QFontMetrics(font)
        room = width - (_pill_width(pill) + GAP if pill else 0)
        if pill and letters.horizontalAdvance(self._large) > room:
            pill = self._pill(is_short=True)  # the sentence needs the room
            room = width - _pill_width(pill) - GAP
        if letters.horizontalAdvance(self._large) > room:
            font = text_font(LESS_LARGE, bold=True)
            letters = QFontMetrics(font)
        text = letters.elidedText(self._large, elide, room)
        wide = letters.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRect(0, 0, wide + 2, 34), middle, text)
        x = wide + GAP
        self._pill_place = QRectF()
        if pill:
            x = self._paint_pill(painter, x, pill) + GAP
        is_above = False
        body = QFontMetrics(text_font(BODY))
        if self._beat and x + body.horizontalAdvance(self._beat) <= width:
            painter.setFont(text_font(BODY))
            painter.setPen(QColor(theme.text))
            painter.drawText(QRect(x, 3, width - x, 34), middle, self._beat)
            is_above = True
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        for at, line in enumerate(self._quiet_lines(width, is_above=is_above)):
            painter.drawText(QRect(0, QUIET_TOP + at * LINE, width, LINE), middle, line)
        painter.end()

    def height_for(self, width: int) -> int:
        """Return how high it is where it is so wide."""
        return HEIGHT + LINE * max(0, len(self._quiet_lines(width, is_above=False)) - 1)

    def _quiet_lines(self, width: int, *, is_above: bool) -> list[str]:
        """Return what stands below; the figure to beat too, unless it stands above."""
        parts = [self._quiet] if is_above else [self._beat, self._quiet]
        line = " · ".join(part for part in parts if part)
        return lines_of(line, QFontMetrics(text_font(CONTROL)), width)

    def _pill(self, *, is_short: bool = False) -> str:
        if self._problems is None:
            return ""
        if is_short:
            return f"! {self._problems}" if self._problems else "✓"
        if not self._problems:
            return "✓ nothing wrong"
        things = "thing" if self._problems == 1 else "things"
        return f"! {self._problems} {things} to look at"

    def _paint_pill(self, painter: QPainter, x: int, text: str) -> int:
        theme, is_well = self._theme.theme, not self._problems
        place = QRectF(x, (34 - PILL_HEIGHT) / 2 + 1, _pill_width(text), PILL_HEIGHT)
        self._pill_place = place
        edge = (
            theme.selection if self.hasFocus() else theme.ok_soft if is_well else theme.warning
        )
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(theme.ok_soft if is_well else theme.raised))
        painter.drawRoundedRect(place, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        painter.setFont(text_font(CONTROL, bold=True))
        painter.setPen(QColor(theme.ok if is_well else theme.warning))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return x + round(place.width())


class DataHeadline(QWidget):
    """Sentence, views, Cancel, and how far the exploring is.

    Signals
    -------
    view_chosen(str)
    cancel_wanted()
    again_wanted()
    """

    view_chosen = Signal(str)
    cancel_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._is_busy = False
        self.view = DataHeadlineView(theme, f"{name}_view", self)
        self.view.said.connect(self._arrange)
        self._views = SegmentedControl(VIEWS, name=f"{name}_of", parent=self)
        self._views.chosen.connect(self.view_chosen)
        self._button = QPushButton(AGAIN, self)
        self._button.setObjectName(f"{name}_button")
        self._button.clicked.connect(self._on_button)
        self._progress = ThinProgress(f"{name}_progress", "Explored so far", self)
        self.set_state(is_busy=False, may_begin=False)

    @property
    def shown(self) -> str:
        """Which view is chosen."""
        return self._views.current

    def choose(self, view: str) -> None:
        """Choose a view."""
        self._views.choose(view)

    def set_state(self, *, is_busy: bool, may_begin: bool) -> None:
        """Offer what can be done now."""
        self._is_busy = is_busy
        self._button.setText(CANCEL if is_busy else AGAIN)
        self._button.setToolTip(
            "Stop; what was found stays." if is_busy else "Look at the data again."
        )
        self._button.setVisible(is_busy or may_begin)
        self._progress.setVisible(is_busy)
        self._arrange()

    def show_progress(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self._progress.show_share(share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Put the controls beside the sentence, or below it where both do not fit."""
        room = max(0, self.width() - 2 * MARGIN)
        wanted: list[tuple[QWidget, int]] = [(self._views, self._views.sizeHint().width())]
        if not self._button.isHidden():
            wanted.insert(0, (self._button, max(self._button.sizeHint().width(), 80)))
        controls = sum(wide for _, wide in wanted) + GAP * (len(wanted) - 1)
        is_beside = room - controls - GAP >= self.view.least_width()
        wide = room - controls - GAP if is_beside else room
        high = self.view.height_for(wide)
        self.view.setGeometry(MARGIN, 6, wide, high)
        top = 6 + (HEIGHT - CONTROL_HEIGHT) // 2 if is_beside else 6 + high
        x = MARGIN + room - controls if is_beside else MARGIN
        for control, wide in wanted if is_beside else wanted[::-1]:
            control.setGeometry(x, top, wide, CONTROL_HEIGHT)
            x += wide + GAP
        below = (6 + high if is_beside else top + CONTROL_HEIGHT) + BELOW // 2
        self._progress.setGeometry(MARGIN, below, room, THICKNESS)
        self.setFixedHeight(below + THICKNESS + BELOW // 2)

    @Slot()
    def _on_button(self) -> None:
        (self.cancel_wanted if self._is_busy else self.again_wanted).emit()


def _pill_width(text: str) -> int:
    letters = QFontMetrics(text_font(CONTROL, bold=True))
    return letters.horizontalAdvance(text) + 2 * PILL_PADDING
