"""Gradients that drop from the pooled map into the winners."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.arrays import IntArray
from gui.panels.pooling.pool_map import PoolMap
from gui.theme.theme import CurrentTheme

FRAME_MS = 34
FLIGHT_MS = 240


class PoolDrops(QWidget):
    """Lies over the maps of a pooling and lets one row of windows drop after the other.

    Parameters
    ----------
    theme : CurrentTheme
    source, target : PoolMap
        The arriving gradient, and the pooling's input.

    Signals
    -------
    landed()
        `dropped` is another number.
    playing_changed(bool)
    """

    landed = Signal()
    playing_changed = Signal(bool)

    def __init__(
        self, theme: CurrentTheme, source: PoolMap, target: PoolMap, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._source, self._target = source, target
        self._winners: IntArray | None = None
        self._dropped: int | None = None
        self._flying = 0  # windows under way
        self._goes_on = False
        self._share = 0.0  # of the way that the drops have fallen
        self._drawn = QRect()  # around all drops, as drawn last
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self.hide()

    @property
    def dropped(self) -> int | None:
        """How many windows, in row order, have dropped; None if nothing is animated."""
        return self._dropped

    @property
    def is_playing(self) -> bool:
        """Whether one row follows the other by itself."""
        return self._goes_on and self._timer.isActive()

    def set_winners(self, winners: IntArray | None) -> None:
        """Drop into these cells, ``row * W + column`` by window; None ends what is going on."""
        is_other = winners is None or (
            self._winners is not None and winners.shape != self._winners.shape
        )
        self._winners = winners
        if is_other:
            self.stop()

    def play(self) -> None:
        """Let all windows drop that have not yet, row by row."""
        self._begin(goes_on=True)

    def step(self) -> None:
        """Let one window drop."""
        self._begin(goes_on=False)

    def pause(self) -> None:
        """Land what is under way, and wait."""
        was_playing = self.is_playing
        self._land()
        self._timer.stop()
        self._announce(was_playing)

    def stop(self) -> None:
        """Show the whole gradient again."""
        was_playing = self.is_playing
        self._timer.stop()
        self._flying = 0
        self.hide()
        had_dropped, self._dropped = self._dropped is not None, None
        self._announce(was_playing)
        if had_dropped:
            self.landed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.theme.truth)))
        for drop, color in self._drops():
            painter.setBrush(QColor.fromRgb(color))
            painter.drawRect(drop)
        painter.end()

    def _drops(self) -> list[tuple[QRect, int]]:
        """Return where each drop is now, and its colour as 0xffRRGGBB."""
        if not self._flying or self._winners is None or self._dropped is None:
            return []
        rows, columns = self._winners.shape
        eased = self._share * self._share * (3 - 2 * self._share)
        width = self._target.values.shape[1]
        drops = []
        for window in range(self._dropped, min(self._dropped + self._flying, rows * columns)):
            row, column = divmod(window, columns)
            cell = int(self._winners[row, column])
            if cell >= 0:
                start = self._place(self._source, row, column)
                end = self._place(self._target, *divmod(cell, width))
                drop = _between(start, end, eased), self._source.color_at(row, column)
                drops.append(drop)
        return drops

    def _redraw(self) -> None:
        """Draw where drops were and are: what lies under the rest need not be drawn again."""
        self._share = min(1.0, self._clock.elapsed() / FLIGHT_MS)
        area = QRect()
        for drop, _ in self._drops():
            area = area.united(drop)
        self.update(self._drawn.united(area).adjusted(-1, -1, 1, 1))
        self._drawn = area

    def _place(self, pool_map: PoolMap, row: int, column: int) -> QRect:
        return pool_map.cell_rect(row, column).translated(pool_map.pos())

    def _begin(self, *, goes_on: bool) -> None:
        if self._winners is None:
            return
        was_playing = self.is_playing
        if self._timer.isActive():
            self._land()
        self._goes_on = goes_on
        if self._dropped is None or self._dropped >= self._winners.size:
            self._dropped = 0
            self.landed.emit()
        self._take_off()
        self.show()
        self.raise_()
        self._timer.start()
        self._announce(was_playing)

    def _take_off(self) -> None:
        if self._winners is None or self._dropped is None:
            return
        columns = self._winners.shape[1]
        self._flying = columns - self._dropped % columns if self._goes_on else 1
        self._clock.restart()
        self._share = 0.0

    def _land(self) -> None:
        if self._flying and self._dropped is not None:
            self._dropped += self._flying
            self._flying = 0
            self._redraw()
            self.landed.emit()

    def _on_frame(self) -> None:
        if self._clock.elapsed() < FLIGHT_MS:
            self._redraw()
            return
        was_playing = self.is_playing
        self._land()
        is_done = self._winners is None or (self._dropped or 0) >= self._winners.size
        if self._goes_on and not is_done:
            self._take_off()
            return
        self._timer.stop()
        self._announce(was_playing)

    def _announce(self, was_playing: bool) -> None:
        if self.is_playing is not was_playing:
            self.playing_changed.emit(self.is_playing)


def _between(start: QRect, end: QRect, share: float) -> QRect:
    """Return a rectangle on the way, ``share`` of 1 at its end."""
    way = end.topLeft() - start.topLeft()
    width = round(start.width() + (end.width() - start.width()) * share)
    place = start.topLeft() + way * share
    return QRect(place.x(), place.y(), max(2, width) - 1, max(2, width) - 1)
