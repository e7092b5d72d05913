"""What the chosen map means, and whether its numbers add up."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.explained_image import ExplainedImage, ExplainedMap
from core.explanation.integrated_gradients import COMPLETE_WITHIN, MOST
from core.explanation.method import ExplanationMethod
from core.number_text import percent_text, signed_text
from gui.widgets.dynamic_property import set_dynamic_property

MARGIN, SPACING = 10, 6
LINE = 18
WIDE, APART = 720, 20  # from so wide on, its numbers stand beside its name
DIGITS = 3
SUM_TIP = (
    "All pixels of the map added up, and what the ink did: the score of the image minus that "
    "of a blank one."
)


class ExplainCard(QFrame):
    """Rule, formula and source of a method, and its sum beside what the ink did to the score.

    Parameters
    ----------
    name : str
        ``objectName``; the parts are ``{name}_title``, ``{name}_rule`` and so on.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._title = _label(f"{name}_title", "title")
        self._rule = _label(f"{name}_rule", "")
        self._formula = _label(f"{name}_formula", "number")
        self._source = _label(f"{name}_source", "muted")
        self._sum = _label(f"{name}_sum", "")
        self._ink = _label(f"{name}_ink", "")
        for one in (self._sum, self._ink):
            one.setToolTip(SUM_TIP)
        self._check = _label(f"{name}_check", "muted")
        for one in (self._sum, self._ink, self._rule, self._formula, self._source, self._check):
            one.setWordWrap(True)
        for one in (self._rule, self._formula, self._source):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(SPACING)
        for one in (self._title, self._sum, self._ink, self._check):
            self._head.addWidget(one, int(one is self._check))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(SPACING)
        column.addLayout(self._head)
        for one in (self._rule, self._formula, self._source):
            column.addWidget(one)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put what the map adds up to beside its name, where there is room."""
        ways, is_wide = QBoxLayout.Direction, self.width() >= WIDE
        way = ways.LeftToRight if is_wide else ways.TopToBottom
        if way != self._head.direction():
            self._head.setDirection(way)
            self._head.setSpacing(APART if is_wide else SPACING)
            self._column.activate()  # the next look at it may come before the next event

    def height_at(self, width: int) -> int:
        """Return the height in which every method has room, so that choosing moves nothing."""
        room = width - 2 * MARGIN - 2
        texts = max(
            self._lines(self._rule, method.RULE, room)
            + self._lines(self._formula, method.FORMULA, room)
            + self._lines(self._source, method.SOURCE, room)
            for method in EXPLANATION_METHODS.values()
        )
        if width >= WIDE:
            return 2 * MARGIN + 4 * SPACING + LINE + texts + 2
        check = max(self._lines(self._check, text, room) for text in _LONGEST)
        sums = sum(self._lines(self._sum, text, room) for text in _SUMS)
        return 2 * MARGIN + 7 * SPACING + LINE + sums + texts + check + 2

    def show_method(self, method: ExplanationMethod) -> None:
        """Show the rule of a method."""
        self._title.setText(method.TITLE)
        self._rule.setText(method.RULE)
        self._formula.setText(method.FORMULA)
        self._source.setText(method.SOURCE)

    def show_sums(self, image: ExplainedImage | None, one: ExplainedMap | None) -> None:
        """Show what the map adds up to; nothing while there is none."""
        if image is None or one is None or one.values is None:
            self._sum.setText("")
            self._ink.setText("")
            self._check.setText("" if one is None else one.missing)
            set_dynamic_property(self._check, "role", "muted")
            return
        total, delta = (signed_text(number, DIGITS) for number in (one.total, image.delta))
        self._sum.setText(ADDS_UP.format(total))
        self._ink.setText(WORTH.format(delta))
        text, role = _judged(image, one)
        self._check.setText(text)
        set_dynamic_property(self._check, "role", role)

    def _lines(self, label: QLabel, text: str, width: int) -> int:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        room = QRect(0, 0, max(width, 1), 10_000)
        return label.fontMetrics().boundingRect(room, flags, text).height() + 2


ADDS_UP, WORTH = "map adds up to {}", "ink is worth {}"
#: Both at their longest.
_SUMS = (ADDS_UP.format("−1,000.000"), WORTH.format("−1,000.000"))
NEED_NOT = "This map need not add up to what the ink did."
COMPLETE = "✓ complete: {} off with {:,} steps, as its rule promises"
OFF = "! {} off with {:,} steps, the most it takes: more than the {} its rule promises"
_LONGEST = (
    NEED_NOT,
    COMPLETE.format("< 0.1 %", MOST),
    OFF.format("100 %", MOST, percent_text(COMPLETE_WITHIN)),
)


def _judged(image: ExplainedImage, one: ExplainedMap) -> tuple[str, str]:
    """Return whether a map's sum is what its rule promises, and the role of the text."""
    if not one.method.ADDS_UP:
        return NEED_NOT, "muted"
    missed = image.missed(one)
    if missed <= COMPLETE_WITHIN:
        return COMPLETE.format(percent_text(missed), one.steps), "ok"
    off = OFF.format(percent_text(missed), one.steps, percent_text(COMPLETE_WITHIN))
    return off, "warning"


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
