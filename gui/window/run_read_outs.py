"""The numbers of the run, in a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.theme.fonts import CONTROL, READ_OUT, number_font, text_font
from gui.window.run_numbers import NOTHING

GAP = 14
LINE_HEIGHT = 34
#: Caption and tip of each number, and further captions that it may get.
PARTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "epoch": ("epoch", "Passes over the images", ()),
    "step": ("step", "Optimiser steps taken", ()),
    "loss": ("loss", "Loss of the latest batch, weight decay included", ()),
    "accuracy": ("validation", "Share of the held-back images judged right", ()),
    "images_per_second": (
        "images / s",
        "Training speed, without validation; when slowed, the waiting counts",
        ("images / s, slowed",),
    ),
    "time_left": (
        "left",
        "Estimated time to the last epoch; early stopping may end the run sooner",
        ("test",),
    ),
}


class RunReadOuts(QWidget):
    """Numbers over their captions; new texts need no new layout.

    Its size is set and not asked for, else every text would have the window laid out.

    While another step is looked at, the numbers are that step's: those of now are kept and
    come back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_read_outs")
        self._now: dict[str, str] = {}
        self._then: Mapping[str, str] | None = None
        self._folded: frozenset[str] = frozenset()
        self.values: dict[str, QLabel] = {}
        self.captions: dict[str, QLabel] = {}
        self._parts: dict[str, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, (caption, tip, _) in PARTS.items():
            self._parts[name] = part = self._build(name, caption, tip)
            row.addWidget(part)

    def text(self, name: str) -> str:
        """Return what a number is now, whatever step is looked at."""
        return self._now.get(name, NOTHING)

    def say(self, name: str, text: str) -> None:
        """Let a number be `text`."""
        self._now[name] = text
        if self._then is None:
            self.values[name].setText(text)

    def show_then(self, texts: Mapping[str, str] | None) -> None:
        """Show the numbers of another step, and only those it has; None: those of now."""
        self._then = texts
        for name, value in self.values.items():
            value.setText(self.text(name) if texts is None else texts.get(name, NOTHING))
        self._show_parts()

    def set_tip(self, name: str, tip: str) -> None:
        """Say more about a number."""
        for label in (self.values[name], self.captions[name]):
            label.setToolTip(tip)

    def set_widths(self, characters: Mapping[str, int]) -> None:
        """Leave each number room for so many characters."""
        digit = QFontMetricsF(number_font(READ_OUT, bold=True)).horizontalAdvance("0")
        letters = QFontMetricsF(text_font(CONTROL))
        for name, (caption, _, others) in PARTS.items():
            words = max(letters.horizontalAdvance(text) for text in (caption, *others))
            width = max(digit * characters[name], words)
            self._parts[name].setFixedWidth(round(width) + 2 * GAP + 1)
        self._take_room()

    def fold(self, names: Collection[str]) -> None:
        """Leave some of the numbers out."""
        self._folded = frozenset(names)
        self._show_parts()

    def width_without(self, names: Collection[str]) -> int:
        """Return how wide all is if some are left out."""
        return sum(part.width() for name, part in self._parts.items() if name not in names)

    def _show_parts(self) -> None:
        for name, part in self._parts.items():
            is_known = self._then is None or name in self._then
            part.setVisible(is_known and name not in self._folded)
        self._take_room()

    def _take_room(self) -> None:
        shown = [part for part in self._parts.values() if not part.isHidden()]
        high = max(part.sizeHint().height() for part in self._parts.values())
        self.setFixedSize(sum(part.width() for part in shown), high)

    @staticmethod
    def _label(text: str, name: str, role: str, tip: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip)
        return label

    def _build(self, name: str, caption: str, tip: str) -> QWidget:
        self.values[name] = value = self._label(NOTHING, f"{name}_read_out", "readout", tip)
        value.setAccessibleName(caption)
        self.captions[name] = below = self._label(
            caption, f"{name}_caption", "readout_caption", tip
        )
        part = QWidget()
        line = QFrame()
        line.setFixedSize(1, LINE_HEIGHT)
        line.setProperty("role", "divider")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(value)
        column.addWidget(below)
        column.addStretch()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(line)
        row.addLayout(column, 1)
        return part
