"""What a run has come to, and where to go from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.lab.final_judge import FinalJudgement
from gui.panels.curves.timeline_bar import TimelineBar
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton
from gui.window.below_fold import MOST_TRIES, SETTLE_MS
from gui.window.end_text import headline, what_was_learned

WIDTH = 272
MARGIN = 8  # to the edges of the window
PADDING = 16
_LAID_OUT = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
_MOVED = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize)


class EndCard(QFrame):
    """Floats over a corner of the window when a run has ended; moves nothing.

    It covers none of the sliders through time, with the buttons at their end, and as little
    as can be of a page that is read.

    Parameters
    ----------
    window : QWidget
    theme : CurrentTheme
    steps : mapping of str to callable
        The next steps one can take, by what stands on their buttons.
    of_mistakes : str
        Which of them needs a mistake.
    """

    def __init__(
        self,
        window: QWidget,
        theme: CurrentTheme,
        steps: Mapping[str, Callable[[], object]],
        of_mistakes: str = "",
    ) -> None:
        super().__init__(window)
        self._of_mistakes: QPushButton | None = None
        self._waits = self._is_held = False  # until nothing is presented
        self.setObjectName("end_card")
        self.setProperty("role", "floating")
        self._headline = self._label("end_headline", "headline")
        self._learned = self._label("end_learned", "muted")
        self._close = IconButton("close", "Close (Esc)", theme, name="end_close", parent=self)
        self._close.setProperty("role", "tiny")
        self._close.clicked.connect(self.hide)
        top = QHBoxLayout()
        top.addWidget(self._headline, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 12, 12, PADDING)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._learned)
        for place, (text, then) in enumerate(steps.items()):
            button = QPushButton(text)
            button.setObjectName(f"end_step_{place}")
            button.setAutoDefault(True)
            button.clicked.connect(self.hide)
            button.clicked.connect(_without_arguments(then))
            column.addWidget(button)
            if text == of_mistakes:
                self._of_mistakes = button
        # what is shown or hidden has its place only when all is laid out
        self._place_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._place_timer.timeout.connect(self._look)
        self._looks = 0
        self._page: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def keep_clear_of(self, page: QWidget) -> None:
        """Stand beside `page`, wherever in the window it is shown."""
        self._page = page
        page.installEventFilter(self)

    def show_judgement(self, judgement: FinalJudgement, names: Sequence[str]) -> None:
        """Show what came out, until it is closed or the run goes on."""
        self._headline.setText(headline(judgement))
        self._learned.setText(what_was_learned(judgement, names))
        if self._of_mistakes is not None:
            self._of_mistakes.setVisible(judgement.right < judgement.count)
        self._waits = self._is_held
        if not self._is_held:
            self.show()
            self._place()

    @Slot()
    def leave(self) -> None:
        """Go: this is no longer the end."""
        self._waits = False
        self.hide()

    @Slot(bool)
    def hold_back(self, held: bool) -> None:
        """Be out of sight while a panel is presented, and come after it."""
        self._is_held = held
        if held:
            self._waits = not self.isHidden()
            self.hide()
        elif self._waits:
            self._waits = False
            self.show()
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window is resized, or its parts come and go."""
        waits_for = _MOVED if watched is self._page else _LAID_OUT
        if event.type() in waits_for and not self.isHidden():
            self._looks = MOST_TRIES
            self._place()
            self._place_timer.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _look(self) -> None:
        """Take the place that is right now, and look again: docks get theirs one by one."""
        self._place()
        self._looks -= 1
        if self._looks > 0 and not self.isHidden():
            self._place_timer.start()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(WIDTH, window.width() - 2 * MARGIN)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        page = self._seen(self._page)
        inside = window.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        corner = QRect(0, 0, width, height)
        corner.moveBottomRight(inside.bottomRight())
        places = [corner]
        for left in (inside.left(), page.right() + 1 + MARGIN, page.left() - MARGIN - width):
            if inside.left() <= left <= corner.left():
                places.append(QRect(QPoint(left, corner.top()), corner.size()))
        places = [self._above_sliders(window, place) for place in places]
        self.setGeometry(min(places, key=lambda place: _area(place.intersected(page))))
        self.raise_()

    def _above_sliders(self, window: QWidget, place: QRect) -> QRect:
        """Return `place`, higher where it would cover a slider through time."""
        for bar in window.findChildren(TimelineBar):
            covered = self._seen(bar)
            if covered.intersects(place):
                place.moveBottom(max(covered.top() - MARGIN, place.height()))
        return place

    def _seen(self, part: QWidget | None) -> QRect:
        """Return where in the window a part is seen; an empty rectangle if it is not."""
        window = self.parentWidget()
        if part is None or part.window() is not window or part.visibleRegion().isEmpty():
            return QRect()
        return QRect(part.mapTo(window, QPoint()), part.size())

    @staticmethod
    def _label(name: str, role: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()


def _without_arguments(then: Callable[[], object]) -> Callable[..., None]:
    """Return a slot for `then` that drops what a button says of itself."""

    def call(_checked: bool = False) -> None:
        then()

    return call
