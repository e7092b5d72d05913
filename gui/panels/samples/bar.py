"""The controls that pick a sample, and how they share the width there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from gui.panels.samples import digit_row
from gui.panels.samples.digit_row import DigitRow
from gui.panels.samples.index_box import IndexBox
from gui.panels.samples.part_chooser import PartChooser
from gui.panels.samples.verdict_label import VerdictLabel
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

HEIGHT = 52
LEAST_WIDTH = 480
ROOM_FOR_MISTAKES = 744  # width from which the button for them has a text
ROOM_FOR_COUNT = 680  # width from which the count and the whole verdict have room
ABOVE = 6  # and below
MARGIN, SPACING = 16, 6
TIGHT_MARGIN, TIGHT_SPACING = 8, 4
ENOUGH_DIGITS = 4  # with fewer, the verdict has to make do with two lines


class SampleBar(QWidget):
    """Part, index, neighbours, class and mistakes in one row; on its right, the verdict.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    rearranged()
        There is room for another number of digits, and for another verdict.
    """

    rearranged = Signal()

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = PartChooser("sample_part")
        self.place = IndexBox("sample_index")
        self.previous = IconButton(
            "previous", "Previous image that fits", theme, name="sample_previous"
        )
        self.digits = DigitRow(theme, "sample_thumbnail")
        self.next = IconButton("next", "Next image that fits", theme, name="sample_next")
        self.random = IconButton("dice", "Any image that fits", theme, name="sample_random")
        self.classes = QComboBox()
        self.classes.setObjectName("sample_class")
        self.classes.setToolTip("Only images whose true class is this one.")
        self.classes.setFixedWidth(62)
        self.mistakes = IconButton("mistakes", "Mistakes", theme, name="sample_mistakes")
        self.mistakes.setToolTip(
            "Only images the network gets wrong at this step. Press again after more training "
            "to judge anew."
        )
        self.mistakes.setCheckable(True)
        self.count = QLabel()
        self.count.setObjectName("sample_count")
        self.count.setProperty("role", "caption")
        self.count.setFixedWidth(78)
        self.verdict = VerdictLabel("sample_verdict")
        # fixed, so that no new text of a running training lays the window out again
        self.verdict.setFixedHeight(HEIGHT - 2 * ABOVE)

        before = self.parts, self.place, self.previous
        behind = self.next, self.random, self.classes, self.mistakes, self.count
        self._controls: tuple[QWidget, ...] = (*before, *behind)
        row = self._row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # digits give way
        for part in (*before, self.digits, *behind):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.verdict)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(1000, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def allow_steps(self, *, may_step: bool) -> None:
        """Let the neighbours be stepped to, or not: there are none, or none known yet."""
        for button in (self.previous, self.next, self.random):
            button.setEnabled(may_step)
        self._share_width()

    def _share_width(self) -> None:
        """Give the verdict the room it may ever need, and the digits what is left."""
        is_tight = self.width() < ROOM_FOR_COUNT
        self.mistakes.show_label("Mistakes" if self.width() >= ROOM_FOR_MISTAKES else "")
        self.parts.set_short(is_short=is_tight)
        # where nothing can be stepped to, the count says why
        may_step = self.next.isEnabled()
        self.count.setVisible(not is_tight or not may_step)
        self.verdict.setVisible(not is_tight or may_step)
        margin = TIGHT_MARGIN if is_tight else MARGIN
        spacing = TIGHT_SPACING if is_tight else SPACING
        self._row.setContentsMargins(margin, ABOVE, margin, ABOVE)
        self._row.setSpacing(spacing)
        shown = [part for part in self._controls if not part.isHidden()]
        # a fixed width is a minimum width too
        widths = [part.minimumWidth() or part.sizeHint().width() for part in shown]
        room = self.width() - sum(widths) - spacing * (len(widths) + 1) - 2 * margin
        enough = room - ENOUGH_DIGITS * digit_row.STEP
        self.digits.fit(room - self.verdict.fit(enough, is_brief=is_tight))
        self.rearranged.emit()
