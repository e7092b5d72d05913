"""The head of the ledger: where one is, and what can be done there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.panels.ledger.crumbs import LedgerCrumbs
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton
from gui.widgets.text_room import TextRoom

BACK_TIP = "Back to the page before this one (Alt+Left)"
FORWARD_TIP = "To the page you came back from (Alt+Right)"
FORMULA_TIP = "Show the formula of each page in symbols"
CODE_TIP = "Show the lines of NumPy behind this number: ours, and those of the textbook"
COPY_TIP = (
    "Copy a page as text, as LaTeX, or as a NumPy snippet that runs on its own: the textbook's "
    "lines with the numbers of the page"
)
TITLE_TIP = (
    "The number whose page is open, the sample it belongs to, and the step of the run. All "
    "indices begin at 0, as in code; View, Count from 1 makes them begin at 1."
)

MARGIN = 14
#: How high a line of the title is, and one of the place.
LINES = (20, 16)


class LedgerHeader(QWidget):
    """Title, way, and the buttons of the ledger.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the ledger; parts are called ``{name}_back``, ``{name}_title`` …
    copies : QMenu
        What the copy button offers.

    Signals
    -------
    back_wanted(), forward_wanted()
    sides_chosen()
        The formula or the code was switched on or off.
    code_wanted()
        The code was switched on.
    page_chosen(int)
        Position of a page of the way.
    """

    back_wanted = Signal()
    forward_wanted = Signal()
    sides_chosen = Signal()
    code_wanted = Signal()
    page_chosen = Signal(int)

    def __init__(
        self, theme: CurrentTheme, name: str, copies: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = ("", "")
        self._back = IconButton("previous", BACK_TIP, theme, name=f"{name}_back")
        self._forward = IconButton("next", FORWARD_TIP, theme, name=f"{name}_forward")
        self._back.clicked.connect(self.back_wanted)
        self._forward.clicked.connect(self.forward_wanted)
        self._formula = self._toggle("ƒ", FORMULA_TIP, f"{name}_formula", is_on=True)
        self._code = self._toggle("{ }", CODE_TIP, f"{name}_code", is_on=False)
        self._code.toggled.connect(self._on_code_toggled)
        copy = QPushButton("Copy as")
        copy.setObjectName(f"{name}_copy")
        copy.setProperty("role", "quiet")
        copy.setToolTip(COPY_TIP)
        copy.setMenu(copies)
        self._title = self._label(f"{name}_title", "title")
        self._title.setToolTip(TITLE_TIP)
        self._place = self._label(f"{name}_place", "caption")
        # their texts change with every look: that must not lay the window out again
        self._rooms = TextRoom(self._title), TextRoom(self._place)
        self._crumbs = LedgerCrumbs(theme, f"{name}_crumbs")
        self._crumbs.chosen.connect(self.page_chosen)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for step in (self._back, self._forward):
            step.setFixedWidth(30)
            buttons.addWidget(step)
        buttons.addStretch(1)
        for button in (copy, self._formula, self._code):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, MARGIN, 4)
        column.setSpacing(2)
        column.addLayout(buttons)
        column.addSpacing(4)
        for room, line in zip(self._rooms, LINES, strict=True):
            room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            room.setFixedHeight(line)
            column.addWidget(room)
        column.addWidget(self._crumbs)

    @property
    def shows_formula(self) -> bool:
        """Whether formulas are wanted."""
        return self._formula.isChecked()

    @property
    def shows_code(self) -> bool:
        """Whether lines of code are wanted."""
        return self._code.isChecked()

    def show_code(self) -> None:
        """Switch the lines of code on."""
        self._code.setChecked(True)

    def show_place(self, title: str, place: str, why_inexact: str = "") -> None:
        """Show whose page is open, of which sample, at which step, and why that is inexact."""
        self._place.setToolTip(why_inexact)
        if title != self._texts[0]:
            self._title.setToolTip(f"{title}\n\n{TITLE_TIP}")
        self._texts = title, place
        self._fit_texts()

    def show_way(self, titles: Sequence[str], at: int, *, can_forward: bool) -> None:
        """Show the way one came, and whether it goes on in either direction."""
        self._crumbs.show_way(titles, at)
        self._back.setEnabled(at > 0)
        self._forward.setEnabled(can_forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """Give both texts the lines they need; their height changes with the number only."""
        labels = self._title, self._place
        for label, room, line, text in zip(
            labels, self._rooms, LINES, self._texts, strict=True
        ):
            width = QRect(0, 0, max(self.width() - 2 * MARGIN, 1), 1000)
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
            metrics = label.fontMetrics()
            needed = metrics.boundingRect(width, int(flags), text).height()
            height = line * max(1, round(needed / metrics.lineSpacing()))
            if label.text() != text:
                label.setText(text)
            if room.height() != height:
                room.setFixedHeight(height)

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _on_code_toggled(self, is_on: bool) -> None:
        if is_on:
            self.code_wanted.emit()

    def _toggle(self, text: str, tip: str, name: str, *, is_on: bool) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("role", "icon")
        button.setCheckable(True)
        button.setChecked(is_on)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedWidth(32)
        button.toggled.connect(self.sides_chosen)
        return button
