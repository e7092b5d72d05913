"""Numbers that change with every look, written fast."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QPainter, QRawFont

#: Texts that are remembered; then all are forgotten.
MOST_REMEMBERED = 4096
LEFT, CENTER, RIGHT = 0.0, 0.5, 1.0


class TextWriter:
    """Writes what `QPainter.drawText` would, in a third of its time.

    `drawText` shapes its text anew at every call.  In a font of one pitch a number needs no
    shaping: its glyphs stand side by side.  Texts in another font are left to `drawText`.

    Parameters
    ----------
    font : QFont
    """

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._ascent, self._height = self._metrics.ascent(), self._metrics.height()
        self._raw = QRawFont.fromFont(font)
        self._pitch = self._metrics.horizontalAdvance("0")
        self._has_one_pitch = self._metrics.horizontalAdvance(".i%W") == 4 * self._pitch
        self._glyphs: dict[str, int] = {}
        self._places: dict[int, list[QPointF]] = {}  # by the number of letters
        self._runs: dict[str, QGlyphRun | None] = {}

    def width(self, text: str) -> float:
        """Return how much room `text` takes."""
        if self._run(text) is None:
            return self._metrics.horizontalAdvance(text)
        return len(text) * self._pitch

    def write(
        self, painter: QPainter, room: QRect, text: str, alignment: float = CENTER
    ) -> None:
        """Write `text` with the painter's pen at half the height of `room`.

        Parameters
        ----------
        painter : QPainter
        room : QRect
        text : str
        alignment : float
            Which share of the free room is on the left: `LEFT`, `CENTER` or `RIGHT`.
        """
        place = room.x(), room.y(), room.width(), room.height()
        self.write_at(painter, place, text, alignment)

    def write_at(
        self,
        painter: QPainter,
        room: tuple[int, int, int, int],
        text: str,
        alignment: float = CENTER,
    ) -> None:
        """Do as `write`, for many cells: `room` is x, y, width and height."""
        run = self._run(text)
        x, y, room_width, room_height = room
        width = self.width(text) if run is None else len(text) * self._pitch
        baseline = QPointF(
            x + alignment * (room_width - width),
            y + (room_height - self._height) / 2 + self._ascent,
        )
        if run is None:
            painter.setFont(self._font)
            painter.drawText(baseline, text)
        else:
            painter.drawGlyphRun(baseline, run)

    def _run(self, text: str) -> QGlyphRun | None:
        """Return the glyphs of `text`; None if `drawText` has to find them."""
        if text in self._runs:
            return self._runs[text]
        if len(self._runs) >= MOST_REMEMBERED:
            self._runs.clear()
        run = self._runs[text] = self._side_by_side(text)
        return run

    def _side_by_side(self, text: str) -> QGlyphRun | None:
        known = self._glyphs
        glyphs = [known[letter] if letter in known else self._glyph(letter) for letter in text]
        if not self._has_one_pitch or 0 in glyphs:  # 0: the font lacks this letter
            return None
        if len(text) not in self._places:
            self._places[len(text)] = [QPointF(i * self._pitch, 0.0) for i in range(len(text))]
        run = QGlyphRun()
        run.setRawFont(self._raw)
        run.setGlyphIndexes(glyphs)
        run.setPositions(self._places[len(text)])
        return run

    def _glyph(self, letter: str) -> int:
        indices = self._raw.glyphIndexesForString(letter)
        self._glyphs[letter] = indices[0] if indices else 0
        return self._glyphs[letter]
