"""The sample and what the network says of it, large."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray, IntArray
from gui.panels.samples.verdict import AT_WORK, NEXT_RUN, Outcome, Verdict
from gui.theme.fonts import CONTROL, text_font
from gui.theme.image_colors import image_colors
from gui.theme.theme import CurrentTheme

LARGE, SMALL = 24.0, 20.0  # font sizes of the sentence
PRESENTED = 32.0  # font size where a room is to read it
PICTURE, LOW_PICTURE = 56, 44  # side of the sample, in a high and in a low headline
BESIDE = 12  # between picture and words, and words and pill
PILL_PADDING = 9
PILL_HEIGHT = 22
SEPARATOR = " · "
WIDEST_PERCENT = ", > 99 %"
TIP = "What it is, and what the network at this step says it is."


class VerdictView(QWidget):
    """``7 — says 7, 99 %`` beside a picture, a pill that judges, and one quiet line.

    What does not fit is left out whole: the percentage, then the word of the pill.  It
    depends on the widest text there may be, so that nothing comes and goes while a network
    learns.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sample_verdict")
        self.setAccessibleName("The sample, and what the network says of it")
        self._theme = theme
        self._image: ByteArray = np.zeros((0, 0, 1), np.uint8)
        self._pixels: IntArray = np.zeros((0, 0), np.uint32)
        self._verdict = Verdict("No sample yet", "")
        self._longest_name = self._longest_truth = "0"
        self._is_presented = False
        theme.changed.connect(self._recolor)

    @property
    def verdict(self) -> Verdict:
        """What is said."""
        return self._verdict

    def spoken_value(self) -> str:
        """Return the whole sentence, whether or not there is room for it."""
        return self._verdict.text()

    def show_image(self, image: ByteArray) -> None:
        """Show the sample, shape (H, W, C)."""
        if image is not self._image:
            self._image = image
            self._recolor()

    def show_verdict(self, verdict: Verdict) -> None:
        """Say it."""
        if verdict != self._verdict:
            self._verdict = verdict
            self.setToolTip(f"{verdict.text()}\n{TIP}")
            self.update()

    def expect_names(self, longest: str, truth: str) -> None:
        """Keep room for a class of that name, and for what stands where the true one does."""
        if (longest, truth) != (self._longest_name, self._longest_truth):
            self._longest_name, self._longest_truth = longest, truth
            self.update()

    def set_presented(self, *, is_presented: bool) -> None:
        """Write the sentence so large that a room can read it, where there is the width."""
        self._is_presented = is_presented
        self.update()

    def least_width(self) -> int:
        """Return the width that the sentence needs in its shortest form."""
        return self._width_of(LOW_PICTURE, SMALL, percent=False, word=False)

    def full_width(self) -> int:
        """Return the width that the sentence needs at its full size."""
        return self._width_of(self._picture_side, self._size, percent=True, word=True)

    def sentence(self) -> tuple[str, str, str]:
        """Return the true class, what is said, and the pill, as written."""
        percent, word = self._form()
        verdict = self._verdict
        says = AT_WORK if verdict.says == NEXT_RUN and not percent else verdict.says
        said = f" — {says}" if says else ""
        if percent and verdict.percent:
            said += f", {verdict.percent}"
        pill = verdict.outcome.value
        return verdict.truth, said, pill if word else pill[:1]

    def quiet_line(self) -> str:
        """Return the remarks there is room for."""
        room = self.width() - self._picture_side - BESIDE
        letters = QFontMetrics(text_font(CONTROL))
        parts = list(self._verdict.remarks)
        while parts and letters.horizontalAdvance(SEPARATOR.join(parts)) > room:
            parts.pop()
        return SEPARATOR.join(parts)

    def sizeHint(self) -> QSize:
        return QSize(self.full_width(), PICTURE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._picture_side
        middle = self.height() // 2
        self._paint_picture(painter, QRect(0, middle - side // 2, side, side))
        theme, left = self._theme.theme, side + BESIDE
        truth, said, pill = self.sentence()
        font = text_font(self._size, bold=True)
        letters = QFontMetrics(font)
        lower = 7 if self._size > LARGE else 2
        top = middle - letters.height() + lower
        line = QRect(left, top, self.width() - left, letters.height())
        painter.setFont(font)
        is_unsaid = self._verdict.says in (AT_WORK, NEXT_RUN)
        has_class = self._verdict.outcome is not Outcome.UNKNOWN or is_unsaid
        painter.setPen(QColor(theme.truth if has_class else theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, truth)
        line.setLeft(line.left() + letters.horizontalAdvance(truth))
        painter.setPen(QColor(theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, said)
        line.setLeft(line.left() + letters.horizontalAdvance(said) + BESIDE)
        if pill:
            self._paint_pill(painter, line, pill)
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        below = QRect(left, middle + 3 + lower, self.width() - left, 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self.quiet_line())
        painter.end()

    @property
    def _picture_side(self) -> int:
        return PICTURE if self.height() >= PICTURE else LOW_PICTURE

    @property
    def _size(self) -> float:
        if self.height() >= PICTURE:
            for size in (PRESENTED, LARGE) if self._is_presented else (LARGE,):
                if self._width_of(PICTURE, size, percent=True, word=True) <= self.width():
                    return size
        return SMALL

    def _form(self) -> tuple[bool, bool]:
        """Return whether there is room for the percentage, and for the word of the pill."""
        side, size = self._picture_side, self._size
        for percent, word in ((True, True), (True, False), (False, False)):
            if self._width_of(side, size, percent=percent, word=word) <= self.width():
                return percent, word
        return False, False

    def _width_of(self, side: int, size: float, *, percent: bool, word: bool) -> int:
        name = self._longest_name
        sentence = f"{self._longest_truth} — says {name}{WIDEST_PERCENT if percent else ''}"
        letters = QFontMetrics(text_font(size, bold=True))
        pill = Outcome.WRONG.value if word else Outcome.WRONG.value[:1]
        return side + BESIDE + letters.horizontalAdvance(sentence) + BESIDE + _pill_width(pill)

    def _paint_pill(self, painter: QPainter, line: QRect, text: str) -> None:
        theme = self._theme.theme
        is_right = self._verdict.outcome is Outcome.RIGHT
        place = QRectF(line.left(), 0, _pill_width(text), PILL_HEIGHT)
        place.moveTop(line.top() + (line.height() - PILL_HEIGHT) / 2 + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ok_soft if is_right else theme.error_soft))
        painter.drawRoundedRect(place, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        painter.setFont(_pill_font())
        painter.setPen(QColor(theme.ok if is_right else theme.error))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_picture(self, painter: QPainter, area: QRect) -> None:
        if self._pixels.size:
            h, w = self._pixels.shape
            shown = QSize(w, h).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            middle = area.center()
            area = QRect(QPoint(), shown)
            area.moveCenter(middle)
            image = QImage(self._pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
            is_whole = area.width() % w == 0 and area.height() % h == 0
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_whole)
            painter.drawImage(area, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self._theme.theme.line))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _recolor(self) -> None:
        if self._image.size:
            self._pixels = image_colors(self._image, self._theme.theme)  # (H, W)
        self.update()


def _pill_font() -> QFont:
    return text_font(CONTROL, bold=True)


def _pill_width(text: str) -> int:
    return QFontMetrics(_pill_font()).horizontalAdvance(text) + 2 * PILL_PADDING
