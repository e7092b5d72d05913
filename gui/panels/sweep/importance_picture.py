"""Which settings matter, as bars."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.number_text import percent_text
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import BODY, CONTROL, number_writer, text_font
from gui.theme.text_writer import RIGHT
from gui.theme.theme import CurrentTheme

ROW, BAR, LEAST_ROWS, MOST_ROWS = 24, 8, 2, 8
NAME_SHARE, NUMBER = 0.38, 54


class ImportancePicture(EvaluationPicture):
    """A row for each setting, the most important first."""

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "What matters: share of the differences", parent)
        self._shares: dict[str, float] = {}
        self._why = ""
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shares(self) -> dict[str, float]:
        """What is shown, by title."""
        return dict(self._shares)

    def show_shares(self, shares: Mapping[str, float], why: str) -> None:
        """Show how much each setting matters; `why` is said where nothing is known."""
        self._shares, self._why = dict(list(shares.items())[:MOST_ROWS]), why
        self.updateGeometry()
        self.update()

    def spoken_value(self) -> str:
        """Return the row that has the keyboard."""
        if not self._shares:
            return self._why or "nothing is known yet"
        name, share = list(self._shares.items())[min(self._at, len(self._shares) - 1)]
        return f"{name} {percent_text(share, 0)}"

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * max(LEAST_ROWS, len(self._shares)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, width = self._painter(), self.colors, self.width()
        font = text_font(BODY if self._shares else CONTROL)
        painter.setFont(font)
        if not self._shares:
            painter.setPen(QColor(theme.muted))
            wrapped = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
            painter.drawText(self.rect(), wrapped, self._why)
        letters, room = QFontMetrics(font), round(width * NAME_SHARE)
        for at, (name, share) in enumerate(self._shares.items()):
            top = at * ROW
            painter.setPen(QColor(theme.text))
            text = letters.elidedText(name, Qt.TextElideMode.ElideRight, room - 8)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, top, room, ROW), middle, text)
            bar = QRectF(room, top + (ROW - BAR) / 2, max(1, width - room - NUMBER), BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            bar.setWidth(max(3.0, bar.width() * share))
            painter.setBrush(QColor(theme.muted))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            painter.setPen(QColor(theme.text))
            place = QRect(width - NUMBER, top, NUMBER, ROW)
            number_writer(CONTROL).write(painter, place, percent_text(share, 0), RIGHT)
        painter.end()

    def _grid(self) -> tuple[int, int]:
        return len(self._shares), 1

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._at = 0 if place is None else place[0]
